"""The identities of the form as one report prints them, each judged once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from drafter.form import EDITION_NAMES, Balance, Identity, Ledger, edition


class Weighed(NamedTuple):
    """An identity and what can be said of it over the report's figures."""

    identity: Identity
    state: Balance


def weighed(ledger: Ledger) -> Mapping[str, tuple[Weighed, ...]]:
    """Code → its concrete identities, in the order of the form; a code the edition does not have is not in it.

    Tables of one edition are met with a row group of another: 其他处理 as one row, as the 2019 form has it, in a table
    of 2021. A row that is wholly absent and that another edition does not print is then no part of the sum.
    """
    own = _own_rows(ledger.edition.id)
    foreign = own - {key.rpartition(".")[0] for key in ledger.cells}
    found: dict[str, list[Weighed]] = {}
    for identity in ledger.edition.identities:
        printed = _without(identity, foreign) if foreign else identity
        found.setdefault(identity.code, []).append(Weighed(printed, ledger.balance(printed)))
    return {code: tuple(items) for code, items in found.items()}


@cache
def _own_rows(name: str) -> frozenset[str]:
    """The rows of table 3 (as `t3.other.misc`) of that edition which some other edition does not print."""
    rows = {f"t3.{row.key}" for row in edition(name).table(3).blocks[0].rows}
    others = [edition(other) for other in EDITION_NAMES if other != name]
    return frozenset(row for row in rows if any(form.cell(f"{row}.total") is None for form in others))


def _without(identity: Identity, rows: frozenset[str]) -> Identity:
    kept = tuple(term for term in identity.right if term.key.rpartition(".")[0] not in rows)
    return identity if len(kept) == len(identity.right) else replace(identity, right=kept)
