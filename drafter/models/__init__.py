"""Chat models behind one call. The only home of langchain, openai and what runs local models."""

from drafter.models.budget import Budget, read_budget
from drafter.models.masking import Masked, bare
from drafter.models.price import Price
from drafter.models.prompt import Answer, Asked, Prompt, Usage
from drafter.models.session import Session, SessionTerms, open_session
from drafter.models.together import together

__all__ = [
    "Answer",
    "Asked",
    "Budget",
    "Masked",
    "Price",
    "Prompt",
    "Session",
    "SessionTerms",
    "Usage",
    "bare",
    "open_session",
    "read_budget",
    "together",
]
