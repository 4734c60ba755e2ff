"""A model opened as the user has set it up, and the terms on which it writes a draft."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.documents import Report
from drafter.draft.style import style
from drafter.draft.tone import Tone
from drafter.draft.writing import Example, Writing, in_turn
from drafter.errors import SettingsError
from drafter.library import PLACES, examples, passages
from drafter.models import Prompt, together
from drafter.pipeline.asking import open_model
from drafter.pipeline.corpus import examples_at_hand
from drafter.settings import shipped

if TYPE_CHECKING:
    from drafter.draft.prompts import Prompts
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
    `only`: the section it is to word, by id or name, "" for all. `dry_run` is shown every prompt in place of the model.
    `heard` is told the section and each piece of an answer, `notice` in Chinese what went wrong and was got over.
    """

    model: str = "composer"
    prompts: Path | None = None
    budget: str | None = None
    library: str | None = None
    only: str = ""
    dry_run: Callable[[Prompt], None] | None = None
    heard: Callable[[str, str], None] = _unheard
    notice: Callable[[str], None] = _quiet


COMPOSER = Modelling()


def prompts_of(own: Path | None) -> Prompts:
    """The prompts that ship, those in a folder of the user's own before them.

    Raises:
        SettingsError: there is no such folder, or a prompt file cannot be used.
    """
    if own and not own.is_dir():
        raise SettingsError(f"没有提示词目录 {own}。请核对 --prompts 的路径。")
    from drafter.draft.prompts import load_prompts

    return load_prompts([*([own] if own else []), shipped("prompts")])


@contextmanager
def writing_with(wanted: Modelling, agency: str, tone: Tone, like: Report | None) -> Iterator[Writing | None]:
    """The terms of a draft, None where the composer writes it; the library of examples stays open meanwhile.

    Raises:
        UsageError, SettingsError: the model cannot be opened, or a prompt file cannot be used.
        LibraryError: the library named cannot be used.
    """
    session = open_model(
        wanted.model, notice=wanted.notice, budget=wanted.budget, dry_run=wanted.dry_run, heard=wanted.heard
    )
    if session is None:
        yield None
        return
    prompts = prompts_of(wanted.prompts)
    sources: dict[str, str] = {}
    with examples_at_hand(wanted.library) as shelves:
        yield Writing(
            session,
            prompts,
            tone,
            partial(_examples, shelves, agency, like, sources),
            # Prompts are shown in the order of the report.
            spread=in_turn if wanted.dry_run else partial(together, workers=session.workers),
            style=style(like.text) if like else "",
            only=wanted.only,
            sources=sources,
        )


def _examples(
    shelves: Shelves, agency: str, like: Report | None, sources: dict[str, str], place: str, texts: Sequence[str]
) -> list[Example]:
    """Passages to go by: of the report named first, then of other organs in the library; `sources` notes which."""
    named = [p for p in passages(like) if p.place == place] if like else []
    found = [Example(f"like:{place}:{number}", passage.pattern) for number, passage in enumerate(named, 1)]
    if place in PLACES and len(found) < _EXAMPLES:
        kept = examples(shelves, agency, place, list(texts), _EXAMPLES - len(found))
        found += [Example(passage.id, passage.pattern) for passage in kept]
        sources |= {passage.id: f"{passage.agency}{passage.year}年" for passage in kept}
    if like:
        sources |= {example.id: f"{like.agency or ''}{like.year or ''}年" for example in found[: len(named)]}
    return found[:_EXAMPLES]
