"""Tables of the form in every shape: each cell is read as the document shows it, or a notice names its row.

Every example is a report of either edition with figures that agree, its tables laid out in one of the usual ways,
changed by up to four operations of `mutants`, and written as a file. A cell is read right, or it is left out (or read
as blank) with a notice that names its row; a figure that the document does not show is never read.

Normal runs try a few dozen examples. `DRAFTER_LONG=1 pytest tests/read/test_mutations.py` tries 2,000 (some minutes).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from drafter.documents import Report
from drafter.form import Amount, edition
from drafter.read import read
from drafter.read.cells import is_value
from tests.read.mutant_files import WRITERS, Spot, parts_of, spots
from tests.read.mutants import OPERATIONS, ZEROS, Operation, fill, print_variants, truth
from tests.read.sheets_drawn import Layout, Sheet, figures_that_agree, sheets_of

EXAMPLES = 2000 if os.environ.get("DRAFTER_LONG") else 80
COLUMNS = ["natural", "commercial", "research", "public_welfare", "legal_service", "other", "total"]
ORDERS = (COLUMNS, COLUMNS, COLUMNS, COLUMNS[:-1], ["total"], ["total", *COLUMNS[:-1]], COLUMNS[::-1])
# Notices that say that figures of the document were not read.
LOSSES = frozenset(
    (
        "row_unread",
        "cell_unread",
        "cell_repeated",
        "table_not_in_form",
        "table_unread",
        "table_fragments",
        "row_not_in_form",
    )
)


@dataclass(frozen=True)
class Mutant:
    """A document and what it shows: the file, the truth by cell key, and the words that name the row of each cell."""

    data: bytes
    name: str
    shown: dict[str, Amount | None]
    names: dict[str, frozenset[str]]


def printing(name: str) -> Operation:
    return print_variants(edition(name))


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    return Layout(
        flat=draw(st.booleans()),
        one_row_head=draw(st.booleans()),
        columns=draw(st.sampled_from(ORDERS)),
        cases=draw(st.sampled_from(("sideways", "sideways", "rows", "small"))),
        apart=draw(st.booleans()),
    )


def mutant(form: str, layout: Layout, zeros: str, operations: list[str], writer: str, seed: int) -> Mutant:
    random = Random(seed)
    figures = figures_that_agree(edition(form), random)
    sheets = sheets_of(edition(form), layout)
    fill(sheets, figures, zeros, random)
    known = {operation.__name__: operation for operation in OPERATIONS} | {"print_variants": printing(form)}
    for operation in operations:
        known[operation](sheets, random)
    suffix, write = WRITERS[writer]
    data = write(list(parts_of(edition(form).sections, sheets)), random)
    return Mutant(
        data, f"甲.{suffix}", truth(sheets, figures), names_of(sheets, loose=writer in ("lines", "spaces", "markdown"))
    )


def names_of(sheets: list[Sheet], *, loose: bool) -> dict[str, frozenset[str]]:
    """What a notice may call the row of a cell: a label printed beside it, or where there is none, its figures.

    Where only the order of texts tells rows apart (`loose`), figures hang on the row before where theirs is not known.
    """
    names: dict[str, frozenset[str]] = {}
    for sheet in sheets:
        found = list(spots(sheet))
        words = [o for o in found if o.box.kind in ("label", "group", "head") and squeezed(o.box.text)]
        for spot in (spot for spot in found if spot.box.kind == "figure"):
            labels = {squeezed(other.box.text) for other in found if is_beside(other, spot, "label")}
            groups = {squeezed(other.box.text) for other in found if is_beside(other, spot, "group")}
            own = {name for name in labels if name and not is_value(name)}
            raw = [squeezed(o.box.text) for o in found if o.row == spot.row and o.box.kind == "figure"]
            before = [squeezed(o.box.text) for o in words if o.row < spot.row][-1:]
            nameless = (
                set() if own and not loose else {"没有行名", "".join(raw), *(f"“{text}”" for text in raw), *before}
            )
            names[spot.box.key] = frozenset(filter(None, {*own, *groups, *nameless}))
    return names


def is_beside(label: Spot, figure: Spot, kind: str) -> bool:
    return label.box.kind == kind and label.row <= figure.row < label.row + label.rows


def squeezed(text: str) -> str:
    return "".join(text.split())


def faults(mutant: Mutant, report: Report) -> Iterator[str]:
    """What is wrong with the reading of a document."""
    told = [squeezed(n.message) for n in report.notices if n.code in LOSSES]
    for key, amount in report.figures.items():
        if amount is not None and mutant.shown.get(key) != amount:
            yield f"wrong: {key} is {mutant.shown.get(key, 'not there')}, read as {amount}"
    for key, amount in mutant.shown.items():
        if amount is not None and report.figures.get(key) is None and not is_told(key, mutant, told):
            yield f"lost: {key} is {amount}, and no notice names {set(mutant.names[key])}"


def is_told(key: str, mutant: Mutant, told: list[str]) -> bool:
    names = mutant.names[key] | ({"表四"} if key.startswith("t4.") else set())
    return any(name[:12] in message for name in names for message in told) or any("另有" in message for message in told)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    form=st.sampled_from(("2021", "2021", "2019")),
    layout=layouts(),
    zeros=st.sampled_from(("mixed", *ZEROS)),
    operations=st.lists(
        st.sampled_from([*(operation.__name__ for operation in OPERATIONS), "print_variants"]), max_size=4, unique=True
    ),
    writer=st.sampled_from(sorted(WRITERS)),
    seed=st.integers(0, 2**32 - 1),
)
def test_cells_are_read_as_shown_or_named(
    form: str, layout: Layout, zeros: str, operations: list[str], writer: str, seed: int
) -> None:
    made = mutant(form, layout, zeros, operations, writer, seed)
    report = read(made.data, made.name)
    note("\n".join(f"{n.code}: {n.message}" for n in report.notices))
    assert not list(faults(made, report))
