"""A revision as Markdown: each changed sentence with what goes and what comes, then the comments."""

from __future__ import annotations

from drafter.documents import Remark, Revision
from drafter.write.revision_words import Changed, changed, counted, headline, place, proof, told, why

_MARKS = {"same": ("", ""), "old": ("~~", "~~"), "new": ("**", "**")}


def write(revision: Revision) -> bytes:
    """The revision as UTF-8 Markdown."""
    lines = [f"# {headline(revision)}", "", counted(revision), ""]
    if proof(revision):
        lines += [proof(revision), ""]
    found = list(changed(revision))
    if found:
        lines += ["## 修改", "", *(line for number, one in enumerate(found, 1) for line in _sentence(number, one))]
    if revision.remarks:
        lines += ["## 批注", "", *(line for remark in revision.remarks for line in _remark(revision, remark))]
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


def _sentence(number: int, one: Changed) -> list[str]:
    text = "".join(f"{_MARKS[kind][0]}{_plain(words)}{_MARKS[kind][1]}" for kind, words in one.pieces if words.strip())
    where = f"〔{one.place}〕" if one.place else ""
    return [f"{number}. {where}{text}", *(f"   - {_plain(why(p))}" for p in one.proposals), ""]


def _remark(revision: Revision, remark: Remark) -> list[str]:
    where = place(revision, remark.section) or "表格"
    quote = f"“{_plain(remark.quote)}”" if remark.quote else ""
    return [f"- 〔{where}〕{quote}", *(f"  - {_plain(line)}" for line in told(remark)), ""]


def _plain(text: str) -> str:
    """Words in which Markdown marks nothing."""
    for sign in "\\`*_~":
        text = text.replace(sign, "\\" + sign)
    return text.replace("\n", " ").strip()
