"""What `drafter revise` makes of the example reports, each with one mistake of a kind that reviewers find.

    python tests/bench/mutated.py [--show 20]

Counts by kind: mended (the text says what it said before, or the same in other words that the check bears out), only
commented on, untouched, or changed to something wrong, which must never be. Besides: what is changed in the reports as
they are, which must be nothing.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from drafter.documents import Edit, Report, Revision
from drafter.numerals import scan
from drafter.pipeline import load, revise_report

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
REPEATED = re.compile(r"(?m)^(?:<p>)?(?P<words>[^<>#|\n]{60,200}。)(?:</p>)?$")


def exchanged(old: str, new: str) -> Callable[[str], str | None]:
    """The first match of `old` exchanged for `new`; None where there is none."""

    def change(text: str) -> str | None:
        found = re.search(old, text)
        return None if found is None else text[: found.start()] + found.expand(new) + text[found.end() :]

    return change


def more(pattern: str, by: int = 1) -> Callable[[str], str | None]:
    """The number in the first match of `pattern` larger by some."""

    def change(text: str) -> str | None:
        found = re.search(pattern, text)
        if found is None:
            return None
        return f"{text[: found.start(1)]}{float(found[1]) + by:g}{text[found.end(1) :]}"

    return change


def repeated(text: str) -> str | None:
    found = REPEATED.search(text)
    return None if found is None else text[: found.end()] + "\n\n" + found[0] + text[found.end() :]


KINDS: dict[str, Callable[[str], str | None]] = {
    "decree": exchanged("国务院令第711号", "国务院令第492号"),
    "form": exchanged("国办公开办函〔2021〕30号", "国办公开办函〔2019〕60号"),
    "number of the form": exchanged("国办公开办函〔2021〕30号", "国办发〔2021〕30号"),
    "article": exchanged("条例》第五十条", "条例》第四十八条"),
    "title": exchanged("《中华人民共和国政府信息公开条例》", "《中华人民共和国政府信息公开条列》"),
    "none": exchanged(r"(?:共收到|收到|新收)(?:政府信息公开)?申请\d+件", "未收到政府信息公开申请"),
    "direction": exchanged(r"((?:较|比)(?:上年|20\d\d年))增加(\d+件)", r"\1减少\2"),
    "direction back": exchanged(r"((?:较|比)(?:上年|20\d\d年))减少(\d+件)", r"\1增加\2"),
    "count": more(r"申请(\d+)件"),
    "table two": more(r"规范性文件(\d+)件"),
    "share": more(r"占(\d+\.\d)%", 3),
    "all": exchanged(r"予以公开(\d+)件", r"\1件均予以公开"),
    "doubled mark": exchanged(r"([一-鿿]{4})，([一-鿿]{4})", r"\1，，\2"),
    "half-width mark": exchanged(r"([一-鿿]{4})，([一-鿿]{4})", r"\1,\2"),
    "repeated paragraph": repeated,
    "identity number": exchanged(r"(。)(全年|20\d\d年)", r"\1申请人身份证号110101199003078515。\2"),
    "fee": exchanged(r"[^。<>\n]*(?:处理费)[^。<>\n]*。", ""),
}


def mutated() -> Iterator[tuple[str, Path, Path | None, str]]:
    """Yield (kind, report, last year's report, changed text)."""
    manifest = tomllib.loads((CORPUS / "manifest.toml").read_text("utf-8"))["reports"]
    files = {entry["id"]: CORPUS / entry["file"] for entry in manifest}
    for entry in manifest:
        path, last = files[entry["id"]], files.get(entry.get("previous", ""))
        text = path.read_text("utf-8")
        for kind, change in KINDS.items():
            changed = change(text)
            if changed is not None:
                yield kind, path, last, changed


def revised(path: Path, last: Report | None) -> Revision:
    return revise_report(load(path), last).revision


def edits(revision: Revision) -> list[Edit]:
    return [edit for proposal in revision.proposals for edit in proposal.edits]


def values(text: str) -> str:
    pieces, at = [], 0
    for quantity in scan(text):
        pieces += [text[at : quantity.start], f"<{quantity.value}{quantity.unit}>"]
        at = quantity.end
    return "".join("".join([*pieces, text[at:]]).split())


def outcome(plain: Revision, now: Revision) -> str:
    if now.report.text == plain.report.text:
        return "not in the text"
    if values(now.text) == values(plain.text):
        return "mended"
    if not now.proposals:
        return "commented" if [r for r in now.remarks if r.kind != "weakness"] else "untouched"
    one, other = plain.report.text, now.report.text
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    back = next((i for i, (a, b) in enumerate(zip(one[::-1], other[::-1], strict=False)) if a != b), 0)
    inside = all(start - 20 <= e.start and e.end <= len(other) - back + 20 for e in edits(now))
    sound = now.after.contradicted <= plain.after.contradicted and now.after.errors <= plain.after.errors
    return "mended in other words" if inside and sound else "wrong"


def tell(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--show", type=int, default=20)
    shown = parser.parse_args().show
    counts: dict[str, Counter[str]] = {}
    plain: dict[Path, Revision] = {}
    with tempfile.TemporaryDirectory() as folder:
        for kind, path, last, text in mutated():
            before = load(last) if last else None
            if path not in plain:
                plain[path] = revised(path, before)
            changed = Path(folder) / path.name
            changed.write_text(text, "utf-8")
            now = revised(changed, before)
            what = outcome(plain[path], now)
            counts.setdefault(kind, Counter())[what] += 1
            if what in ("wrong", "untouched", "mended in other words") and shown:
                shown -= 1
                tell(what, "|", kind, "|", path.name)
                for proposal in now.proposals:
                    tell("   ", proposal.before, "→", proposal.after)
    for kind, row in counts.items():
        tell(f"{kind:20}", dict(row))
    tell("all", dict(sum(counts.values(), Counter())))
    tell("changes in the reports as they are:", sum(len(revision.proposals) for revision in plain.values()))


if __name__ == "__main__":
    main()
