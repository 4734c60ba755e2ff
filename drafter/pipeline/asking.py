"""A model opened as the user named it, on the terms the settings give."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.check import masked
from drafter.errors import MissingKey
from drafter.models import Price, Prompt, Session, SessionTerms, open_session, read_budget
from drafter.models.completion import ChatOptions
from drafter.models.ledger import SendingLedger
from drafter.models.price import FREE
from drafter.models.spec import OFFICIAL, open_chat, provider_of
from drafter.settings import ModelTable, Settings, answers_folder, endpoint, ledger_file, settings, settings_file

if TYPE_CHECKING:
    from drafter.models.embedding import ServedEmbedding

ANSWER_TOKENS = 4096
"""Of one answer where nothing is set. A long section has under 2,000; a budget sets this many aside for a question."""


def _unheard(place: str, piece: str) -> None:
    pass


def open_model(
    named: str | None,
    *,
    notice: Callable[[str], None],
    budget: str | None = None,
    dry_run: Callable[[Prompt], None] | None = None,
    heard: Callable[[str, str], None] = _unheard,
    keep_prompts: bool = False,
    environment: Mapping[str, str] = os.environ,
) -> Session | None:
    """A session with the model named; None for the composer, which is no model, or where none is named.

    `budget` as the user wrote it (200000, 20万, 5元); `dry_run` is shown each prompt and nothing is sent; `heard` gets
    the place and each piece of an answer as it comes; `notice` is told in Chinese of what went wrong without stopping
    anything. `keep_prompts` keeps what was sent beside the record, as the setting of that name does.

    Raises:
        UsageError: no such model, key, extra or budget, or settings that cannot be used.
    """
    provider, name = provider_of(named or "composer")
    if named is None or not provider.target:
        return None
    found = settings(environment)
    table, key, address = endpoint(found, named, provider.key_variable, provider.base_variable, environment)
    if table.key_variable and key is None and dry_run is None:
        raise MissingKey(
            f"设置文件 {settings_file(environment)} 说模型 {named} 的密钥在环境变量 {table.key_variable} 里，"
            "但没有这个变量。请设置这个变量，或者改正设置文件。"
        )
    local = provider.name == "local"
    options = _options(found, table, local, notice)
    # Nothing is sent by a dry run, so it needs no key.
    chat = open_chat(named, key=key or ("none" if dry_run else None), base_url=address, options=options)
    record = ledger_file(found, environment)
    terms = SessionTerms(
        ledger=record,
        mask=masked,
        notice=notice,
        kept=record.parent / "prompts" if keep_prompts or found.sending.keep_prompts else None,
        cache=answers_folder(found, environment),
        cache_bytes=found.sending.cache_megabytes * 1_000_000,
        budget=read_budget(budget) if budget else None,
        price=FREE if local else _price(table),
        address="" if local else address or OFFICIAL,
        options=_shaping(options, Path(name) if local else None),
        answer_tokens=options.tokens or ANSWER_TOKENS,
        dry_run=dry_run,
        heard=heard,
        # Questions to a model on this machine queue for it anyway.
        workers=1 if local else found.workers,
    )
    return open_session(chat, terms)


def open_served_embedding(
    named: str, *, notice: Callable[[str], None], environment: Mapping[str, str] = os.environ
) -> ServedEmbedding:
    """The embedding named (openai:NAME), with the key and address set for it; what it is sent is masked and recorded.

    Raises:
        UsageError: no such embedding or key, or settings that cannot be used.
    """
    from drafter.models import embedding

    provider, _ = provider_of(named)
    found = settings(environment)
    table, key, address = endpoint(found, named, provider.key_variable, provider.base_variable, environment)
    record = ledger_file(found, environment)
    return embedding.open_served_embedding(
        named,
        key=key,
        base_url=address,
        options=_options(found, table, False, notice),
        mask=masked,
        ledger=SendingLedger(record, kept=record.parent / "prompts" if found.sending.keep_prompts else None),
        workers=found.workers,
    )


def _options(found: Settings, table: ModelTable, local: bool, notice: Callable[[str], None]) -> ChatOptions:
    return ChatOptions(
        between=found.silence,
        whole=found.longest,
        temperature=table.temperature,
        tokens=table.answer_tokens or (None if local else ANSWER_TOKENS),
        context=found.local.context,
        threads=found.local.threads,
        notice=notice,
    )


def _price(table: ModelTable) -> Price | None:
    """The price set; None unless both halves are."""
    if table.price_in is None or table.price_out is None:
        return None
    return Price(table.price_in, table.price_out)


def _shaping(options: ChatOptions, file: Path | None) -> Mapping[str, object]:
    """What of the options shapes an answer; of a model file also which one stands under that name."""
    shaping: dict[str, object] = {"temperature": options.temperature, "tokens": options.tokens}
    if file is not None:
        status = file.expanduser().stat()
        shaping |= {"size": status.st_size, "modified": status.st_mtime_ns}
    return shaping
