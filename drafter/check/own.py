"""An agency's own rules: comparisons between cells, written in TOML.

    [[rules]]
    code = "OWN101"
    expression = "t3.carried_out.total == 0"
    message = "本机关要求当年申请当年办结"
    severity = "warning"

An expression compares sums, differences, products and quotients of cells (`prev.` for last year's) and numbers.
"""

from __future__ import annotations

import ast
import operator
import re
import tomllib
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from drafter.check.case import Case
from drafter.check.outcome import Held, Hit, Outcome, Undecided
from drafter.check.phrase import cell_name, cell_names, shown
from drafter.check.rule import Rule
from drafter.documents import Severity
from drafter.errors import SettingsError
from drafter.form import EDITION_NAMES, edition

CODE = re.compile(r"OWN\d{3}")
LONGEST = 400  # characters of an expression; longer ones nest deeper than anyone can read
_ARITHMETIC: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_COMPARISON: dict[type[ast.cmpop], Callable[[Fraction, Fraction], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


def own_rules(text: str, name: str) -> tuple[Rule, ...]:
    """The rules in the TOML `text` of the file `name`, in order.

    Raises:
        SettingsError: the file is no TOML, has neither rules nor severities, or a rule lacks something, names no cell
            or compares nothing.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{name} 不是正确的 TOML 文件：{error}。") from error
    items = raw.get("rules", [])
    if not items and "severity" in raw:
        return ()
    if not isinstance(items, list) or not items or not all(isinstance(item, dict) for item in items):
        raise SettingsError(f"{name} 里没有 [[rules]]。")
    rules = tuple(_rule(item, f"{name} 第 {at} 条") for at, item in enumerate(items, 1))
    codes = [rule.code for rule in rules]
    if twice := next((code for code in codes if codes.count(code) > 1), None):
        raise SettingsError(f"{name} 里编号 {twice} 用了两次。")
    return rules


def _rule(item: dict[str, Any], where: str) -> Rule:
    code, expression = str(item.get("code", "")), str(item.get("expression", ""))
    message = str(item.get("message", ""))
    if not CODE.fullmatch(code):
        raise SettingsError(f"{where}：编号要写成 OWN 加三位数字，例如 OWN101。")
    if not message:
        raise SettingsError(f"{where}（{code}）：没有写 message。")
    try:
        severity = Severity(str(item.get("severity", "warning")))
    except ValueError as error:
        raise SettingsError(f"{where}（{code}）：severity 只能是 error、warning、info。") from error
    comparison = _comparison(expression, f"{where}（{code}）")
    keys = tuple(dict.fromkeys(_keys(comparison)))

    def body(case: Case) -> Iterator[Outcome]:
        unknown = [key for key in keys if case.amounts.of(key) is None]
        if unknown:
            yield Undecided(f"{cell_names(case.edition, unknown)}空白或没有读到", keys)
        elif (held := _evaluate(comparison, case)) is None:
            yield Undecided("除数为0", keys)
        elif held:
            yield Held(keys)
        else:
            told = "，".join(f"{cell_name(case.edition, key)}为{shown(case.amounts.of(key))}" for key in keys)
            yield Hit({"message": message, "told": told}, refs=keys)

    return Rule(
        code=code,
        name="own.rule",
        severity=severity,
        message="{message}（{told}）",
        body=body,
        needs=(),
        title=message,
        flags=f"不满足 {expression} 的报告。",
        accepts="所用各格空白或没有读到的，记为未能判断。",
        leaves="",
        source=f"本机关自定规则（{where}）。",
    )


def _comparison(expression: str, where: str) -> ast.Compare:
    """The comparison that `expression` is, made of cells and numbers alone."""
    try:
        tree = ast.parse(expression.strip()[:LONGEST], mode="eval").body if len(expression) <= LONGEST else None
    except (SyntaxError, ValueError, RecursionError) as error:
        raise SettingsError(f"{where}：看不懂 {expression}。例如 t3.new.total <= 500。") from error
    if not isinstance(tree, ast.Compare) or not all(type(op) in _COMPARISON for op in tree.ops):
        raise SettingsError(f"{where}：{expression[:40]} 不是比较。例如 t3.carried_out.total == 0。")
    for operand in (tree.left, *tree.comparators):
        _check(operand, where)
    return tree


def _check(node: ast.expr, where: str) -> None:
    match node:
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
            _check(left, where)
            _check(right, where)
        case ast.Constant(value=value) if type(value) in (int, float):
            return
        case ast.Attribute():
            key = _key(node)
            if not any(edition(name).cell(key) for name in EDITION_NAMES):
                raise SettingsError(f"{where}：没有 {key} 这一格。")
        case _:
            raise SettingsError(f"{where}：只能用格的键、数字和加减乘除，不能用 {ast.unparse(node)}。")


def _key(node: ast.expr) -> str:
    return ast.unparse(node)


def _keys(tree: ast.AST) -> Iterator[str]:
    """The keys named, outermost attributes only."""
    if isinstance(tree, ast.Attribute):
        yield _key(tree)
        return
    for child in ast.iter_child_nodes(tree):
        yield from _keys(child)


def _evaluate(tree: ast.Compare, case: Case) -> bool | None:
    """Whether the comparison holds, or None where a divisor is 0."""
    try:
        values = [_value(node, case) for node in (tree.left, *tree.comparators)]
    except ZeroDivisionError:
        return None
    return all(_COMPARISON[type(op)](a, b) for op, a, b in zip(tree.ops, values, values[1:], strict=False))


def _value(node: ast.expr, case: Case) -> Fraction:
    if isinstance(node, ast.BinOp):
        return _ARITHMETIC[type(node.op)](_value(node.left, case), _value(node.right, case))
    if isinstance(node, ast.Constant):
        return Fraction(str(node.value))
    return Fraction(case.amounts.of(_key(node)) or 0)
