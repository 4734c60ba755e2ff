"""Figures read off pictures, held against the identities of the form: a misread figure breaks all of its own."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Set

from drafter.documents import Notice
from drafter.form import Balance, Edition, Identity, Ledger, edition
from drafter.read.ledger import Figures

_SHOWN = 8
_PAGES = re.compile(r"第(\d{1,6})(?:至(\d{1,6}))?页")
_UNREAD = frozenset({"cell_unread", "row_unread", "cell_repeated"})


def cross_checked(figures: Figures, recognised: Container[int]) -> Figures:
    """`figures` without those that may be misread, each named in a notice with what was read: figures of tables that
    stand, if only in part, on pages with one of the 1-based numbers `recognised`.

    A figure of tables 3 and 4 stays where an identity of this report that it stands in holds. Where none does, it is
    left out if one of them fails, or cannot be judged because figures beside it could not be read. Where an identity
    fails and every figure of it stands in another that holds, the figures stay and a notice names the identity.
    """
    if figures.edition is None:
        return figures
    ledger = Ledger(edition(figures.edition), figures.amounts)
    misread = {key for key, source in figures.provenance.items() if not _is_on_text(source.where, recognised)}
    judged = _Judged(ledger, misread, unread=_has_unread(figures))
    suspects = judged.suspects()
    notices = (*_left_out(suspects, figures, judged.form), *_unexplained(judged.unexplained(suspects), judged.form))
    return Figures(
        amounts={key: amount for key, amount in figures.amounts.items() if key not in suspects},
        provenance={key: place for key, place in figures.provenance.items() if key not in suspects},
        edition=figures.edition,
        notices=(*figures.notices, *notices),
    )


def _is_on_text(where: str, recognised: Container[int]) -> bool:
    """Whether a table stands on pages alone that were not read off pictures."""
    pages = _PAGES.match(where)
    if pages is None:
        return False
    first = int(pages[1])
    return not any(number in recognised for number in range(first, int(pages[2] or first) + 1))


def _has_unread(figures: Figures) -> bool:
    """Whether a cell the document has could not be read."""
    return any(notice.code in _UNREAD for notice in figures.notices)


class _Judged:
    """The identities of a report judged: which figures some identity confirms, and which one throws doubt on."""

    def __init__(self, ledger: Ledger, misread: Set[str], *, unread: bool) -> None:
        """Judge those of `ledger`; only the figures of the cells `misread` may be wrong.

        `unread`: cells that are not in it may be in the document all the same.
        """
        self.form = ledger.edition
        self._misread = misread
        self._figures = ledger.cells
        self._confirmed: set[str] = set()
        self._doubted: set[str] = set()
        self._failed: list[tuple[Identity, frozenset[str]]] = []
        for identity in self.form.identities:
            if identity.relation != "=" or identity.across_years:
                continue
            cells = frozenset(_cells(identity, self.form))
            balance = ledger.balance(identity)
            if balance is Balance.HELD:
                self._confirmed |= cells
            elif balance is Balance.FAILED or (unread and not cells <= ledger.cells.keys()):
                self._doubted |= cells
            if balance is Balance.FAILED and not cells.isdisjoint(misread):
                self._failed.append((identity, cells))

    def suspects(self) -> list[str]:
        """The figures that may be misread, in the order of the document."""
        doubted = self._doubted & self._misread
        return [key for key in self._figures if key in doubted and key not in self._confirmed]

    def unexplained(self, suspects: list[str]) -> list[tuple[Identity, frozenset[str]]]:
        """The identities that fail without a suspect among their figures."""
        return [(identity, cells) for identity, cells in self._failed if cells.isdisjoint(suspects)]


def _cells(identity: Identity, form: Edition) -> Iterator[str]:
    """The printed cells an identity speaks of, those of sums in it too."""
    ahead = list(identity.keys)
    while ahead:
        key = ahead.pop()
        parts = form.parts.get(key)
        if parts is None or key in form.printed:
            yield key
        else:
            ahead.extend(parts)


def _left_out(suspects: list[str], figures: Figures, form: Edition) -> Iterator[Notice]:
    for key in suspects:
        raw = figures.provenance[key].raw if key in figures.provenance else str(figures.amounts[key])
        message = f"{_name(key, form)}识别为“{raw}”，有关合计不平或缺数，无从验证，可能认错，没有读入，请对照原件。"
        yield Notice(code="cell_contradicted", message=message)


def _unexplained(failed: list[tuple[Identity, frozenset[str]]], form: Edition) -> Iterator[Notice]:
    if failed:
        shown = "；".join(f"{_name(min(cells), form)}等格：{identity.name}" for identity, cells in failed[:_SHOWN])
        more = f"等 {len(failed)} 处" if len(failed) > _SHOWN else ""
        message = f"识别所得的数字有勾稽关系不平，看不出是哪一格认错，还是原件有误，请对照原件：{shown}{more}。"
        yield Notice(code="identities_broken", message=message)


def _name(key: str, form: Edition) -> str:
    cell = form.cell(key)
    return cell.name if cell else key
