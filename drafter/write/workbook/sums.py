"""Sums and identities of the form as formulas of a workbook."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from drafter.form import Edition, Identity, Term
from drafter.write.workbook.look import BROKEN, DOUBTFUL, MATCHED, WAITING

Address = Callable[[str], str]
NO_PREVIOUS = "上年未填"
_PLACE = re.compile(r"([A-Z]+)(\d+)")


def own_sums(form: Edition) -> Mapping[str, tuple[str, ...]]:
    """Key of a total that the form prints → the keys of the cells it is the sum of.

    These are the identities that set one cell equal to a sum; a total that is one by row and by column counts by row.
    """
    return {
        identity.left[0].key: tuple(term.key for term in identity.right)
        for identity in form.identities
        if identity.relation == "=" and not identity.across_years and _is_sum(identity)
    }


def _is_sum(identity: Identity) -> bool:
    return len(identity.left) == 1 and identity.left[0].sign == 1 and all(term.sign == 1 for term in identity.right)


def sum_formula(parts: Iterable[str]) -> str:
    """The sum of the cells at `parts`, or nothing while all of them are blank: a blank form has no zeros in it."""
    cells = ranges(parts)
    return f'=IF(COUNT({cells})=0,"",SUM({cells}))'


def difference_formula(identity: Identity, address: Address) -> str:
    """Left side minus right side, or nothing while this year's or last year's cells of it are all blank."""
    now, then = _by_year(identity)
    unfilled = _unfilled(now, address) if not then else f"OR({_unfilled(now, address)},{_unfilled(then, address)})"
    return f'=IF({unfilled},"",{_difference(identity, address)})'


def verdict_formula(identity: Identity, address: Address) -> str:
    """相符, or 不符 (请核对 where the identity only warns); 待填 while nothing is filled in."""
    # Amounts of money are binary fractions in a workbook; beyond a millionth they differ by chance.
    difference = f"ROUND({_difference(identity, address)},6)"
    wrong = BROKEN if identity.severity == "error" else DOUBTFUL
    result = f'IF({difference}{identity.relation}0,"{MATCHED}","{wrong}")'
    now, then = _by_year(identity)
    if then:
        result = f'IF({_unfilled(then, address)},"{NO_PREVIOUS}",{result})'
    return f'=IF({_unfilled(now, address)},"{WAITING}",{result})'


def _by_year(identity: Identity) -> tuple[list[Term], list[Term]]:
    """This year's terms and last year's."""
    then = [term for term in identity.terms if term.key.startswith("prev.")]
    return [term for term in identity.terms if term not in then], then


def ranges(addresses: Iterable[str]) -> str:
    """Addresses as formula arguments, neighbours in a row or a column drawn together: D4:I4,K4."""
    runs: list[list[str]] = []
    for address in addresses:
        if runs and _follows(runs[-1], address):
            runs[-1].append(address)
        else:
            runs.append([address])
    return ",".join(run[0] if len(run) == 1 else f"{run[0]}:{run[-1].rpartition('!')[2]}" for run in runs)


def _follows(run: list[str], address: str) -> bool:
    """Whether `address` goes on with the line that `run` draws."""
    try:
        step = _step(run[-1], address)
        return step in ((0, 1), (1, 0)) and (len(run) == 1 or _step(run[-2], run[-1]) == step)
    except ValueError:
        return False


def _step(one: str, other: str) -> tuple[int, int]:
    """Columns and rows from one address to the other. Raises: ValueError where they stand on different sheets."""
    sheet, _, first = one.rpartition("!")
    other_sheet, _, second = other.rpartition("!")
    before, after = _PLACE.fullmatch(first), _PLACE.fullmatch(second)
    if sheet != other_sheet or before is None or after is None:
        raise ValueError(other)
    return _column(after[1]) - _column(before[1]), int(after[2]) - int(before[2])


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _difference(identity: Identity, address: Address) -> str:
    added = [t.key for t in identity.left if t.sign > 0] + [t.key for t in identity.right if t.sign < 0]
    taken = [t.key for t in identity.right if t.sign > 0] + [t.key for t in identity.left if t.sign < 0]
    return "-".join(f"SUM({ranges(map(address, keys))})" for keys in (added, taken) if keys)


def _unfilled(terms: Iterable[Term], address: Address) -> str:
    return f"COUNT({ranges(address(term.key) for term in terms)})=0"
