"""Figures drawn for the form: consistent tables of every size, and the ways clerks leave cells blank.

Draws come from the stream handed in, in a fixed order, so that the same seed gives the same figures anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from random import Random

from drafter.form import Amount, Edition

Cells = dict[str, Amount | None]

APPLICANTS = ("natural", "commercial", "research", "public_welfare", "legal_service", "other")
_BALANCE = ("new", "carried_in", "processed", "carried_out")
_GROUPS = ("review", "direct", "after_review")
_ENDED = ("upheld", "corrected", "other", "pending")
_DECISIONS = ("licensing", "penalty", "coercion")


def drawn_cells(form: Edition, draw: Random, size: int) -> Cells:
    """All cells of the form, every identity of one year held; `size`: about how many cases a row has, 0 for none."""
    cells: Cells = dict.fromkeys(form.printed, 0)
    if size:
        _outcomes(form, cells, draw, size)
        _disputes(cells, draw, size)
        _table_two(form, cells, draw, size)
    _sum_up(form, cells)
    return cells


def last_year(form: Edition, cells: Mapping[str, Amount | None], draw: Random, size: int) -> Cells:
    """Last year's cells that fit `cells`: what was carried out is carried in, what was valid leads to what is."""
    before = drawn_cells(form, draw, size)
    for column in APPLICANTS:
        before[f"t3.carried_out.{column}"] = cells.get(f"t3.carried_in.{column}") or 0
    for row in ("rules", "normative"):
        parts = [cells.get(f"t2.{row}.{column}") for column in ("valid", "issued", "repealed")]
        if f"t2.{row}.valid" in form.printed and all(part is not None for part in parts):
            valid, issued, repealed = (int(part or 0) for part in parts)
            before[f"t2.{row}.valid"] = max(0, valid - issued + repealed)
    for row in (*_DECISIONS, "services", "fees"):
        now = cells.get(f"t2.{row}.items_last_year")
        if now is not None:
            before[f"t2.{row}.items_last_year"], before[f"t2.{row}.change"] = now, 0
    _sum_up(form, before)
    return before


def zeros_left_blank(cells: Cells, _: Random) -> None:
    """Leave every 0 blank."""
    cells.update({key: None for key, amount in cells.items() if amount == 0})


def totals_left_blank(cells: Cells, _: Random) -> None:
    """Fill only the applicants' columns of table 3."""
    cells.update({key: None for key in cells if key.startswith("t3.") and key.endswith(".total")})


def only_totals(cells: Cells, _: Random) -> None:
    """Fill only the column of totals of table 3."""
    cells.update({key: None for key in cells if key.startswith("t3.") and not key.endswith(".total")})


def some_left_blank(cells: Cells, draw: Random) -> None:
    """Leave some cells blank wherever they stand, and one row out of the document."""
    cells.update(dict.fromkeys(draw.sample(sorted(cells), draw.randint(4, 14))))
    row = draw.choice(sorted({key.rsplit(".", 1)[0] for key in cells if key.startswith("t2.")}))
    for key in [key for key in cells if key.rsplit(".", 1)[0] == row]:
        del cells[key]


BLANKS: Mapping[str, Callable[[Cells, Random], None]] = {
    "零留空": zeros_left_blank,
    "总计留空": totals_left_blank,
    "只填总计": only_totals,
    "缺格": some_left_blank,
}
"""Ways of leaving cells blank, by the name that the user reads."""


def _outcomes(form: Edition, cells: Cells, draw: Random, size: int) -> None:
    rows = _outcome_rows(form)
    told = draw.sample(rows, draw.randint(1, min(len(rows), 3 + size.bit_length())))
    columns = draw.sample(APPLICANTS, draw.randint(1, 4 if size > 4 else 2))
    for row in told:
        for column in columns:
            cells[f"t3.{row}.{column}"] = draw.randint(0, size)
    if draw.random() < 0.5:
        cells[f"t3.carried_out.{draw.choice(columns)}"] = draw.randint(1, max(1, size // 4))
    for column in columns:
        done = sum(int(cells[f"t3.{row}.{column}"] or 0) for row in rows)
        most = done + int(cells[f"t3.carried_out.{column}"] or 0)
        if draw.random() < 0.4:
            cells[f"t3.carried_in.{column}"] = draw.randint(0, min(most, max(1, size // 4)))


def _disputes(cells: Cells, draw: Random, size: int) -> None:
    for group in _GROUPS:
        for result in _ENDED:
            cells[f"t4.{group}.{result}"] = draw.choice((0, 0, 0, 1, 2, min(size, 40)))


def _table_two(form: Edition, cells: Cells, draw: Random, size: int) -> None:
    printed = form.printed

    def put(key: str, amount: Amount) -> Amount:
        if key in printed:
            cells[key] = amount
        return amount

    issued, repealed = draw.randint(0, min(size, 60)), draw.randint(0, min(size, 20))
    put("t2.normative.issued", issued)
    put("t2.normative.repealed", repealed)
    put("t2.normative.valid", max(0, issued - repealed) + draw.randint(0, size))
    made = put("t2.normative.made", draw.randint(0, min(size, 60)))
    put("t2.normative.published", made)
    put("t2.normative.total", made + draw.randint(0, size))
    for row in (*_DECISIONS, "services"):
        put(f"t2.{row}.decisions", draw.choice((0, draw.randint(0, size * 9))))
        put(f"t2.{row}.items_last_year", draw.randint(0, min(size, 300)))
        put(f"t2.{row}.change", draw.randint(0, 4))
    put("t2.fees.amount", draw.choice((Decimal(0), Decimal(draw.randint(0, size * 999)) / 100)))
    put("t2.procurement.items", draw.randint(0, min(size, 200)))
    put("t2.procurement.amount", Decimal(draw.randint(0, size * 999)) / 100)


def _sum_up(form: Edition, cells: Cells) -> None:
    """Put in what follows from the applicants' columns: processed, new, and the totals of tables 3 and 4."""
    rows = _outcome_rows(form)
    for column in APPLICANTS:
        done = sum(int(cells[f"t3.{row}.{column}"] or 0) for row in rows)
        out = int(cells[f"t3.carried_out.{column}"] or 0)
        # More carried in than was dealt with would make new applications negative.
        carried = min(int(cells[f"t3.carried_in.{column}"] or 0), done + out)
        cells |= {f"t3.processed.{column}": done, f"t3.carried_in.{column}": carried}
        cells[f"t3.new.{column}"] = done + out - carried
    for row in (*_BALANCE, *rows):
        cells[f"t3.{row}.total"] = sum(int(cells[f"t3.{row}.{column}"] or 0) for column in APPLICANTS)
    for group in _GROUPS:
        cells[f"t4.{group}.total"] = sum(int(cells[f"t4.{group}.{result}"] or 0) for result in _ENDED)


def _outcome_rows(form: Edition) -> list[str]:
    return [row.key for block in form.table(3).blocks for row in block.rows if row.key not in _BALANCE]
