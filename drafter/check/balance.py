"""One identity of the form, held against the figures and told in words."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.check.case import Case
from drafter.check.causes import cause
from drafter.check.outcome import Held, Hit, NotApplicable, Outcome, Undecided
from drafter.check.phrase import Namer, addition, cell_names, shown
from drafter.check.weighed import Weighed
from drafter.form import Balance, Identity

MESSAGE = "{place}{left}，而{right}，相差{difference}{cause}"


def identities(case: Case, *codes: str) -> tuple[Identity, ...]:
    """The concrete identities of those codes, as the report's tables print them; none the edition does not have."""
    return tuple(item.identity for item in judged(case, *codes))


def judged(case: Case, *codes: str) -> Iterator[Weighed]:
    """Yield the same identities, each with what can be said of it, in the order of the form."""
    for code, items in case.weighed.items():
        if code in codes:
            yield from items


def weigh(case: Case, code: str) -> Iterator[Outcome]:
    """Yield one outcome for every identity of that code whose cells the report has; fields as in `MESSAGE`."""
    if code not in case.weighed:
        yield NotApplicable(f"{case.edition.name}的表没有这一关系")
    for identity, state in judged(case, code):
        if state is Balance.FAILED:
            yield failure(case, identity)
        elif state is Balance.HELD:
            yield Held(identity.keys)
        elif state is Balance.UNDECIDED:
            blank = missing(case, identity)
            yield Undecided(f"{cell_names(case.edition, blank, 2)}空白或没有读到", blank)


def missing(case: Case, identity: Identity) -> tuple[str, ...]:
    """The cells of an identity that are blank or absent."""
    return tuple(key for key in identity.keys if case.ledger.amount(key) is None)


def failure(case: Case, identity: Identity) -> Hit:
    """The hit of an identity that fails: both sums with their cells, the difference, a cause where it is clear."""
    ledger = case.ledger
    namer = Namer(case.edition, identity.keys)
    left, _ = ledger.total(identity.left)
    right, _ = ledger.total(identity.right)
    lone = len(identity.left) == 1
    likely, cells = cause(case, identity)
    return Hit(
        {
            "place": f"{namer.place}：" if namer.place else "",
            "left": addition(identity.left, ledger.amount, namer),
            "right": addition(identity.right, ledger.amount, namer),
            "difference": shown(max(left - right, right - left)),
            "cause": f"。可能的原因：{likely}" if likely else "",
        },
        refs=tuple(dict.fromkeys((*identity.keys, *cells))),
        found=shown(left) if lone else f"{shown(left)}≠{shown(right)}",
        expected=shown(right) if lone and identity.relation == "=" else None,
    )
