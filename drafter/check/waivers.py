"""Findings that were looked at and let stand: by a waiver with its reason, or because an older review has them.

[[waivers]]
rule = "NUM101"
fingerprint = "3f0c…"
reason = "按市局口径含转办件"
who = "张科长"
until = 2026-03-31
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from drafter.check.period import is_day
from drafter.check.registry import successors
from drafter.check.runner import summary
from drafter.documents import Finding, Notice, Review
from drafter.errors import SettingsError

ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


@dataclass(frozen=True, slots=True)
class Waiver:
    """One finding let stand: its rule and fingerprint, why, by whom, and until which day (ISO, "" for ever)."""

    rule: str
    fingerprint: str
    reason: str
    who: str
    until: str = ""


def waivers(text: str, name: str) -> tuple[Waiver, ...]:
    """The waivers in the TOML `text` of the file `name`.

    Raises:
        SettingsError: the file is no TOML, or a waiver lacks rule, fingerprint, reason or who.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{name} 不是正确的 TOML 文件：{error}。") from error
    found = []
    items = raw.get("waivers", [])
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise SettingsError(f"{name} 里的免查要写成 [[waivers]]，一处问题一节。")
    for at, item in enumerate(items, 1):
        values = {field: str(item.get(field, "")) for field in ("rule", "fingerprint", "reason", "who", "until")}
        lacking = [field for field in ("rule", "fingerprint", "reason", "who") if not values[field]]
        if lacking:
            raise SettingsError(f"{name} 第 {at} 条免查：没有写 {'、'.join(lacking)}。")
        if values["until"] and not _is_day(values["until"]):
            raise SettingsError(f"{name} 第 {at} 条免查：until 要写成 2026-03-31 这样的日期。")
        found.append(Waiver(**values))
    return tuple(found)


def _is_day(text: str) -> bool:
    match = ISO.fullmatch(text)
    return match is not None and is_day(*(int(part) for part in match.groups()))


def waive(review: Review, given: Sequence[Waiver], today: str) -> Review:
    """The review without the findings that a waiver in force lets stand; `today` is an ISO date.

    Notices tell how many were let stand, and name every waiver that is over or fits no finding.
    """
    over = [waiver for waiver in given if waiver.until and waiver.until < today]
    valid = {(w.rule, w.fingerprint): w for w in given if w not in over}
    kept = [f for f in review.findings if (f.rule, f.fingerprint) not in valid]
    used = {(f.rule, f.fingerprint) for f in review.findings if (f.rule, f.fingerprint) in valid}
    notices = [Notice(code="waiver_expired", message=f"免查已过期（{w.until}）：{_told(w)}") for w in over]
    notices += [
        Notice(code="waiver_unused", message=f"免查没有对应的问题，{_advice(w)}：{_told(w)}")
        for key, w in valid.items()
        if key not in used
    ]
    if used:
        notices.append(Notice(code="waived", message=f"按免查清单略去 {len(review.findings) - len(kept)} 个问题。"))
    return _with(review, kept, notices)


def only_new(review: Review, older: Iterable[Finding]) -> Review:
    """The review without the findings that an older review of the same document already has."""
    known = {(f.rule, f.fingerprint) for f in older}
    kept = [f for f in review.findings if (f.rule, f.fingerprint) not in known]
    left_out = len(review.findings) - len(kept)
    message = f"只列新出现的问题，略去以前已有的 {left_out} 个。"
    return _with(review, kept, [Notice(code="baseline", message=message)] if left_out else [])


def _with(review: Review, findings: Sequence[Finding], notices: Sequence[Notice]) -> Review:
    changed = {
        "findings": tuple(findings),
        "notices": (*review.notices, *notices),
        "summary": summary(review.mentions, findings),
    }
    return review.model_copy(update=changed)


def _advice(waiver: Waiver) -> str:
    """What to do with a waiver that fits nothing: findings of a retired rule have new fingerprints."""
    moved = successors(waiver.rule)
    return f"{moved}请核实后改写" if moved else "可以删去"


def _told(waiver: Waiver) -> str:
    return f"{waiver.rule} {waiver.fingerprint}（{waiver.who}：{waiver.reason}）"
