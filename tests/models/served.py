"""What the tests of models share: a form, a prompt, and a chat with a server on loopback."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from pydantic import BaseModel

from drafter.evaluate.loopback import Answer, Request, serve
from drafter.models.completion import Chat, ChatOptions, Completion
from drafter.models.prompt import Prompt
from drafter.models.spec import open_chat


class Sentence(BaseModel):
    text: str
    evidence: tuple[str, ...] = ()


class Section(BaseModel):
    sentences: tuple[Sentence, ...]


PROMPT = Prompt("write", "1", "一、总体情况", "你写年度报告。", "【要点】\np1｜公开信息{{sup.items|条}}。")
GOOD = '{"sentences": [{"text": "全年公开信息{{sup.items|条}}。", "evidence": ["p1"]}]}'
QUICK = ChatOptions(first_pause=0.0)


@dataclass
class Session:
    """A chat with a server, and what either side noted."""

    chat: Chat
    base_url: str
    log: list[Request]
    heard: list[str] = field(default_factory=list)
    noticed: list[str] = field(default_factory=list)

    def ask(self) -> Completion[Section]:
        return self.chat.complete(PROMPT, Section, self.heard.append)

    @property
    def forms(self) -> list[str | None]:
        """The form asked for in each call, None for plain text."""
        return [(request.response_format or {}).get("type") for request in self.log]


@contextmanager
def talking(
    answer: Answer,
    dialect: str = "openai",
    *,
    options: ChatOptions = QUICK,
    key: str | None = "sk-secret",
    wanted: str = "",
    models: Sequence[str] = (),
) -> Iterator[Session]:
    """A chat and its server; `wanted` is the only key the server lets in."""
    log: list[Request] = []
    noticed: list[str] = []
    with serve(answer, dialect=dialect, log=log, key=wanted, models=models) as base:
        told = replace(options, notice=noticed.append)
        chat = open_chat("openai:m", key=key, base_url=base, options=told)
        yield Session(chat, base, log, noticed=noticed)
