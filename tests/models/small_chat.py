"""A provider's edge for the tests: it answers by a rule and remembers what reached it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from drafter.models import Prompt, Session, SessionTerms, bare, open_session
from drafter.models.completion import Chat, Completion, unwatched

T = TypeVar("T", bound=BaseModel)


class Words(BaseModel):
    text: str


@dataclass
class SmallChat:
    """Says what `rule` makes of the prompt; `tokens` are those it reports; `twice`: it has to
    be asked twice; `cut`: it breaks off."""

    rule: Callable[[Prompt], str] = lambda prompt: f"答{prompt.user}"
    id: str = "small:one"
    tokens: tuple[int, int] = (100, 50)
    twice: bool = False
    cut: bool = False
    asked: list[Prompt] = field(default_factory=list)
    turn: threading.Lock = field(default_factory=threading.Lock)

    def complete(
        self,
        prompt: Prompt,
        form: type[T],
        heard: Callable[[str], None],
        again: Callable[[str], None] = unwatched,
    ) -> Completion[T]:
        with self.turn:
            self.asked.append(prompt)
        text = self.rule(prompt)
        for piece in text:
            heard(piece)
        raw = json.dumps({"text": text}, ensure_ascii=False)
        if self.twice:
            again(f"{prompt.user}不对")
        return Completion(
            form.model_validate_json(raw), raw, *self.tokens, calls=1 + self.twice, seconds=0.5, cut=self.cut
        )


def prompt(user: str, place: str = "1") -> Prompt:
    return Prompt("write", "3", place, "你是起草人。", user)


def terms(folder: Path, **others: Any) -> SessionTerms:
    return SessionTerms(**{"ledger": folder / "sent.jsonl", "mask": bare, "notice": print, **others})


def session(folder: Path, chat: Chat, **others: Any) -> Session:
    return open_session(chat, terms(folder, **others))


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "sent.jsonl").read_text(encoding="utf-8").splitlines()]
