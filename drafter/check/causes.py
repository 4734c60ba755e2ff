"""Why an identity may be broken: a slip of the pen that, undone, makes everything hold.

A cause is told only where one change alone mends every identity its cells take part in; where two different changes
would, nothing is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import combinations_with_replacement, pairwise

from drafter.check.amounts import LAST_YEAR
from drafter.check.case import Case
from drafter.check.phrase import NUMERALS, cell_name, row_name, shown
from drafter.check.residuals import Change
from drafter.form import Amount, Balance, Block, Cell, Identity

Cause = tuple[Change, Callable[[], str]]
"""A change and how it is told: worded only where it mends the tables, as hardly any of the hundreds tried does."""


def cause(case: Case, broken: Identity) -> tuple[str, tuple[str, ...]]:
    """The likely cause of a broken identity in Chinese and the cells it concerns; ("", ()) where none is certain."""
    found: dict[frozenset[tuple[str, Amount]], tuple[Callable[[], str], Change]] = {}
    for change, told in _candidates(case, broken):
        if case.residuals.mended(change, broken):
            found.setdefault(frozenset(change.items()), (told, change))
    if len(found) != 1:
        return "", ()
    told, change = next(iter(found.values()))
    return told(), tuple(change)


def _candidates(case: Case, broken: Identity) -> Iterator[Cause]:
    """Every slip that could have changed a cell of the identity, with the cells as they would have been."""
    own = [key for key in broken.keys if not key.startswith(LAST_YEAR) and key in case.edition.printed]
    for key in own:
        yield from _miswritten(case, broken, key)
    for identity, _ in case.residuals.items:
        if len(identity.left) == 1 and identity.left[0].key in own and not identity.across_years:
            yield from _part_left_out(case, identity)
    yield from _line_left_out(case, broken)
    for line in _lines(case, own):
        yield from _swapped(case, line)
        yield from _slipped(case, line)


def _miswritten(case: Case, broken: Identity, key: str) -> Iterator[Cause]:
    """A cell that still has last year's value, or whose digits changed places, with one too many or too few."""
    amount, due = case.ledger.amount(key), _due(case, broken, key)
    if not amount or due is None or amount == due:
        return
    if amount == case.ledger.amount(LAST_YEAR + key):
        yield {key: due}, partial(_told, case, key, f"与上年报告相同，似未更新，应为{shown(due)}")
    elif slip := _slip_of_digits(shown(amount), shown(due)):
        yield {key: due}, partial(_told, case, key, f"似为{shown(due)}之误，{slip}")


def _told(case: Case, key: str, what: str) -> str:
    return f"{cell_name(case.edition, key)}的{shown(case.ledger.amount(key))}{what}"


def _slip_of_digits(written: str, meant: str) -> str:
    """How `written` came of `meant`: neighbours transposed, a digit lost or added; "" where by nothing so simple."""
    swaps = (written[:at] + written[at + 1] + written[at] + written[at + 2 :] for at in range(len(written) - 1))
    if meant in swaps:
        return "相邻两位颠倒"
    if meant in _shorter(written) and meant != "0":
        return "多写了一位"
    return "少写了一位" if written in _shorter(meant) else ""


def _shorter(digits: str) -> set[str]:
    return {digits[:at] + digits[at + 1 :] for at in range(len(digits))}


def _due(case: Case, broken: Identity, key: str) -> Amount | None:
    """What the cell would have to be for the identity to hold; None where it cannot, or where that is no count."""
    left, right = case.ledger.total(broken.left)[0], case.ledger.total(broken.right)[0]
    is_left = any(term.key == key and term.sign > 0 for term in broken.left)
    is_right = any(term.key == key and term.sign > 0 for term in broken.right)
    if is_left == is_right:
        return None
    due = (case.ledger.amount(key) or 0) + (right - left if is_left else left - right)
    return due if due >= 0 else None


def _part_left_out(case: Case, sums: Identity) -> Iterator[Cause]:
    """A total that is the sum of its parts but one."""
    key = sums.left[0].key
    total, due = case.ledger.amount(key), case.ledger.total(sums.right)[0]
    parts = [term.key for term in sums.right if case.ledger.amount(term.key) == due - (total or 0)]
    if total is not None and due > total and len(parts) == 1 and len(sums.right) > 1:
        yield {key: due}, partial(_left_out_told, case, key, parts[0])


def _left_out_told(case: Case, total: str, part: str) -> str:
    return f"{cell_name(case.edition, total)}似漏加了{_told(case, part, '')}"


def _line_left_out(case: Case, broken: Identity) -> Iterator[Cause]:
    """A row or column of totals, each of which is the sum of its parts but the same one."""
    alike = [i for i, state in case.weighed[broken.code] if state is Balance.FAILED]
    if len(broken.left) != 1 or broken.across_years or len(alike) == 1:
        return
    dues = {i.left[0].key: case.ledger.total(i.right)[0] for i in alike}
    for place, term in enumerate(broken.right):
        lost = [case.ledger.amount(i.right[place].key) or 0 for i in alike]
        if all(
            due == (case.ledger.amount(key) or 0) + part for (key, due), part in zip(dues.items(), lost, strict=True)
        ):
            total, part = case.edition.printed[broken.left[0].key], case.edition.printed[term.key]
            yield dues, partial(_line_told, total, part)


def _line_told(total: Cell, part: Cell) -> str:
    by_row = total.column == part.column
    names = [f"{row_name(c)}行" if by_row else f"“{c.column.label}”列" for c in (total, part)]
    return f"表{NUMERALS[total.table]}{names[0]}各数似都漏加了{names[1]}"


def _lines(case: Case, keys: Sequence[str]) -> Iterator[list[Cell]]:
    """The rows and columns the cells stand in, each once, as far as the report shows them."""
    cells = [case.edition.printed[key] for key in keys]
    for block in (block for table in case.edition.tables for block in table.blocks):
        yield from _lines_of(case, block, [cell for cell in cells if _is_in(block, cell)])


def _is_in(block: Block, cell: Cell) -> bool:
    return cell.table == block.table and cell.row in block.rows and cell.column in block.columns


def _lines_of(case: Case, block: Block, cells: Sequence[Cell]) -> Iterator[list[Cell]]:
    rows = dict.fromkeys(cell.row for cell in cells)
    columns = dict.fromkeys(cell.column for cell in cells)
    if block.table != 2:
        for row in rows:
            yield [cell for column in block.columns if (cell := block.cell(row, column)).key in case.ledger.cells]
    if block.table == 3:
        for column in columns:
            yield [cell for row in block.rows if (cell := block.cell(row, column)).key in case.ledger.cells]


def _swapped(case: Case, line: Sequence[Cell]) -> Iterator[Cause]:
    """Two neighbours with each other's value, or a value in the cell beside its own."""
    for one, other in pairwise(line):
        first, second = case.ledger.amount(one.key) or 0, case.ledger.amount(other.key) or 0
        if first != second:
            yield {one.key: second, other.key: first}, partial(_swap_told, case, one.key, other.key)


def _swap_told(case: Case, one: str, other: str) -> str:
    if case.ledger.amount(one) and case.ledger.amount(other):
        return f"{_told(case, one, '')}与{_told(case, other, '')}似互相填错"
    here, there = (one, other) if case.ledger.amount(one) else (other, one)
    return _told(case, here, f"似应填在{cell_name(case.edition, there)}")


def _slipped(case: Case, line: Sequence[Cell]) -> Iterator[Cause]:
    """Several values of a row or column, each one place behind or before its own."""
    amounts = [case.ledger.amount(cell.key) or 0 for cell in line]
    filled = [at for at, amount in enumerate(amounts) if amount]
    for first, last in combinations_with_replacement(filled, 2):
        for step in (-1, 1):
            into = first - 1 if step < 0 else last + 1
            if first == last or not 0 <= into < len(line) or amounts[into]:
                continue
            run = amounts[first : last + 1]
            moved = [*run, 0] if step < 0 else [0, *run]
            start = min(first, into)
            change = {cell.key: a for cell, a in zip(line[start : start + len(moved)], moved, strict=True)}
            yield change, partial(_slip_told, line[first], line[last], step)


def _slip_told(first: Cell, last: Cell, step: int) -> str:
    in_row = first.row == last.row
    where = f"{row_name(first)}行" if in_row else f"“{first.column.label}”列"
    ends = f"“{first.column.label}”至“{last.column.label}”" if in_row else f"{row_name(first)}至{row_name(last)}"
    # The values have to go back by `step`, so they slipped the other way.
    way = ("错后" if step < 0 else "错前") + ("一列" if in_row else "一行")
    return f"表{NUMERALS[first.table]}{where}{ends}各数似{way}"
