"""One identity of the form, held against the figures and told in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from drafter.check.case import Case
from drafter.check.outcome import Held, Hit, NotApplicable, Outcome, Undecided
from drafter.check.phrase import Namer, addition, cell_names, shown
from drafter.form import EDITION_NAMES, Balance, Identity, edition

MESSAGE = "{place}{left}，而{right}，相差{difference}"


def identities(case: Case, *codes: str) -> tuple[Identity, ...]:
    """The concrete identities of those codes, as the report's tables print them; none the edition does not have.

    Tables of one edition are met with a row group of another: 其他处理 as one row, as the 2019 form has it, in a table
    of 2021. A row that is wholly absent and that another edition does not print is then no part of the sum.
    """
    found = tuple(identity for identity in case.edition.identities if identity.code in codes)
    foreign = _foreign_rows(case)
    return tuple(_without(identity, foreign) for identity in found) if foreign else found


def _foreign_rows(case: Case) -> frozenset[str]:
    """The rows of table 3 (as `t3.other.misc`) that are wholly absent and that some other edition does not print."""
    shown = {key.rpartition(".")[0] for key in case.ledger.cells}
    absent = {f"t3.{row.key}": f"t3.{row.key}.total" for row in case.edition.table(3).blocks[0].rows}
    others = [edition(name) for name in EDITION_NAMES if name != case.edition.id]
    return frozenset(
        row for row, cell in absent.items() if row not in shown and any(form.cell(cell) is None for form in others)
    )


def _without(identity: Identity, rows: frozenset[str]) -> Identity:
    return replace(identity, right=tuple(term for term in identity.right if term.key.rpartition(".")[0] not in rows))


def weigh(case: Case, code: str) -> Iterator[Outcome]:
    """Yield one outcome for every identity of that code whose cells the report has; fields as in `MESSAGE`."""
    found = identities(case, code)
    if not found:
        yield NotApplicable(f"{case.edition.name}的表没有这一关系")
    for identity in found:
        state = case.ledger.balance(identity)
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
    """The hit of an identity that fails: both sums with their cells, and the difference."""
    ledger = case.ledger
    namer = Namer(case.edition, identity.keys)
    left, _ = ledger.total(identity.left)
    right, _ = ledger.total(identity.right)
    lone = len(identity.left) == 1
    return Hit(
        {
            "place": f"{namer.place}：" if namer.place else "",
            "left": addition(identity.left, ledger.amount, namer),
            "right": addition(identity.right, ledger.amount, namer),
            "difference": shown(max(left - right, right - left)),
        },
        refs=identity.keys,
        found=shown(left) if lone else f"{shown(left)}≠{shown(right)}",
        expected=shown(right) if lone and identity.relation == "=" else None,
    )
