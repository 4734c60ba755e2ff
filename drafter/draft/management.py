"""（三）政府信息管理: rules and normative documents of table 2, then the writer's notes."""

from __future__ import annotations

from drafter.draft.brief import Brief
from drafter.draft.extras import tell_extras
from drafter.draft.phrase import Phrase, plain
from drafter.draft.plan import Gap, Part, Point, Step
from drafter.draft.telling import told
from drafter.library.place import Place


def management(brief: Brief) -> Part:
    """Plan the sub-heading."""
    documents = [*_documents(brief, "rules"), *_documents(brief, "normative")]
    extras = tell_extras(brief, Place.MANAGEMENT)
    notes = told(brief, Place.MANAGEMENT, alone=not (documents or extras))
    missing: tuple[Step, ...] = ()
    if not notes:
        asks = "公开属性认定、保密审查、信息审核更新、目录和指南修订等有哪些做法？"
        missing = (Gap(asks, "公开审查、审核和动态更新情况"),)
    return Part("1.3", "（三）政府信息管理", ((*documents, *extras, *notes, *missing),))


def _documents(brief: Brief, row: str) -> list[Step]:
    """The sentence on one kind of document; where there are no rules none are mentioned: few organs may make them."""
    called = brief.ledger.edition.printed[f"t2.{row}.{_columns(brief)[0]}"].row.label
    keys = [f"t2.{row}.{column}" for column in _columns(brief)]
    if row == "rules" and not any(brief.is_positive(key) for key in keys):
        return []
    if any(brief.ledger.blank(key) for key in keys):
        return []
    words = {"doc": plain(called)}
    point = _trial(brief, keys, words) if brief.ledger.edition.id == "2019" else _current(brief, keys, words)
    return [point] if point else []


def _columns(brief: Brief) -> tuple[str, str, str]:
    return ("made", "published", "total") if brief.ledger.edition.id == "2019" else ("issued", "repealed", "valid")


def _current(brief: Brief, keys: list[str], words: dict[str, Phrase]) -> Point | None:
    """2021 edition: issued, repealed, in force."""
    issued, repealed, valid = keys
    fills = {name: fill for name, key in zip(("issued", "repealed"), keys, strict=False) if (fill := brief.fill(key))}
    if len(fills) < 2:
        return None
    words = words | fills | {"valid": _stock(brief, "documents.valid", valid)}
    zeros = tuple(key for key in (issued, repealed) if brief.is_zero(key))
    if len(zeros) == 2:
        return Point("documents.none" if brief.is_zero(valid) else "documents.kept", words, refs=(*zeros, valid))
    key = "issued_repealed" if not zeros else "repealed" if issued in zeros else "issued"
    return Point(f"documents.{key}", words, refs=zeros)


def _trial(brief: Brief, keys: list[str], words: dict[str, Phrase]) -> Point | None:
    """2019 edition: newly made, newly published, published in all."""
    made, published, total = keys
    fills = {name: fill for name, key in zip(("made", "published"), keys, strict=False) if (fill := brief.fill(key))}
    if len(fills) < 2:
        return None
    words = words | fills | {"total": _stock(brief, "documents.total", total)}
    if brief.is_zero(made, published):
        return Point("documents.none_made", words, refs=(made, published))
    return Point("documents.made_published", words)


def _stock(brief: Brief, clause: str, key: str) -> Phrase:
    """What is in force or published in all at the end of the year, as a clause; empty where it is none or unknown."""
    count = brief.fill(key) if brief.is_positive(key) else None
    return (brief.clause(clause, count=count) if count else None) or plain("")
