"""Drafting in a project folder: versions made, put in place, or put aside for the writer to mend."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from drafter.documents import Draft, Question, Review
from drafter.documents.project import Awaiting, Change
from drafter.draft.keeping import Kept
from drafter.pipeline import folder as names
from drafter.pipeline.conflict import Conflict, stale_questions
from drafter.pipeline.copy import WritersCopy, fingerprint
from drafter.pipeline.drafting import Drafted, draft_report
from drafter.pipeline.folder import Folder, as_json, as_lines, opened
from drafter.pipeline.merging import Drafting, Given, Merged, Sources, merge


@dataclass(frozen=True)
class Redrafted:
    """What a run came to. With `conflicts` the text was left alone, and `written` is the redraft that waits."""

    drafted: Drafted
    conflicts: tuple[Conflict, ...] = ()
    changes: tuple[Change, ...] = ()
    version: int = 0
    written: Path | None = None


def redraft(
    path: Path,
    given: Given,
    drawn: Callable[[Draft], bytes],
    waiting: Callable[[Review], bytes],
    drafting: Drafting = draft_report,
    *,
    plain: Callable[[Draft], bytes],
    anew: bool = False,
) -> Redrafted:
    """Draft in the project folder `path`, which is made where it is not there.

    `drawn` makes the Word file of a draft, `plain` the Markdown one that a project may have beside it, `waiting` the
    Word file of a review: of a redraft that the figures contradict because of what the writer wrote. Such a one is put
    beside the text for the writer to mend; the text itself, and every sentence of the writer's, stays as it is. A file
    that has the words already is left as the writer laid it out, unless it is to be made `anew`.

    Raises:
        UsageError: the folder or what is given cannot be used, or the writer changed a file meanwhile.
        InputError: a file of the project cannot be read, or its tables were changed by hand.
    """
    with opened(path) as folder:
        merged = merge(folder, given, drafting)
        if merged.copy is not None:
            merged.copy.refuse_if_changed_since()
        for name, content in _source_files(merged.sources).items():
            folder.put(name, content)
        if merged.conflicts:
            return _put_aside(folder, merged, waiting)
        return commit(folder, merged, Drawers(drawn, plain, anew))


def _source_files(sources: Sources) -> dict[str, bytes]:
    files = {names.FIGURES: as_json(sources.figures), names.NOTES: sources.notes.encode()}
    return files | ({names.PREVIOUS: as_json(sources.previous)} if sources.previous else {})


def _put_aside(folder: Folder, merged: Merged, waiting: Callable[[Review], bytes]) -> Redrafted:
    copy = merged.copy
    draft = merged.kept.draft
    awaiting = Awaiting(draft=draft, project=merged.kept.project, copy_text=copy.text if copy else "")
    if copy is None or copy.path != folder / names.AWAITING_TEXT:
        (folder / names.AWAITING_TEXT).unlink(missing_ok=True)  # of an earlier redraft, and as drafter left it
    folder.put(names.AWAITING, as_json(awaiting))
    folder.put(names.AWAITING_TEXT, waiting(merged.review))
    return Redrafted(
        Drafted(draft, merged.review, merged.usage), merged.conflicts, written=folder / names.AWAITING_TEXT
    )


@dataclass(frozen=True)
class Drawers:
    """What makes the Word and the Markdown file of a draft; `anew`: also where the writer's file has the words."""

    word: Callable[[Draft], bytes]
    plain: Callable[[Draft], bytes]
    anew: bool = False


def rehearse(path: Path, given: Given, drafting: Drafting) -> None:
    """Draft in a project folder as `redraft` does, and write nothing."""
    with opened(path) as folder:
        merge(folder, given, drafting)


def commit(folder: Folder, merged: Merged, drawers: Drawers) -> Redrafted:
    """Make the redraft a version of the project, and the text above of it."""
    copy, kept = merged.copy, merged.kept
    changed = copy is None or _differs(copy, kept)
    now = datetime.now().astimezone()
    number = folder.next_number if changed or copy is None else copy.base.project.version
    made_from = fingerprint(copy.text) if copy is not None else ""
    project = kept.project.model_copy(update={"version": number, "made_from": made_from})
    stamped = {"version": number, "time": now.isoformat(timespec="seconds")}
    changes = tuple(change.model_copy(update=stamped) for change in kept.changes)
    draft = _with_questions(merged)
    texts = _texts(folder, copy, draft, drawers)
    told = {names.DRAFT: as_json(draft), names.PROJECT: as_json(project)}
    if copy is not None and not changed:
        told = {names.DRAFT: as_json(copy.base.draft), names.PROJECT: as_json(copy.base.project)}
    if changed:
        files = _source_files(merged.sources) | told | texts | {names.CHANGES: as_lines(changes)} | _before(copy, texts)
        folder.add_version(files, number, now)
    for name, content in (*texts.items(), *told.items()):
        folder.put(name, content)
    folder.put(names.CHANGES, folder.changes())
    for name in (names.AWAITING_TEXT, names.AWAITING):
        (folder / name).unlink(missing_ok=True)
    return Redrafted(Drafted(draft, merged.review, merged.usage), (), changes, number, folder / names.TEXT)


def _differs(copy: WritersCopy, kept: Kept) -> bool:
    """Whether the redraft is another one than the version it was made from."""
    was = copy.base.draft
    same = (was.report, was.sentences, was.notes) == (kept.draft.report, kept.draft.sentences, kept.draft.notes)
    return not same or copy.base.project != kept.project


def _with_questions(merged: Merged) -> Draft:
    """The draft with the questions on sentences of the writer's whose figures have changed."""
    draft = merged.kept.draft
    if merged.copy is None:
        return draft
    asked = stale_questions(merged.kept, merged.copy.base.draft.report, merged.conflicts)
    more = (
        Question(number=number, section=section, text=text)
        for number, (section, text) in enumerate(asked, len(draft.questions) + 1)
    )
    return draft.model_copy(update={"questions": (*draft.questions, *more)})


def _texts(folder: Folder, copy: WritersCopy | None, draft: Draft, drawers: Drawers) -> dict[str, bytes]:
    """The text as the files the project has it in."""
    kinds = {names.TEXT: drawers.word}
    if (folder / names.PLAIN_TEXT).is_file():
        kinds[names.PLAIN_TEXT] = drawers.plain
    texts = {}
    for name, drawn in kinds.items():
        own = copy.content_of(folder / name) if copy is not None and not drawers.anew else None
        texts[name] = own if own is not None and copy is not None and copy.has(folder / name, draft) else drawn(draft)
    return texts


def _before(copy: WritersCopy | None, texts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The writer's file as it was found, where another takes its place."""
    if copy is None or copy.path is None or not copy.is_edited:
        return {}
    content = copy.content_of(copy.path)
    return {} if content is None or content in texts.values() else {f"{names.BEFORE}{copy.path.suffix}": content}
