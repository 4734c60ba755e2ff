"""A report checked, then revised: the changes that mend its findings, each proven by checking again."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial

from drafter.documents import Report, Review, Revision
from drafter.draft.revising import revise
from drafter.draft.revising.asking import Rewording
from drafter.draft.revising.weakness import Example, no_example
from drafter.library import Index, Query, search
from drafter.models import Session, Usage, together
from drafter.pipeline.asking import open_model
from drafter.pipeline.checking import Terms, check_report, others_in
from drafter.pipeline.corpus import open_library
from drafter.pipeline.drafting import points_of
from drafter.pipeline.modelling import COMPOSER, Modelling, prompts_of

_OF_FIVE = ("problems", "measures")


@dataclass(frozen=True)
class Revised:
    """What to change in a report, and the review it comes from; `usage`: what the model came to, None without one."""

    revision: Revision
    review: Review
    usage: Usage | None = None


def revise_report(
    report: Report,
    previous: Report | None = None,
    *,
    figures: Report | None = None,
    notes: str = "",
    terms: Terms | None = None,
    modelling: Modelling = COMPOSER,
) -> Revised:
    """Check a report and propose what to change in it.

    `figures` supplies the tables instead of the report's own. `notes` is Markdown or plain text: what the writer knows
    besides, added to the notes that the figures carry. The library of `terms` gives the examples of comments. A model
    named in `modelling` words the sentences that no exchange of words mends.

    Raises:
        InputError: the document has nothing of an annual report.
        LibraryError: the library named in `terms` is not there.
        UsageError: the model cannot be opened; SettingsError: a file named in `terms` or a prompt cannot be used.
    """
    terms = terms or Terms()
    others = others_in(report, terms.library) if terms.library is not None else ()
    review = check_report(report, previous, figures=figures, terms=terms, others=others)
    previous = previous or (figures or report).last_years_report()
    points = points_of(figures or report, notes)
    # What was let stand before is let stand again; an older review would hide what a change brings.
    same = replace(terms, baseline=None)

    def again(changed: Report) -> Review:
        return check_report(changed, previous, terms=same, others=others)

    with ExitStack() as stack:
        index = stack.enter_context(open_library(terms.library, make=False)) if terms.library is not None else None
        example = _examples(index, report) if index else no_example
        session = open_model(
            modelling.model,
            notice=modelling.notice,
            budget=modelling.budget,
            dry_run=modelling.dry_run,
            heard=modelling.heard,
        )
        rewording = _rewording(session, modelling) if session else None
        revision = revise(review, previous, again=again, notes=points, example=example, rewording=rewording)
    return Revised(revision, review, session.usage if session else None)


def _rewording(session: Session, wanted: Modelling) -> Rewording:
    """The terms on which a model words sentences anew."""
    return Rewording(session, prompts_of(wanted.prompts)["revise"], partial(together, workers=session.workers))


def _examples(index: Index, report: Report) -> Example:
    """Looks for how other organs put a point: the pattern of the passage that fits best."""

    def example(words: str, place: str) -> str:
        places = ("5",) if place in _OF_FIVE else (place,)
        query = Query(words, places, agency=report.agency or "", edition=report.edition or "", wanted=1)
        found = search(index, query)
        return found[0].passage.pattern if found else ""

    return example
