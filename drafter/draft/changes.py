"""Changes against last year's report, in words whose direction follows the figures."""

from __future__ import annotations

from drafter.draft.brief import Brief
from drafter.draft.phrase import Phrase

# A growth rate on a smaller base than this is a play with numbers: 增加1件，增长100% says no more than 增加1件.
_RATED_FROM = 10


def changed(brief: Brief, key: str) -> Phrase | None:
    """How the cell differs from last year's, as a clause (较上年增加3件，增长25.0%); None where that is unknown."""
    trend = brief.trend(key)
    if trend is None:
        return None
    if trend == 0:
        same = brief.clause("change.same")
        return same and Phrase(same.text, (key, f"prev.{key}"))
    way = "more" if trend > 0 else "fewer"
    by, rate = brief.fill(f"change:{key}"), brief.fill(f"growth:{key}")
    if by and rate and (brief.amount(f"prev.{key}") or 0) >= _RATED_FROM:
        return brief.clause(f"change.{way}", by=by, rate=rate)
    return brief.clause(f"change.{way}_few", by=by) if by else None
