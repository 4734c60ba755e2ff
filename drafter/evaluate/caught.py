"""Which planted errors a review reports that the review of the unchanged document does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from drafter.documents import Finding, Frozen, Severity
from drafter.evaluate.plant import Plant
from drafter.evaluate.score import ratio
from drafter.evaluate.squeeze import squeezed

_REPORTED = (Severity.ERROR, Severity.WARNING)


class Caught(Frozen):
    """How many errors of a kind were planted and caught."""

    planted: int
    caught: int


class Missed(Frozen):
    """A planted error that was not caught; `failed` says why the document could not be checked, "" where it was."""

    document: str
    kind: str
    words: str | None
    refs: tuple[str, ...]
    failed: str = ""


class Planted(Frozen):
    """What became of the planted errors, in all and by kind."""

    planted: int
    caught: int
    recall: float | None
    by_class: dict[str, Caught]
    missed: tuple[Missed, ...]


Findings = Sequence[Finding] | str
"""The findings of one review, or why there is none."""


def summed(results: Iterable[tuple[Plant, Findings, Findings]]) -> Planted:
    """Sum up (planted error, findings without it, findings with it)."""
    seen: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    missed = []
    for plant, before, after in results:
        failed = next((each for each in (after, before) if isinstance(each, str)), "")
        seen[plant.kind] += 1
        if not failed and is_caught(plant, before, after):
            caught[plant.kind] += 1
        else:
            missed.append(
                Missed(
                    document=plant.sample.labels.id, kind=plant.kind, words=plant.words, refs=plant.refs, failed=failed
                )
            )
    return Planted(
        planted=seen.total(),
        caught=caught.total(),
        recall=ratio(caught.total(), seen.total()),
        by_class={kind: Caught(planted=seen[kind], caught=caught[kind]) for kind in sorted(seen)},
        missed=tuple(missed),
    )


def is_caught(plant: Plant, before: Findings, after: Findings) -> bool:
    """Tell whether a finding that is new touches the spot: the words that changed, or a cell they are of."""
    known = {_identity(finding) for finding in before if isinstance(finding, Finding)}
    new = (f for f in after if isinstance(f, Finding) and f.severity in _REPORTED and _identity(f) not in known)
    return any(_touches(plant, finding) for finding in new)


def _touches(plant: Plant, finding: Finding) -> bool:
    words, quote = squeezed(plant.words or ""), squeezed(finding.quote or "")
    if words and quote and (words in quote or quote in words):
        return True
    return any(ref.startswith(plant.refs) for ref in finding.refs)


def _identity(finding: Finding) -> tuple[str, str, tuple[str, ...], str | None, str | None]:
    refs = tuple(sorted(finding.refs))
    return finding.rule, squeezed(finding.quote or ""), refs, finding.found, finding.expected
