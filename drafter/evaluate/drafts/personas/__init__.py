"""Scripted models for the evaluation of drafting: each answers over real HTTP, from the message alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from drafter.evaluate.drafts.personas import echo, good, hostile
from drafter.evaluate.exchange import Reply, Request

PERSONAS: Mapping[str, Callable[[Request], Reply]] = {
    "good": good.answer,
    "hostile": hostile.answer,
    "echo": echo.answer,
}
"""Name → what answers a request. The same request is always answered alike, whoever asks and when."""

__all__ = ["PERSONAS"]
