"""One review held against the labels of its document.

A label and a mention belong together where their words overlap, white space left out; each mention answers one label,
the one it overlaps most. Labels are met in the order of the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from drafter.documents import Finding, Mention, Review, Severity
from drafter.evaluate.labels import Inconsistency, Label, Sample
from drafter.evaluate.squeeze import Squeezed, squeezed
from drafter.evaluate.tally import Deviation, Difference, Dimension, Tally

LAST_YEAR = "prev."
_FIGURES = ("figure", "claim")
_SUPPLEMENTARY = "sup."
_LITIGATION = ("t4.litigation", ("t4.direct", "t4.after_review"))
_STRUCTURE = "STR"
_MISSING_SECTION = "missing_section"
_REPORTED = (Severity.ERROR, Severity.WARNING)
_TABLES = {"t2": "表二", "t3": "表三", "t4": "表四"}
_NO_TABLE = "无表"
_LEFT_OF_SPURIOUS = 12
_NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Pair:
    """A label, where its words stand (None: the text lost them) and the mention that answers it."""

    label: Label
    span: tuple[int, int] | None
    mention: Mention | None


def compare(sample: Sample, review: Review) -> Tally:
    """Everything one document adds to the scores."""
    tally = Tally()
    document = sample.labels.id
    text = Squeezed(review.text)
    pairs, extra = paired(text, sample.labels.mentions, review.mentions)
    with_tables = any(key.startswith("t3.") for key in review.figures)
    for pair in pairs:
        if not pair.label.soft:
            _count(tally, document, pair, with_tables=with_tables)
    for mention in extra:
        tally.counts["spurious"] += 1
        tally.classes[Dimension.KIND, mention.kind, "spurious"] += 1
        tally.classes[Dimension.TABLE, table_of(mention.refs), "spurious"] += 1
        left = review.text[max(0, mention.start - _LEFT_OF_SPURIOUS) : mention.start]
        place = f"{left}⟦{mention.text}⟧"
        tally.deviations.append(_deviation(document, Difference.SPURIOUS, place, _NOTHING, shown(mention.refs)))
    sentences = _sentences(text.flat, pairs)
    tally.counts["sentences"] += len(sentences)
    tally.counts["sentences_right"] += sum(sentences.values())
    _findings(tally, sample, review)
    _cells(tally, sample, review)
    return tally


def paired(
    text: Squeezed, labels: Sequence[Label], mentions: Sequence[Mention]
) -> tuple[tuple[Pair, ...], tuple[Mention, ...]]:
    """Every label with its answer, and the figures and claims that answer no label."""
    spans = [(text.span(m.start, m.end), m) for m in mentions if m.kind in _FIGURES]
    free = [(span, mention) for span, mention in spans if span is not None]
    pairs = []
    reached = 0
    for label in labels:
        place = text.locate(label.before, label.quote, reached)
        answer = None
        if place is not None:
            reached = place[1]
            answer = _answer(free, place)
        pairs.append(Pair(label, place, free.pop(answer)[1] if answer is not None else None))
    return tuple(pairs), tuple(mention for _, mention in free)


def _answer(free: Sequence[tuple[tuple[int, int], Mention]], place: tuple[int, int]) -> int | None:
    """The index of the mention that overlaps `place` most, the first of several; None where none does."""
    overlaps = [_overlap(span, place) for span, _ in free]
    most = max(overlaps, default=0)
    return overlaps.index(most) if most > 0 else None


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> int:
    return min(one[1], other[1]) - max(one[0], other[0])


def is_bound(label: Label, mention: Mention) -> bool:
    """Tell whether the mention means the cells the label names."""
    return spelled_out(mention.refs) == spelled_out(label.refs)


def is_valued(label: Label, mention: Mention) -> bool:
    """Tell whether the mention has the label's value; of a figure stated without a digit none is asked."""
    return label.kind == "claim" or same_value(mention.value, label.value)


def spelled_out(refs: Sequence[str]) -> frozenset[str]:
    """The cells of official tables among `refs`, 行政诉讼 as the two groups it is the sum of."""
    cells: set[str] = set()
    whole, parts = _LITIGATION
    for ref in refs:
        prefix = LAST_YEAR if ref.startswith(LAST_YEAR) else ""
        group, _, column = ref.removeprefix(LAST_YEAR).rpartition(".")
        cells |= {f"{prefix}{part}.{column}" for part in parts} if group == whole else {ref}
    return frozenset(cell for cell in cells if not cell.startswith(_SUPPLEMENTARY))


def same_value(one: object, other: object) -> bool:
    """Tell whether two values are the same number (5 and 5.0), or else the same text (10..15)."""
    try:
        return Decimal(str(one)) == Decimal(str(other))
    except InvalidOperation:
        return str(one) == str(other)


def table_of(refs: Sequence[str]) -> str:
    """The table the first cell stands in, as users call it; last year's counts as this year's."""
    first = next(iter(refs), "").removeprefix(LAST_YEAR)
    return _TABLES.get(first.partition(".")[0], _NO_TABLE)


def shown(refs: Sequence[str]) -> str:
    """Cells for showing, in one order."""
    return " ".join(sorted(spelled_out(refs))) or _NOTHING


def _count(tally: Tally, document: str, pair: Pair, *, with_tables: bool) -> None:
    label, mention = pair.label, pair.mention
    counts, place = tally.counts, f"{label.before}⟦{label.quote}⟧"
    counts["labelled"] += 1
    if pair.span is None:
        counts["lost"] += 1
        tally.deviations.append(_deviation(document, Difference.LOST, place, shown(label.refs), ""))
        return
    classes = [(Dimension.KIND, label.kind), (Dimension.TABLE, table_of(label.refs))]
    where = "table" if label.refs else "free"
    counts[f"labelled_{where}"] += 1
    right = mention is not None and is_bound(label, mention) and is_valued(label, mention)
    for dimension, name in classes:
        tally.classes[dimension, name, "labelled"] += 1
        tally.classes[dimension, name, "found"] += mention is not None
        tally.classes[dimension, name, "right"] += right
    if mention is None:
        tally.deviations.append(_deviation(document, Difference.MISSED, place, shown(label.refs), ""))
        return
    counts["found"] += 1
    counts[f"right_{where}"] += right
    tally.deviations += _misread(document, place, label, mention)
    if label.refs and with_tables:
        given = mention.verdict.value
        counts["verdicts"] += 1
        counts["verdicts_right"] += given == label.verdict
        tally.classes[Dimension.VERDICT, label.verdict, given] += 1
        if given != label.verdict:
            tally.deviations.append(_deviation(document, Difference.MISJUDGED, place, label.verdict, given))


def _misread(document: str, place: str, label: Label, mention: Mention) -> Iterator[Deviation]:
    if not is_bound(label, mention):
        yield _deviation(document, Difference.MISBOUND, place, shown(label.refs), shown(mention.refs))
    elif not is_valued(label, mention):
        yield _deviation(document, Difference.MISREAD, place, str(label.value), str(mention.value))


def _sentences(flat: str, pairs: Sequence[Pair]) -> dict[int, bool]:
    """Start of each sentence with a label that is scored → whether all its labels were understood."""
    right: dict[int, bool] = {}
    for pair in pairs:
        if pair.label.soft or pair.span is None:
            continue
        start = flat.rfind("。", 0, pair.span[0])
        understood = (
            pair.mention is not None and is_bound(pair.label, pair.mention) and is_valued(pair.label, pair.mention)
        )
        right[start] = right.get(start, True) and understood
    return right


def _findings(tally: Tally, sample: Sample, review: Review) -> None:
    """Labelled inconsistencies that were reported, and errors reported of a document that has none."""
    document, labelled = sample.labels.id, sample.labels.findings
    reported = [finding for finding in review.findings if finding.severity in _REPORTED]
    for wrong in labelled:
        if not wrong.certain:
            continue
        found = any(tells(finding, wrong) for finding in reported)
        tally.counts["inconsistencies"] += 1
        tally.counts["inconsistencies_found"] += found
        tally.classes[Dimension.FINDING, wrong.type, "labelled"] += 1
        tally.classes[Dimension.FINDING, wrong.type, "found"] += found
        if not found:
            place = "；".join(quote for quote in wrong.quotes if quote) or " ".join(wrong.refs)
            tally.deviations.append(_deviation(document, Difference.UNREPORTED, place, wrong.type, ""))
    for finding in reported:
        tally.classes[Dimension.RULE, finding.rule, "given"] += 1
        tally.classes[Dimension.RULE, finding.rule, "right"] += any(tells(finding, wrong) for wrong in labelled)
    if labelled:
        return
    tally.counts["clean"] += 1
    for alarm in _false_alarms(sample, reported):
        tally.counts["false_alarms"] += 1
        tally.classes[Dimension.RULE, alarm.rule, "false"] += 1
        told = f"{alarm.rule} {alarm.message}"
        tally.deviations.append(_deviation(document, Difference.FALSE_ALARM, alarm.quote or "", _NOTHING, told))


def _false_alarms(sample: Sample, reported: Sequence[Finding]) -> list[Finding]:
    """The errors; those on the structure do not count of an excerpt, which has no tables and few sections."""
    errors = (finding for finding in reported if finding.severity is Severity.ERROR)
    return [finding for finding in errors if sample.figures or not finding.rule.startswith(_STRUCTURE)]


def tells(finding: Finding, wrong: Inconsistency) -> bool:
    """Tell whether a finding is about that inconsistency: its words or its cells, or any on a missing section."""
    if wrong.type == _MISSING_SECTION and finding.rule.startswith(_STRUCTURE):
        return True
    words = squeezed(finding.quote or "")
    quotes = [squeezed(quote) for quote in wrong.quotes if quote]
    same_words = any(quote and words and (quote in words or words in quote) for quote in quotes)
    return same_words or not set(wrong.refs).isdisjoint(finding.refs)


def _cells(tally: Tally, sample: Sample, review: Review) -> None:
    """The cells as printed against those read; a blank must be read as one."""
    for key, printed in (sample.figures or {}).items():
        read = review.figures.get(key, "absent")
        right = read is None if printed is None else read not in (None, "absent") and same_value(read, printed)
        tally.counts["cells"] += 1
        tally.counts["cells_right"] += right
        if not right:
            tally.deviations.append(_deviation(sample.labels.id, Difference.CELL, key, str(printed), str(read)))


def _deviation(document: str, what: Difference, place: str, expected: str, given: str) -> Deviation:
    return Deviation(document=document, what=what, place=place, expected=expected, given=given)
