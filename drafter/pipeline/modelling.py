"""A model opened as the user has set it up, and the terms on which it writes a draft."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.check import masked
from drafter.documents import Report
from drafter.draft.style import style
from drafter.draft.tone import Tone
from drafter.draft.writing import Example, Writing
from drafter.library import PLACES, examples, passages
from drafter.models import Price, Prompt, Session, SessionTerms, open_session, read_budget, together
from drafter.pipeline.corpus import examples_at_hand
from drafter.settings import answers_folder, endpoint, ledger_file, settings, shipped

if TYPE_CHECKING:
    from drafter.library import Shelves

_EXAMPLES = 6


def _quiet(_line: str) -> None:
    pass


def _unheard(_place: str, _piece: str) -> None:
    pass


@dataclass(frozen=True)
class Modelling:
    """How the user wants a model to write.

    `model`: its id, or composer for none. `prompts`: a folder of prompt files that go before those that ship.
    `budget`: as written by the user (200000, 5元). `library`: where examples are looked for, None for the usual place.
    `dry_run` is shown every prompt in place of the model. `heard` is told the section and each piece of an answer,
    `notice` in Chinese what went wrong and was got over.
    """

    model: str = "composer"
    prompts: Path | None = None
    budget: str | None = None
    library: str | None = None
    dry_run: Callable[[Prompt], None] | None = None
    heard: Callable[[str, str], None] = _unheard
    notice: Callable[[str], None] = _quiet


COMPOSER = Modelling()


def open_model(wanted: Modelling) -> Session:
    """A session with the model wanted, its key, address, price and record as they are set.

    Raises:
        UsageError: there is no such model, its key is missing, or what runs it is not installed.
        SettingsError: the settings, the budget or the record cannot be used.
    """
    from drafter.models.completion import ChatOptions
    from drafter.models.spec import open_chat, provider_of

    chosen = settings()
    row, _ = provider_of(wanted.model)
    table, key, address = endpoint(chosen, wanted.model, row.key_variable, row.base_variable)
    options = ChatOptions(
        between=chosen.silence,
        whole=chosen.longest,
        temperature=table.temperature,
        tokens=table.answer_tokens,
        notice=wanted.notice,
    )
    chat = open_chat(wanted.model, key=key, base_url=address, options=options)
    priced = table.price_in is not None and table.price_out is not None
    record = ledger_file(chosen)
    terms = SessionTerms(
        ledger=record,
        mask=masked,
        notice=wanted.notice,
        kept=record.parent if chosen.sending.keep_prompts else None,
        cache=answers_folder(chosen),
        cache_bytes=chosen.sending.cache_megabytes * 1_000_000,
        budget=read_budget(wanted.budget) if wanted.budget else None,
        price=Price(table.price_in or 0, table.price_out or 0) if priced else None,
        address=address or "",
        options={"temperature": str(table.temperature)},
        dry_run=wanted.dry_run,
        heard=wanted.heard,
        workers=chosen.workers,
    )
    return open_session(chat, terms)


@contextmanager
def writing_with(wanted: Modelling, agency: str, tone: Tone, like: Report | None) -> Iterator[Writing | None]:
    """The terms of a draft, None where the composer writes it; the library of examples stays open meanwhile.

    Raises:
        UsageError, SettingsError: as `open_model`, or a prompt file cannot be used.
        LibraryError: the library named cannot be used.
    """
    if wanted.model == "composer":
        yield None
        return
    from drafter.draft.prompts import load_prompts

    prompts = load_prompts([*([wanted.prompts] if wanted.prompts else []), shipped("prompts")])
    session = open_model(wanted)
    with examples_at_hand(wanted.library) as shelves:
        yield Writing(
            session,
            prompts,
            tone,
            partial(_examples, shelves, agency, like),
            spread=partial(together, workers=session.workers),
            style=style(like.text) if like else "",
        )


def _examples(shelves: Shelves, agency: str, like: Report | None, place: str, texts: Sequence[str]) -> list[Example]:
    """Passages to go by: of the report named first, then of other organs in the library."""
    named = [p for p in passages(like) if p.place == place] if like else []
    found = [Example(f"like:{place}:{number}", passage.pattern) for number, passage in enumerate(named, 1)]
    if place in PLACES and len(found) < _EXAMPLES:
        kept = examples(shelves, agency, place, list(texts), _EXAMPLES - len(found))
        found += [Example(passage.id, passage.pattern) for passage in kept]
    return found[:_EXAMPLES]
