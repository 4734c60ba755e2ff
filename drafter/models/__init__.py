"""Chat models behind one call. The only home of langchain, openai and what runs local models."""

from drafter.models.prompt import Answer, Asked, Prompt, Usage

__all__ = ["Answer", "Asked", "Prompt", "Usage"]
