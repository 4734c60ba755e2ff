"""Other ways to say one sentence of a project's draft, each of them checked where it would stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from drafter.check import check
from drafter.documents import Draft, Report, Review, Sentence, Verdict
from drafter.documents.project import Taken
from drafter.draft.alignment import levelled
from drafter.draft.brief import Brief
from drafter.draft.exchange import exchanged, told_by, worded_in
from drafter.draft.identity import GAP, HEADING, identities
from drafter.draft.phrase import Phrase
from drafter.draft.polishing import otherwise
from drafter.draft.tone import Tone
from drafter.errors import UsageError
from drafter.library.organ import organ
from drafter.pipeline.drafting import OPEN_GAPS, draft_report, points_of
from drafter.pipeline.folder import opened
from drafter.pipeline.merging import Drafting, Given, Merged, Sources, merge
from drafter.pipeline.modelling import Modelling, writing_with

Rewording = Callable[[Sentence, int], Sequence[Phrase]]
"""What words a sentence otherwise: the sentence and how many ways are wanted → so many phrases or fewer."""

_VARIATIONS = 24
"""How many choices of patterns are tried: no point has so many patterns that more would find others."""


@dataclass(frozen=True)
class Alternatives:
    """The other ways to say sentence `number` (as `--explain` counts them), in a fixed order."""

    number: int
    sentence: Sentence
    ways: tuple[Taken, ...]

    def way(self, number: int) -> Taken:
        """The way with that number, counted from 1.

        Raises:
            UsageError: there are not so many.
        """
        if not 0 < number <= len(self.ways):
            raise UsageError(f"--take {number} 不行：这一句另有 {len(self.ways)} 种写法。请先用 --alternatives 看看。")
        return self.ways[number - 1]


def alternatives(
    path: Path,
    given: Given,
    named: str,
    most: int,
    drafting: Drafting = draft_report,
    more: Callable[[Sources, Draft], Rewording] | None = None,
) -> Alternatives:
    """At most `most` other ways to say the sentence `named` by its number or by some of its words.

    Nothing is written. `more` gives what words sentences of the draft, as a model does; its ways come first.

    Raises:
        UsageError: there is no such sentence, or it can be said by the writer alone.
    """
    with opened(path) as folder:
        merged = merge(folder, given, drafting)
    if merged.copy is None:
        raise UsageError(f"{path} 里还没有稿子。请先起草一次。")
    if merged.conflicts:
        raise UsageError("稿子里有与表格不符的句子，请先改好（不带 --alternatives 运行一次可以看到是哪几句）。")
    draft = merged.kept.draft
    index = _index(draft, named)
    ident = "+".join(identities(draft)[index])
    sentence = draft.sentences[index]
    if not ident or ident.startswith((HEADING, GAP)):
        raise UsageError(f"第{index + 1}句“{sentence.text}”是标题、待补充处或您自己写的，没有别的写法。")
    found: list[Taken] = []
    for way in _ways(merged, ident, sentence, most, drafting, more(merged.sources, draft) if more else None):
        if len(found) == most:
            break
        if all(levelled(way.text) != levelled(t) for t in (sentence.text, *(w.text for w in found))) and _passes(
            draft, merged.sources.last_year, ident, way, merged.review
        ):
            found.append(way)
    return Alternatives(index + 1, sentence, tuple(found))


def reworded(
    sources: Sources,
    draft: Draft,
    sentence: Sentence,
    wanted: int,
    modelling: Modelling,
    tone: Tone,
    like: Report | None,
) -> Sequence[Phrase]:
    """At most `wanted` other wordings of a sentence of `draft` by the model; none by the composer, which has its own.

    Raises:
        ModelError: the model could not be asked or gave no usable answer.
    """
    agency, year = draft.report.agency or "", draft.report.year or 0
    with writing_with(modelling, agency, tone, like) as writing:
        if writing is None:
            return ()
        notes = points_of(sources.figures, sources.notes)
        brief = Brief(sources.figures.ledger(sources.last_year), organ(agency), year, notes)
        return otherwise(draft, sentence, wanted, brief, writing)


def _ways(
    merged: Merged, ident: str, sentence: Sentence, most: int, drafting: Drafting, more: Rewording | None
) -> Iterator[Taken]:
    for phrase in more(sentence, most) if more else ():
        yield Taken(ident=ident, text=phrase.text, slotted=phrase.slotted)
    for variation in range(1, _VARIATIONS + 1):
        other = worded_in(merged.sources.varied(drafting, variation), ident)
        if other is not None:
            yield Taken(ident=ident, variation=variation, text=other.text, slotted=other.slotted)


def _passes(draft: Draft, last_year: Report | None, ident: str, way: Taken, now: Review) -> bool:
    """Whether the draft with that wording has no contradicted number and no finding that it has not now."""
    own = told_by(draft)[ident]
    other = exchanged(draft, {ident: own.model_copy(update={"text": way.text, "slotted": way.slotted})})
    review = check(other.report, last_year, ignore=[OPEN_GAPS])
    agrees = all(mention.verdict is not Verdict.CONTRADICTED for mention in review.mentions)
    return agrees and len(review.findings) <= len(now.findings)


def _index(draft: Draft, named: str) -> int:
    if named.isdecimal():
        if 0 < int(named) <= len(draft.sentences):
            return int(named) - 1
        raise UsageError(f"没有第{named}句，稿子共 {len(draft.sentences)} 句。句号用 --explain 查看。")
    found = [i for i, sentence in enumerate(draft.sentences) if levelled(named) in levelled(sentence.text)]
    if not found:
        raise UsageError(f"没有一句里有“{named}”。句号用 --explain 查看。")
    if len(found) > 1:
        listed = "；".join(f"{i + 1} {draft.sentences[i].text[:20]}" for i in found[:6])
        raise UsageError(f"有“{named}”的不止一句，请用句号：{listed}。")
    return found[0]
