"""A revision for the terminal: old sentence, new sentence, why."""

from __future__ import annotations

import io
from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from drafter.documents import Remark, Revision
from drafter.write.revision_words import Changed, changed, counted, headline, place, proof, told, why

_STYLE = {"same": "", "old": "red strike", "new": "bold green"}


def write(revision: Revision, *, colour: bool = False, width: int = 100) -> str:
    """The revision as text; with `colour`, what goes and what comes is told apart by terminal codes too."""
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=colour, width=width, highlight=False, soft_wrap=True, emoji=False)
    console.print(Text(headline(revision), style="bold"))
    console.print(Text(counted(revision)))
    if proof(revision):
        console.print(Text(proof(revision)))
    for one in changed(revision):
        console.print()
        for line in _sentence(one):
            console.print(line)
    for remark in revision.remarks:
        console.print()
        for line in _remark(revision, remark):
            console.print(line)
    return stream.getvalue()


def _sentence(one: Changed) -> Iterator[Text]:
    place_named = f"〔{one.place}〕" if one.place else ""
    for label, left_out in (("原文", "new"), ("改为", "old")):
        line = Text(f"{label} {place_named if label == '原文' else ''}")
        for kind, words in one.pieces:
            if kind != left_out:
                line.append(words.replace("\n", " "), style=_STYLE[kind])
        yield line
    for proposal in one.proposals:
        yield Text(f"  {why(proposal)}", style="dim")


def _remark(revision: Revision, remark: Remark) -> Iterator[Text]:
    where = place(revision, remark.section) or "表格"
    quote = remark.quote.replace("\n", " ")
    shown = quote if len(quote) <= 60 else quote[:56] + "……"
    yield Text(f"批注 〔{where}〕{shown}", style="bold")
    for line in told(remark):
        yield Text(f"  {line}")
