"""Figures read off pictures, held against the identities of the form: a misread figure breaks all of its own."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.documents import Notice
from drafter.form import Balance, Edition, Identity, Ledger, edition
from drafter.read.ledger import Figures

_SHOWN = 8


def cross_checked(figures: Figures) -> Figures:
    """`figures` without those that look misread, each named in a notice with what was read.

    A figure looks misread where it stands in identities of this report that do not hold and in none that does. Where
    an identity does not hold and every figure of it stands in another that does, the figures stay and a notice names
    the identity.
    """
    if figures.edition is None:
        return figures
    form = edition(figures.edition)
    ledger = Ledger(form, figures.amounts)
    broken: dict[str, list[Identity]] = {}
    held: set[str] = set()
    failed: list[Identity] = []
    for identity in form.identities:
        if identity.relation != "=" or identity.across_years:
            continue
        balance = ledger.balance(identity)
        if balance is Balance.HELD:
            held.update(_cells(identity, form))
        elif balance is Balance.FAILED:
            failed.append(identity)
            for key in _cells(identity, form):
                broken.setdefault(key, []).append(identity)
    suspects = [key for key in figures.amounts if key in broken and key not in held]
    unexplained = [identity for identity in failed if not any(identity in broken[key] for key in suspects)]
    notices = (*_left_out(suspects, figures, form), *_unexplained(unexplained))
    return Figures(
        amounts={key: amount for key, amount in figures.amounts.items() if key not in suspects},
        provenance={key: place for key, place in figures.provenance.items() if key not in suspects},
        edition=figures.edition,
        notices=(*figures.notices, *notices),
    )


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
        cell = form.cell(key)
        name = cell.name if cell else key
        raw = figures.provenance[key].raw if key in figures.provenance else str(figures.amounts[key])
        message = f"{name}识别为“{raw}”，与各有关合计都不平，可能认错，也可能原件有误，没有读入，请对照原件。"
        yield Notice(code="cell_contradicted", message=message)


def _unexplained(identities: list[Identity]) -> Iterator[Notice]:
    if identities:
        shown = "；".join(identity.name for identity in identities[:_SHOWN])
        more = f"等 {len(identities)} 处" if len(identities) > _SHOWN else ""
        message = f"识别所得的数字有勾稽关系不平，看不出是哪一格认错，还是原件有误，请对照原件：{shown}{more}。"
        yield Notice(code="identities_broken", message=message)
