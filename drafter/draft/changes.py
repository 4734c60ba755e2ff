"""Changes against last year's report, in words whose direction follows the figures."""

from __future__ import annotations

import re

from drafter.draft.brief import Brief
from drafter.draft.phrase import Phrase

# A growth rate on a smaller base than this is a play with numbers: 增加1件，增长100% says no more than 增加1件.
_RATED_FROM = 10
# The writer told already how and why the applications changed; 因此 gives no cause but a consequence.
_CHANGED = re.compile(r"增加|增长|增多|上升|减少|下降|降低|回落")
_OF_APPLICATIONS = re.compile(r"申请|收件|上年|去年|同比")
_CAUSE = re.compile(r"(?<!原)因(?!此|而|地制宜|素)|由于|来自|主要是|原因|受[^，。；]{1,20}影响")


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


def explains_change(text: str) -> bool:
    """Whether a note tells in one sentence that the applications rose or fell, and why."""
    wanted = (_CHANGED, _OF_APPLICATIONS, _CAUSE)
    return any(all(words.search(sentence) for words in wanted) for sentence in text.split("。"))
