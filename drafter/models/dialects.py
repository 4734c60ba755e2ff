"""What servers take: known beforehand for some addresses, learned from their refusals for all."""

from __future__ import annotations

import threading
import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatch
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict


class Way(StrEnum):
    """How an answer of a certain form is asked for, the strictest first."""

    SCHEMA = "schema"
    JSON = "json"
    TEXT = "text"


class Fault(StrEnum):
    """A cause that the status of an error does not tell."""

    CENSORED = "censored"
    TOO_LONG = "too_long"
    NO_MONEY = "no_money"
    NO_MODEL = "no_model"


class Dialect(BaseModel):
    """One row of dialects.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = ""
    hosts: tuple[str, ...] = ()
    models: tuple[str, ...] = ("*",)
    ways: tuple[Way, ...] = tuple(Way)
    ceiling: str = "max_tokens"
    key: bool = False


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    dialect: tuple[Dialect, ...]
    faults: dict[Fault, tuple[str, ...]]


@cache
def _file() -> _File:
    text = files("drafter.models").joinpath("dialects.toml").read_text(encoding="utf-8")
    return _File.model_validate(tomllib.loads(text))


def dialect_of(base_url: str, model: str) -> Dialect:
    """The row for a model at an address; one that tries everything where none fits."""
    host = (urlsplit(base_url).hostname or "").lower()
    for row in _file().dialect:
        if any(fnmatch(host, known) for known in row.hosts) and any(fnmatch(model, known) for known in row.models):
            return row
    return Dialect()


def fault_in(words: str) -> Fault | None:
    """The cause an error's words tell, None where they tell none of these."""
    small = words.lower()
    return next((fault for fault, marks in _file().faults.items() if any(mark in small for mark in marks)), None)


@dataclass
class Manners:
    """What one model at one address is known to take, shared by every chat with it in this process.

    `refused` are names of parameters it turned down; `streams` is False once it answered a stream with something else.
    """

    ways: tuple[Way, ...]
    ceiling: str
    refused: frozenset[str] = frozenset()
    streams: bool = True
    _turn: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def settle(self, way: Way) -> None:
        """Forget the ways above one that was taken after they were refused."""
        with self._turn:
            if way in self.ways:
                self.ways = self.ways[self.ways.index(way) :]

    def refuse(self, parameter: str) -> None:
        """Send `parameter` no more."""
        with self._turn:
            self.refused |= {parameter}

    def stop_streaming(self) -> None:
        """Ask for whole answers from now on."""
        with self._turn:
            self.streams = False


@cache
def manners_of(base_url: str, model: str) -> Manners:
    """What is known so far; always the same object for the same address and model."""
    row = dialect_of(base_url, model)
    return Manners(row.ways, row.ceiling)
