"""A redraft before anything is written: the project's sources drafted anew, and what the writer did kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from drafter.check import check
from drafter.documents import Draft, Report, Review
from drafter.documents.project import Project, Taken
from drafter.draft.excerpt import section_named
from drafter.draft.exchange import with_taken
from drafter.draft.keeping import Kept, keep
from drafter.errors import InputError, UsageError
from drafter.models import Usage
from drafter.pipeline import folder as names
from drafter.pipeline.conflict import Conflict, conflicts_of
from drafter.pipeline.copy import WritersCopy, writers_copy
from drafter.pipeline.drafting import OPEN_GAPS, Drafted
from drafter.pipeline.folder import Folder
from drafter.pipeline.loading import load_notes
from drafter.write.words import cell_name


class Drafting(Protocol):
    """What drafts a whole report from figures; `draft_report`, with or without a model."""

    def __call__(
        self,
        figures: Report,
        previous: Report | None = None,
        *,
        notes: str = "",
        agency: str | None = None,
        year: int | None = None,
        variation: int = 0,
    ) -> Drafted:
        """Draft it."""


@dataclass(frozen=True)
class Given:
    """What one run is given; None or "" for what the project has already.

    `section`: id or name of the section that alone is drafted anew. `taken`: a wording to take, even where the writer
    has another.
    """

    figures: Report | None = None
    previous: Report | None = None
    notes: str | None = None
    agency: str | None = None
    year: int | None = None
    section: str = ""
    taken: Taken | None = None


@dataclass(frozen=True)
class Sources:
    """What a project's draft is made from."""

    figures: Report
    previous: Report | None
    notes: str
    agency: str | None
    year: int | None

    @property
    def last_year(self) -> Report | None:
        """Last year's report, or what the figures carry of it."""
        return self.previous or self.figures.last_years_report()

    def drafted(self, drafting: Drafting) -> Drafted:
        """What `drafting` makes of them."""
        return self._drafted(drafting, 0)

    def varied(self, drafting: Drafting, variation: int) -> Draft:
        """The same in other words."""
        return self._drafted(drafting, variation).draft

    def _drafted(self, drafting: Drafting, variation: int) -> Drafted:
        return drafting(
            self.figures, self.previous, notes=self.notes, agency=self.agency, year=self.year, variation=variation
        )


@dataclass(frozen=True)
class Merged:
    """A redraft before it is written: its sources, the writer's copy (None in a new project), what came out."""

    sources: Sources
    copy: WritersCopy | None
    kept: Kept
    review: Review
    conflicts: tuple[Conflict, ...]
    usage: Usage | None = None


def merge(folder: Folder, given: Given, drafting: Drafting) -> Merged:
    """Draft anew and keep what the writer did, without writing anything."""
    copy = writers_copy(folder)
    project = copy.base.project if copy else Project()
    project = project.model_copy(update={"agency": given.agency or project.agency, "year": given.year or project.year})
    if given.taken is not None:
        others = tuple(t for t in project.taken if t.ident != given.taken.ident)
        project = project.model_copy(update={"taken": (*others, given.taken)})
    sources = _sources(folder, given, project)
    if copy is not None and copy.report is not None:
        _refuse_changed_tables(copy, copy.report, sources.figures)
    done = sources.drafted(drafting)
    fresh = with_taken(done.draft, project.taken, lambda variation: sources.varied(drafting, variation))
    if copy is None:
        if given.section:
            raise UsageError("项目里还没有稿子，请先不带 --section 起草一次。")
        kept = keep(fresh, fresh.report.text, fresh, project)
    else:
        within = section_named(fresh.report, given.section).id if given.section else None
        gives_way = given.taken.ident if given.taken else ""
        kept = keep(copy.base.draft, copy.text, fresh, project, within, gives_way)
    review = check(kept.draft.report, sources.last_year, ignore=[OPEN_GAPS])
    conflicts = conflicts_of(kept.draft, review, sources.last_year)
    return Merged(sources, copy, kept, review, conflicts, done.usage)


def _sources(folder: Folder, given: Given, project: Project) -> Sources:
    figures = given.figures or folder.document(names.FIGURES)
    if figures is None:
        raise UsageError(f"{folder.path} 里还没有数据。请给出 FIGURES：填报表 .xlsx 或带三张表的报告。")
    previous = given.previous or folder.document(names.PREVIOUS)
    path = folder / names.NOTES
    notes = given.notes if given.notes is not None else load_notes(path) if path.is_file() else ""
    return Sources(figures, previous, notes, project.agency, project.year)


def _refuse_changed_tables(copy: WritersCopy, now: Report, figures: Report) -> None:
    """Refuse where the writer changed a table in the text and the figures know nothing of it.

    Raises:
        InputError: it is so; to go on would undo the change without a word.
    """
    was = copy.base.draft.report.figures
    changed = {
        key: value
        for key, value in now.figures.items()
        if key in was and value != was[key] and value != figures.figures.get(key)
    }
    if changed:
        told = "；".join(f"{cell_name(figures, key)}改成了{_shown(value)}" for key, value in list(changed.items())[:5])
        message = f"表格里的数改过 {len(changed)} 处：{told}。表格以数据为准：请改数据后给出 FIGURES，或在表格里改回。"
        raise InputError(message, name=str(copy.path))


def _shown(value: object) -> str:
    return "空白" if value is None else str(value)
