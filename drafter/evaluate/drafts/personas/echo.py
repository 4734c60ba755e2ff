"""A model that says every point and note as it was given, one a sentence."""

from __future__ import annotations

from drafter.evaluate.drafts.personas.message import outlined, read_message, told
from drafter.evaluate.exchange import Reply, Request


def answer(request: Request) -> Reply:
    """The items as they stand in the message."""
    message = read_message(request)
    if message.outline:
        return outlined(message, len(message.items) or 1)
    return Reply(content=told([(text, [key]) for key, text in message.items.items()]))
