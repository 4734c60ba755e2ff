"""Counts → scores.

`detect_recall`: labelled figures found. `detect_precision`: figures given that are labelled. `bind_table`, `bind_free`:
labelled figures found with the right cells and value, of those of the official tables and of those of none.
`sentence_perfect`: sentences all of whose labelled figures are so. `verdict_accuracy`: right verdicts on figures of the
tables, in documents whose table 3 was read. `finding_recall`: certain inconsistencies that were reported.
`false_errors_per_clean_doc`: errors reported of documents without any inconsistency. `cell_accuracy`: cells read as
printed. A score without anything to take it of is None.
"""

from __future__ import annotations

from drafter.documents import Frozen
from drafter.evaluate.tally import Dimension, Tally

_DIGITS = 4


class Score(Frozen):
    """The scores over all documents, with the numbers they are taken of."""

    docs: int
    failed_docs: int
    figures_labelled: int
    lost_text: int
    detect_recall: float | None
    detect_precision: float | None
    bind_table: float | None
    bind_free: float | None
    sentence_perfect: float | None
    verdict_accuracy: float | None
    finding_recall: float | None
    gold_findings: int
    clean_docs: int
    false_errors_per_clean_doc: float | None
    cells: int
    cell_accuracy: float | None


def score(tally: Tally) -> Score:
    """The scores of what was counted."""
    counts = tally.counts
    return Score(
        docs=counts["docs"],
        failed_docs=counts["failed"],
        figures_labelled=counts["labelled"],
        lost_text=counts["lost"],
        detect_recall=ratio(counts["found"], counts["labelled"]),
        detect_precision=ratio(counts["found"], counts["found"] + counts["spurious"]),
        bind_table=ratio(counts["right_table"], counts["labelled_table"]),
        bind_free=ratio(counts["right_free"], counts["labelled_free"]),
        sentence_perfect=ratio(counts["sentences_right"], counts["sentences"]),
        verdict_accuracy=ratio(counts["verdicts_right"], counts["verdicts"]),
        finding_recall=ratio(counts["inconsistencies_found"], counts["inconsistencies"]),
        gold_findings=counts["inconsistencies"],
        clean_docs=counts["clean"],
        false_errors_per_clean_doc=ratio(counts["false_alarms"], counts["clean"]),
        cells=counts["cells"],
        cell_accuracy=ratio(counts["cells_right"], counts["cells"]),
    )


def ratio(part: int, whole: int) -> float | None:
    """`part` of `whole` to four decimals, None where there is nothing to take it of."""
    return round(part / whole, _DIGITS) if whole else None


def by_class(tally: Tally) -> dict[str, dict[str, dict[str, int]]]:
    """Dimension → class → measure → count, classes and measures in the order of their names.

    Of verdicts the class is the labelled one, the measures those given.
    """
    found: dict[str, dict[str, dict[str, int]]] = {dimension.name.lower(): {} for dimension in Dimension}
    for (dimension, name, measure), count in sorted(tally.classes.items()):
        found[dimension.name.lower()].setdefault(name, {})[measure] = count
    return found
