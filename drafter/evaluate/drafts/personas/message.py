"""What a prompt asks of a model, read from the message it gets."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from drafter.evaluate.exchange import Reply, Request

_BLOCK = re.compile(r"^【(机关|部分|要点|素材|可用数字|例句|写法|已写|退回)】[ \t]*$", re.MULTILINE)
_LINE = re.compile(r"^(?P<id>[pne]\d+)｜(?P<text>.+)$", re.MULTILINE)
_SLOT = re.compile(r"^\{\{(?P<slot>[^{}]+)\}\}｜(?P<meaning>[^｜\n]*)｜(?P<value>[^\n]*)$", re.MULTILINE)
_CALLED = re.compile(r"自称“([^”]+)”")


@dataclass(frozen=True)
class Message:
    """The blocks of a prompt. `points`, `notes`, `examples`: id → words with figures in slots; `slots`: as offered.

    `outline`: paragraphs of ids are asked for instead of sentences. `returned`: what came back, line by line.
    """

    user: str
    organ: str
    we: str
    points: Mapping[str, str]
    notes: Mapping[str, str]
    examples: Mapping[str, str]
    slots: Sequence[tuple[str, str, str]]
    returned: Sequence[str]
    outline: bool

    @property
    def items(self) -> Mapping[str, str]:
        """Points, then notes."""
        return {**self.points, **self.notes}

    def draw(self) -> Random:
        """A stream of random numbers that depends on the message and on nothing else."""
        return Random(hashlib.sha256(self.user.encode()).digest())


def read_message(request: Request) -> Message:
    """The blocks of the last message of the user."""
    parts = _BLOCK.split(request.user)
    blocks = dict(zip(parts[1::2], parts[2::2], strict=True))
    organ = blocks.get("机关", "").strip()
    called = _CALLED.search(organ)
    return Message(
        user=request.user,
        organ=organ.partition("，")[0],
        we=called[1] if called else "本机关",
        points=_items(blocks.get("要点", "")),
        notes=_items(blocks.get("素材", "")),
        examples=_items(blocks.get("例句", "")),
        slots=[(m["slot"], m["meaning"], m["value"]) for m in _SLOT.finditer(blocks.get("可用数字", ""))],
        returned=[line for line in blocks.get("退回", "").splitlines() if "｜" in line],
        outline="paragraphs" in _wanted(request),
    )


def told(sentences: Sequence[tuple[str, Sequence[str]]], **more: object) -> str:
    """The JSON of an answer: sentences with the ids they rest on."""
    rows = [{"text": text, "evidence": list(evidence)} for text, evidence in sentences]
    return json.dumps({"sentences": rows, **more}, ensure_ascii=False)


def outlined(message: Message, size: int) -> Reply:
    """An outline of all items in their order, `size` of them a paragraph."""
    keys = list(message.items)
    rows = [keys[start : start + size] for start in range(0, len(keys), size)]
    return Reply(content=json.dumps({"paragraphs": rows}, ensure_ascii=False))


def _items(block: str) -> dict[str, str]:
    return {match["id"]: match["text"].strip() for match in _LINE.finditer(block)}


def _wanted(request: Request) -> str:
    """The schema asked for, or where none goes along the words of the system."""
    form = request.response_format or {}
    schema = form.get("json_schema", {}).get("schema", {})
    if schema:
        return " ".join(schema.get("properties", {}))
    return "".join(str(said.get("content", "")) for said in request.messages if said.get("role") == "system")
