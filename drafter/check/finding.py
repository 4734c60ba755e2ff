"""Hits → findings: message, quotation, section, fingerprint."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from drafter.check.outcome import Hit
from drafter.check.rule import Rule
from drafter.documents import Finding, Report, Section

FINGERPRINT = 12  # hexadecimal digits: 48 bits tell the findings of one report apart with room to spare


def findings_of(report: Report, rule: Rule, hits: Iterable[Hit]) -> Iterator[Finding]:
    """Yield the finding of each hit of one rule, in the order given.

    The fingerprint rests on the rule, the quoted words without white space, the cells, and which of several alike it
    is; never on offsets. So it survives changes elsewhere in the report.
    """
    alike: Counter[str] = Counter()
    for hit in hits:
        quote = None if hit.start is None else report.text[hit.start : hit.end]
        identity = "|".join((rule.code, "".join((quote or "").split()), ",".join(sorted(hit.refs)), hit.subject))
        alike[identity] += 1
        section = _section(report, hit)
        yield Finding(
            rule=rule.code,
            severity=hit.severity or rule.severity,
            message=rule.message.format(**hit.fields),
            start=hit.start,
            end=hit.end,
            quote=quote,
            section=section.id if section else None,
            refs=hit.refs,
            found=hit.found,
            expected=hit.expected,
            fingerprint=fingerprint(f"{identity}|{alike[identity]}"),
        )


def fingerprint(identity: str) -> str:
    """A short stable name for what `identity` spells out."""
    return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:FINGERPRINT]


def _section(report: Report, hit: Hit) -> Section | None:
    """The innermost section the words stand in; for a hit about a table alone, the section of that table."""
    if hit.start is not None:
        return report.section_at(hit.start)
    if not hit.refs:
        return None
    table = hit.refs[0].removeprefix("prev.").partition(".")[0]
    return report.section(table.removeprefix("t"))
