"""A model opened for an evaluation: a scripted one on loopback, or any that drafter can use; short of patience."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

from drafter import pipeline
from drafter.check import masked
from drafter.draft.prompts import load_prompts
from drafter.draft.writing import Example, Writing, no_examples
from drafter.evaluate.drafts.personas import PERSONAS
from drafter.evaluate.loopback import serve
from drafter.library import PLACES, Shelf, examples
from drafter.models import Session, SessionTerms, open_session, together
from drafter.models.completion import Chat, ChatOptions
from drafter.models.spec import open_chat, provider_of
from drafter.settings import endpoint, settings, shipped

_EXAMPLES = 6
_ANSWER_TOKENS = 2048
_PATIENCE = ChatOptions(between=1.0, whole=4.0, attempts=2, first_pause=0.05, patience=0.2)
"""For scripted models, which answer at once or never."""


@dataclass(frozen=True)
class ModelTerms:
    """Which model words the drafts. `persona`: a scripted one instead of `model`; `rounds` as in Writing.

    `examples`: whether it is shown passages of the reports that ship.
    """

    model: str = "composer"
    persona: str = ""
    base_url: str | None = None
    key: str | None = field(default=None, repr=False)
    options: ChatOptions = _PATIENCE
    rounds: int = 2
    workers: int = 4
    examples: bool = True

    @property
    def name(self) -> str:
        """How the evaluation calls the writer."""
        return self.persona or self.model

    @property
    def writes(self) -> bool:
        """Whether a model is asked at all."""
        return bool(self.persona) or self.model != "composer"


COMPOSER = ModelTerms()


def terms_of(model: str, persona: str = "") -> ModelTerms:
    """The terms for what the user named: a scripted model, or one with the key, address and times set for drafting.

    Raises:
        UsageError: there is no such model.
        SettingsError: the settings cannot be used.
    """
    row, _ = provider_of(model)
    if persona or not row.target:
        return ModelTerms(persona=persona)
    chosen = settings()
    table, key, address = endpoint(chosen, model, row.key_variable, row.base_variable)
    options = ChatOptions(
        between=chosen.silence,
        whole=chosen.longest,
        temperature=table.temperature,
        tokens=table.answer_tokens or _ANSWER_TOKENS,
        context=chosen.local.context,
        threads=chosen.local.threads,
    )
    local = row.name == "local"
    return ModelTerms(model=model, base_url=address, key=key, options=options, workers=1 if local else chosen.workers)


@contextmanager
def writing_of(terms: ModelTerms, agency: str) -> Iterator[tuple[Writing, Session]]:
    """What a draft of `agency` is written with, and the session it is asked in; nothing is kept or cached."""
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory()))
        address = opened.enter_context(serve(PERSONAS[terms.persona])) if terms.persona else terms.base_url
        chat = _chat(terms, address)
        session = open_session(
            chat,
            SessionTerms(
                ledger=folder / "sent.jsonl",
                mask=masked,
                notice=_unnoticed,
                address=address or "",
                workers=terms.workers,
            ),
        )
        yield (
            Writing(
                session,
                load_prompts([shipped("prompts")]),
                examples=partial(_examples, agency) if terms.examples else no_examples,
                spread=partial(together, workers=terms.workers),
                rounds=terms.rounds,
            ),
            session,
        )


def _chat(terms: ModelTerms, address: str | None) -> Chat:
    if terms.model.startswith("local:"):
        return _local(terms.model, terms.options)
    name = f"openai:{terms.persona}" if terms.persona else terms.model
    return open_chat(name, key=terms.key, base_url=address, options=terms.options)


@cache
def _local(model: str, options: ChatOptions) -> Chat:
    """A model of this machine, loaded once a process."""
    return open_chat(model, options=options)


@cache
def _shelf() -> Shelf:
    return pipeline.shipped_examples()


def _examples(agency: str, place: str, texts: Sequence[str]) -> list[Example]:
    if place not in PLACES:
        return []
    found = examples(_shelf(), agency, place, list(texts), _EXAMPLES)
    return [Example(passage.id, passage.pattern) for passage in found]


def _unnoticed(_: str) -> None:
    pass
