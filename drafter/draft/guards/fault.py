"""What is wrong with a model's sentence, and what judging one came to."""

from __future__ import annotations

from dataclasses import dataclass

from drafter.draft.phrase import Phrase


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason to refuse a sentence: `reason` tells the model, in Chinese, what to do about `quote`."""

    code: str
    reason: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a sentence: the phrase with its slots filled, None where there are faults."""

    phrase: Phrase | None
    faults: tuple[Fault, ...] = ()
