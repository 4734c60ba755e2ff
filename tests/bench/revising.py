"""What `drafter revise` makes of errors planted one at a time in labelled reports, and of the same reports without.

    python tests/bench/revising.py DIR [--most 40] [--documents 10] [--show 20]

Of every error: mended right (the text reads as it did before), only commented on, untouched, or mended wrong, which
must never be. Of every report without one: what is changed in it, to be read by a person.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path

from drafter.documents import Proposal, Revision
from drafter.evaluate.labels import Sample, samples
from drafter.evaluate.plant import Plant, planted
from drafter.numerals import scan
from drafter.pipeline import load, revise_report


@cache
def revised(document: Path, previous: Path | None) -> Revision:
    return revise_report(load(document), load(previous) if previous else None).revision


def values(text: str) -> str:
    """The text without white space, its quantities by what they are worth: 十二件 and 12件 are the same."""
    pieces, at = [], 0
    for quantity in scan(text):
        pieces += [text[at : quantity.start], f"<{quantity.value}{quantity.unit}>"]
        at = quantity.end
    return "".join("".join([*pieces, text[at:]]).split())


def outcome(plant: Plant, folder: Path) -> tuple[str, Revision]:
    document = plant.sample.document
    changed = folder / document.name
    changed.write_text(plant.text, "utf-8")
    last = plant.sample.previous
    now = revise_report(load(changed), load(last) if last else None).revision
    plain = revised(document, last)
    if plant.kind == "cell":
        by_table = any(remark.start is None and remark.refs for remark in now.remarks)
        return "wrong" if added(plant, now) else "commented" if by_table else "untouched", now
    if values(now.text) == values(plain.text):
        return "right", now
    start, end = difference(plain.report.text, now.report.text)
    if added(plant, now):
        return "wrong", now
    touched = any(
        (r.start is not None and r.start <= end and start <= (r.end or 0)) or any(ref in r.refs for ref in plant.refs)
        for r in now.remarks
        if r.kind != "weakness"
    )
    return "commented" if touched else "untouched", now


def difference(one: str, other: str) -> tuple[int, int]:
    """Where `other` differs from `one`."""
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    back = next((i for i, (a, b) in enumerate(zip(reversed(one), reversed(other), strict=False)) if a != b), 0)
    return start, max(len(other) - back, start)


def added(plant: Plant, now: Revision) -> list[Proposal]:
    """The proposals that are not made without the error."""
    plain = [p.edits for p in revised(plant.sample.document, plant.sample.previous).proposals]
    known = {(edit.old, edit.new) for edits in plain for edit in edits}
    return [p for p in now.proposals if {(edit.old, edit.new) for edit in p.edits} - known]


def tell(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--most", type=int, default=40)
    parser.add_argument("--documents", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=20)
    given = parser.parse_args()
    chosen: list[Sample] = [s for s in samples(given.folder) if s.document.suffix in (".html", ".txt", ".md")]
    chosen = chosen[: given.documents] if given.documents else chosen
    counts: dict[str, Counter[str]] = {}
    shown = 0
    with tempfile.TemporaryDirectory() as folder:
        for plant in planted(chosen, given.seed, given.most):
            what, now = outcome(plant, Path(folder))
            counts.setdefault(plant.kind, Counter())[what] += 1
            if what in ("wrong", "untouched") and shown < given.show:
                shown += 1
                tell(what, plant.kind, plant.sample.labels.id, plant.words, plant.refs)
                for proposal in added(plant, now):
                    tell("   ", proposal.rules, proposal.before, "→", proposal.after)
    for kind, row in sorted(counts.items()):
        tell(kind, dict(row))
    tell("all", dict(sum(counts.values(), Counter())))
    for sample in chosen:
        for proposal in revised(sample.document, sample.previous).proposals:
            tell("unplanted", sample.labels.id, proposal.rules, proposal.before, "→", proposal.after)


if __name__ == "__main__":
    main()
