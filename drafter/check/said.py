"""The cells the text itself gives an amount for, where it says no two."""

from __future__ import annotations

from collections.abc import Mapping

from drafter.check.case import Case
from drafter.claims import Claim, Kind
from drafter.numerals import Bound


def said_claims(case: Case, kinds: tuple[Kind, ...] = (Kind.FIGURE, Kind.CLAIM)) -> Mapping[str, Claim]:
    """Cell → the one exact figure the text gives for it; a cell told with different values is left out.

    `kinds`: figures with a digit, those without (未收到申请 says 0), or both.
    """
    told: dict[str, list[Claim]] = {}
    for reading in case.readings:
        claim = reading.claim
        if claim.kind in kinds and len(claim.refs) == 1 and claim.bound is Bound.EXACT and claim.value is not None:
            told.setdefault(claim.refs[0], []).append(claim)
    return {key: claims[0] for key, claims in told.items() if len({claim.value for claim in claims}) == 1}
