"""What tokens cost."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Price:
    """Yuan for a million tokens sent (`prompt`) and a million answered (`completion`).

    Providers' discounts for prompts they have kept are left out: a cost told here is never too low.
    """

    prompt: Decimal
    completion: Decimal

    def of(self, prompt_tokens: int, completion_tokens: int) -> Decimal:
        """Yuan for one call, exact."""
        return (self.prompt * prompt_tokens + self.completion * completion_tokens) / MILLION


FREE = Price(Decimal(0), Decimal(0))
"""Of models that run on this machine."""
