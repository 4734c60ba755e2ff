"""How much the findings of a rule weigh for one agency, where that is not what the rule itself says.

    [severity]
    TAB302 = "warning"
    TXT = "info"

Keys are codes or beginnings of codes; the longest that fits a rule counts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping

from drafter.check.registry import rules, successors
from drafter.check.rule import Rule
from drafter.documents import Finding, Severity
from drafter.errors import SettingsError

Weights = Mapping[str, Severity]


def weights(text: str, name: str, own: Iterable[Rule] = ()) -> Weights:
    """Code or beginning of codes → severity, from the `[severity]` table in the TOML `text` of the file `name`.

    `own` are the agency's own rules, which may be named too.

    Raises:
        SettingsError: the file is no TOML, a key fits no rule, or a value is no severity.
    """
    try:
        raw = tomllib.loads(text).get("severity", {})
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{name} 不是正确的 TOML 文件：{error}。") from error
    if not isinstance(raw, dict):
        raise SettingsError(f'{name} 的 severity 要写成一节，例如 [severity] 下面写 TAB302 = "warning"。')
    codes = [rule.code for rule in (*rules(), *own)]
    found: dict[str, Severity] = {}
    for key, value in raw.items():
        prefix = key.strip().upper()
        if not prefix or not any(code.startswith(prefix) for code in codes):
            raise SettingsError(f"{name} 的 [severity]：{successors(prefix) or f'没有编号为“{key}”的规则或规则类。'}")
        try:
            found[prefix] = Severity(str(value))
        except ValueError as error:
            raise SettingsError(f"{name} 的 [severity]：{key} 只能是 error、warning、info。") from error
    return found


def weighed_as(finding: Finding, given: Weights) -> Finding:
    """The finding with the severity given for its rule, or as it is."""
    fitting = [prefix for prefix in given if finding.rule.startswith(prefix)]
    if not fitting:
        return finding
    return finding.model_copy(update={"severity": given[max(fitting, key=len)]})
