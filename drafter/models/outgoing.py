"""A prompt as it leaves: masked, with the form asked for, and what identifies it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from pydantic import BaseModel

from drafter.models.masking import Masked
from drafter.models.prompt import Prompt
from drafter.models.tokens import at_most

FRAME = 64
"""Tokens that a provider's chat format adds round the messages, at most."""


@dataclass(frozen=True)
class Outgoing:
    """`prompt` is what leaves; `schema` the JSON schema of the form; `masked` how many of each kind were replaced."""

    prompt: Prompt
    schema: str
    masked: Mapping[str, int]

    @property
    def text(self) -> str:
        """All that leaves in words."""
        return "\n\n".join(part for part in (self.prompt.system, self.prompt.user) if part)

    @cached_property
    def sha256(self) -> str:
        """Of `text` in UTF-8, in hex: what sha256sum says of the kept file."""
        return sha256(self.text)

    @property
    def most_tokens(self) -> int:
        """The tokens sent at most. The schema counts: it goes along in one way or another."""
        return at_most(self.text) + at_most(self.schema) + FRAME

    def key(self, model: str, address: str, options: Mapping[str, object]) -> str:
        """The same for calls that ask the same of the same model in the same way, in hex."""
        asked = [model, address, self.prompt.system, self.prompt.user, self.schema, options]
        canonical = json.dumps(asked, ensure_ascii=False, sort_keys=True, default=str)
        return sha256(canonical)


def outgoing(prompt: Prompt, form: type[BaseModel], mask: Callable[[str], Masked]) -> Outgoing:
    """`prompt` made ready to leave."""
    system, user = mask(prompt.system), mask(prompt.user)
    return Outgoing(
        Prompt(prompt.task, prompt.version, prompt.place, system.text, user.text),
        json.dumps(form.model_json_schema(), ensure_ascii=False, sort_keys=True),
        dict(Counter(system.kinds) + Counter(user.kinds)),
    )


def sha256(text: str) -> str:
    """Of the text in UTF-8, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def host(address: str) -> str:
    """The host and port of a base URL as the record names it, without a name or key written into the URL."""
    parts = urlsplit(address)
    if not parts.hostname:
        return "本机"
    return f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname
