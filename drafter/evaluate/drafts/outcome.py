"""What drafts came to, one by one and summed up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Literal

from pydantic import Field

from drafter.documents import Frozen
from drafter.evaluate.drafts.coverage import STATES
from drafter.evaluate.drafts.judged import Fault, Judged
from drafter.evaluate.score import ratio


class Spent(Frozen):
    """What one draft took; calls and tokens are those of its model, 0 where there is none."""

    seconds: float = 0.0
    waited: float = 0.0
    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0


class Outcome(Frozen):
    """One set: its judged draft, or why there is none (`failed`)."""

    name: str
    failed: str = ""
    spent: Spent = Spent()
    judged: Judged | None = None


class DraftScore(Frozen):
    """The scores over all drafts. Rates are None where there is nothing to take them of.

    `wrong_slot_rate`: figures read as other cells than their slot's, of all figures in slots. `unread_rate`: those a
    reader does not recognise. `strange_rate`: clauses telling what nobody told. `asks_…`: what the form asks for that
    is told, asked of the writer, left out; `notes_…` likewise. `repeated_rate`: four characters that stood in the same
    draft before. `like_openings_rate`: sentences beginning as one of the few before.
    """

    drafts: int
    finished: int
    contradicted: int
    unaccounted: int
    numbers: int
    unsupported_names: int
    copied_runs: int
    wrong_slots: int
    slots: int
    wrong_slot_rate: float | None
    unread_rate: float | None
    strange_rate: float | None
    asks_told: float | None
    asks_asked: float | None
    asks_missing: float | None
    notes_told: float | None
    notes_asked: float | None
    notes_missing: float | None
    repeated_rate: float | None
    like_openings_rate: float | None
    questions_per_draft: float | None
    fallen_per_draft: float | None
    sentences_by_model: float | None
    seconds_median: float
    seconds_longest: float
    waited: float
    calls: int
    prompt_tokens: int
    completion_tokens: int


class DraftEvaluation(Frozen):
    """Scores, what the checker finds in the drafts, why sentences of the model fell, lengths; and every outcome."""

    schema_: Literal["drafter.draft-evaluation/1"] = Field(default="drafter.draft-evaluation/1", alias="schema")
    writer: str
    score: DraftScore
    findings: dict[str, int]
    fallen: dict[str, int]
    lengths: dict[str, dict[str, int]]
    missing: dict[str, int]
    outcomes: tuple[Outcome, ...]

    @property
    def sound(self) -> bool:
        """Whether every draft was finished without a wrong or unaccounted number, name or date."""
        score = self.score
        return score.finished == score.drafts and not (
            score.contradicted or score.unaccounted or score.unsupported_names
        )


def summed(writer: str, outcomes: Sequence[Outcome]) -> DraftEvaluation:
    """Sum up the outcomes."""
    finished = [outcome.judged for outcome in outcomes if outcome.judged]
    lengths: dict[str, Counter[str]] = {}
    for each in finished:
        for section, verdict in each.lengths.items():
            lengths.setdefault(section, Counter())[verdict] += 1
    return DraftEvaluation(
        writer=writer,
        score=_score(outcomes, finished),
        findings=_most_first(each.findings for each in finished),
        fallen=_most_first(each.fallen for each in finished),
        lengths={section: dict(counted) for section, counted in sorted(lengths.items())},
        missing=_most_first(Counter(each.missing) for each in finished),
        outcomes=tuple(outcomes),
    )


def _score(outcomes: Sequence[Outcome], finished: Sequence[Judged]) -> DraftScore:
    counts: Counter[str] = Counter()
    faults: Counter[Fault] = Counter()
    for each in finished:
        counts.update(each.counts)
        faults.update(blemish.fault for blemish in each.blemishes)
    seconds = [outcome.spent.seconds for outcome in outcomes]
    covered = {
        f"{kind}_{state}": ratio(counts[f"{kind}_{state}"], sum(counts[f"{kind}_{other}"] for other in STATES))
        for kind in ("asks", "notes")
        for state in STATES
    }
    return DraftScore(
        drafts=len(outcomes),
        finished=len(finished),
        contradicted=faults[Fault.CONTRADICTED],
        unaccounted=faults[Fault.UNACCOUNTED],
        numbers=counts["numbers"],
        unsupported_names=faults[Fault.NAME],
        copied_runs=faults[Fault.COPIED],
        wrong_slots=faults[Fault.WRONG_SLOT],
        slots=counts["slots"],
        wrong_slot_rate=ratio(faults[Fault.WRONG_SLOT], counts["slots"]),
        unread_rate=ratio(counts["unread_slots"], counts["slots"]),
        strange_rate=ratio(faults[Fault.DEED], counts["clauses"]),
        **covered,
        repeated_rate=ratio(counts["repeated_grams"], counts["grams"]),
        like_openings_rate=ratio(counts["like_openings"], counts["sentences"]),
        questions_per_draft=ratio(counts["questions"], len(finished)),
        fallen_per_draft=ratio(counts["fallen"], len(finished)),
        sentences_by_model=ratio(counts["by_model"], counts["by_model"] + counts["by_composer"]),
        seconds_median=round(median(seconds), 3) if seconds else 0.0,
        seconds_longest=round(max(seconds, default=0.0), 3),
        waited=round(sum(outcome.spent.waited for outcome in outcomes), 3),
        calls=sum(outcome.spent.calls for outcome in outcomes),
        prompt_tokens=sum(outcome.spent.prompt_tokens for outcome in outcomes),
        completion_tokens=sum(outcome.spent.completion_tokens for outcome in outcomes),
    )


def _most_first(counted: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for each in counted:
        total.update(each)
    return dict(sorted(total.items(), key=lambda item: (-item[1], item[0])))
