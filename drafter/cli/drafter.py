"""Who drafts, as the options of `drafter draft` name it: the composer, or a model that is watched at work."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.cli import modelling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drafter.documents import Draft, Report, Sentence
    from drafter.draft.phrase import Phrase
    from drafter.pipeline import Drafted, Modelling, Rewording, Sources


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
    only: str = ""

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
                modelling=self._modelling(watch),
                variation=variation,
            )

    def reword(self, sources: Sources, draft: Draft) -> Rewording:
        """What says a sentence of `draft` otherwise; with the composer nothing does."""
        from drafter import pipeline
        from drafter.draft.tone import Tone

        def ways(sentence: Sentence, wanted: int) -> Sequence[Phrase]:
            with modelling.watched(self.model) as watch:
                terms = (self._modelling(watch), Tone(self.tone.value), self.like)
                return pipeline.reworded(sources, draft, sentence, wanted, *terms)

        return ways

    def _modelling(self, watch: modelling.Watch) -> Modelling:
        return replace(
            modelling.modelling(watch, self.model, self.prompts, self.budget, self.library, self.dry_run),
            only=self.only,
        )
