"""`drafter draft`: the narrative from figures and work notes."""

from __future__ import annotations

import typer

from drafter.cli import drafting_options as options
from drafter.cli import modelling as models
from drafter.cli.chinese import ChineseCommand
from drafter.cli.drafter import Drafter
from drafter.cli.drafting import Wish, alone, in_project
from drafter.cli.source import report_or_none


def draft(
    figures: options.Figures = None,
    previous: options.Previous = None,
    notes: options.Notes = None,
    out: options.Out = None,
    agency: options.Agency = None,
    year: options.Year = None,
    model: models.Model = "composer",
    tone: models.InTone = models.Tone.STANDARD,
    like: models.Like = None,
    prompts: models.Prompts = None,
    library: models.Library = None,
    budget: models.Budget = None,
    dry_run: models.DryRun = False,
    suggest: models.Suggest = False,
    project: options.InProject = None,
    section: options.Section = "",
    explain: options.Explain = False,
    comments: options.Comments = False,
    alternatives: options.Ways = 0,
    sentence: options.OfSentence = "",
    take: options.Take = 0,
) -> int:
    """由数字和工作素材起草报告全文，写好后自行核对；与表格不符的数字不会写出。"""
    from drafter import pipeline

    models.refuse_without_model(model, prompts, budget, library, dry_run, suggest)
    wish = Wish(out, comments, explain, sentence, alternatives, take, dry_run)
    wish.refuse_misuse(figures, project)
    given = pipeline.Given(
        figures=report_or_none(figures),
        previous=report_or_none(previous),
        notes=pipeline.load_notes(notes) if notes else None,
        agency=agency,
        year=year,
        section=section,
    )
    drafting = Drafter(model, tone, report_or_none(like), prompts, library, budget, dry_run, suggest, section)
    return alone(given, drafting, wish) if project is None else in_project(project, given, drafting, wish)


def register(application: typer.Typer) -> None:
    """Add the command."""
    application.command("draft", cls=ChineseCommand)(draft)
