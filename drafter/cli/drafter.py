"""Who drafts, as the options of `drafter draft` name it: the composer, or a model that is watched at work."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.cli import modelling

if TYPE_CHECKING:
    from drafter.documents import Report
    from drafter.pipeline import Drafted


@dataclass(frozen=True)
class Drafter:
    """Drafts reports in the way the user chose."""

    model: str
    tone: modelling.Tone
    like: Report | None
    prompts: Path | None
    library: str | None
    budget: str | None
    dry_run: bool
    suggest: bool

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
        """Draft one."""
        from drafter import pipeline
        from drafter.draft.tone import Tone

        with modelling.watched(self.model) as watch:
            return pipeline.draft_report(
                figures,
                previous,
                notes=notes,
                agency=agency,
                year=year,
                tone=Tone(self.tone.value),
                like=self.like,
                suggest=self.suggest,
                modelling=modelling.modelling(watch, self.model, self.prompts, self.budget, self.library, self.dry_run),
                variation=variation,
            )
