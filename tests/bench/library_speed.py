"""How fast a library takes passages and answers: `python tests/bench/library_speed.py [PASSAGES]`.

Passages are made from the patterns of the example reports: figures put in, clauses of other passages of the same place
taken in, so that no two are the same and words are as common as they are in reports. Beside the library stands plain
Chroma: one collection, the same embedding, no lexical half. The start of a first query is timed in a fresh process.
"""

from __future__ import annotations

import json
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import chromadb
from chromadb.config import Settings

from drafter.documents import Report, Section, Source
from drafter.library import Half, Index, Query, open_embedding, open_index, passages, search, searchable
from drafter.library.entry import cut
from drafter.read import read_file

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
PLACES = {
    "1.1": "主动公开",
    "1.2": "依申请公开",
    "1.3": "政府信息管理",
    "1.4": "平台建设",
    "1.5": "监督保障",
    "5": "问题",
}
QUERIES = (
    ("组织培训几次，多少人参加", ("1.5",)),
    ("年底收到的申请转到下一年办理", ("1.2",)),
    ("政策解读做成图和视频", ("1.1",)),
    ("信息发布前层层审核", ("1.3",)),
    ("公众号推送多少篇", ("1.4",)),
    ("上一年的问题已经解决", ("5",)),
    ("没有收取信息处理费", ()),
    ("让群众给公开工作打分", ()),
)
_A_REPORT = 25


def made(wanted: int) -> Iterator[Report]:
    """Reports of `_A_REPORT` passages until there are `wanted`."""
    drawn = random.Random(7)
    stock: dict[str, list[list[str]]] = {place: [] for place in PLACES}
    for path in sorted(CORPUS.glob("*_20??.*")):
        for passage in passages(read_file(path)):
            if passage.place in stock:
                clauses = [clause for clause in re.split(r"(?<=[，；。])", passage.pattern) if clause]
                stock[passage.place].append(clauses)
    for number in range(-(-wanted // _A_REPORT)):
        yield _report(number, drawn, stock)


def _report(number: int, drawn: random.Random, stock: dict[str, list[list[str]]]) -> Report:
    agency = f"{''.join(drawn.choices('云河青石江岭白沙桃源', k=2))}县{drawn.choice('财水农林教卫')}局"
    pieces, sections = [f"{agency}2024年政府信息公开工作年度报告\n"], []
    at = len(pieces[0])
    for place, title in PLACES.items():
        count = _A_REPORT // len(PLACES) + (place == "1.1")
        body = "".join(f"{_passage(drawn, stock[place])}\n" for _ in range(count))
        text = f"（{title}）\n{body}"
        sections.append(Section(id=place, title=title, start=at, end=at + len(text)))
        pieces.append(text)
        at += len(text)
    source = Source(name=f"{number}.txt", sha256=f"{number:064x}"[::-1], format="txt")
    return Report(
        source=source, agency=agency, year=2024, edition="2021", text="".join(pieces), sections=tuple(sections)
    )


def _passage(drawn: random.Random, stock: Sequence[list[str]]) -> str:
    """A passage of some clauses of one and a clause of another, with figures of its own."""
    clauses = list(drawn.choice(stock))
    other = drawn.choice(drawn.choice(stock))
    clauses[drawn.randrange(len(clauses))] = other
    text = "".join(clauses).rstrip("，；。") + "。"
    return re.sub(r"\{[^{}]*\}", lambda _: str(drawn.randint(1, 999)), text)[:85]


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def timed(job: Callable[[], object]) -> float:
    started = time.perf_counter()
    job()
    return time.perf_counter() - started


def spread(took: Sequence[float]) -> str:
    return f"p50 {median(took) * 1000:.1f} ms, p95 {quantiles(took, n=20)[-1] * 1000:.1f} ms"


def plain(folder: Path, reports: Sequence[Report]) -> tuple[float, list[float]]:
    """Chroma as its manual has it: documents and vectors in one collection, the place as a filter."""
    embedding = open_embedding()
    client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
    collection = client.create_collection("plain", embedding_function=None)
    rows = [(f"{n}:{i}", p) for n, r in enumerate(reports) for i, p in enumerate(cut(r)[1])]

    def add() -> None:
        for start in range(0, len(rows), 2048):
            batch = rows[start : start + 2048]
            vectors: Any = embedding.passages([searchable(p.pattern) for _, p in batch])
            collection.add(
                ids=[key for key, _ in batch],
                embeddings=vectors,
                documents=[p.text for _, p in batch],
                metadatas=[{"place": p.place, "pattern": p.pattern} for _, p in batch],
            )

    def ask(text: str, places: Sequence[str]) -> None:
        where: Any = {"place": places[0]} if places else None
        vectors: Any = embedding.queries([text])
        collection.query(query_embeddings=vectors, n_results=5, where=where)

    seconds = timed(add)
    return len(rows) / seconds, [timed(lambda q=q: ask(*q)) for q in QUERIES * 5]  # type: ignore[misc]


def asked(index: Index, half: Half) -> list[float]:
    return [timed(lambda q=q: search(index, Query(*q, half=half))) for q in QUERIES * 5]  # type: ignore[misc]


_FIRST = """
import sys, time
started = time.perf_counter()
from pathlib import Path
from drafter.library import Query, open_index, search
with open_index(sys.argv[1], Path(sys.argv[2]), make=False) as index:
    search(index, Query("组织培训几次", ["1.5"]))
    sys.stdout.write(str(time.perf_counter() - started))
"""


def main() -> None:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    folder = Path(tempfile.mkdtemp(prefix="library-speed-"))
    try:
        reports = list(made(wanted))
        open_embedding().passages(["培训"])
        where, cache = folder / "library", folder / "cache"
        with open_index(str(where), cache, writing=True) as index:
            seconds = timed(lambda: index.add(reports))
            cutting = timed(lambda: [cut(report) for report in reports])
            count = sum(entry.passages for entry in index.entries())
            tell(f"added {count} passages of {len(reports)} reports: {count / seconds:.0f} passages/s")
            tell(f"of that, cutting the reports into passages alone: {count / cutting:.0f} passages/s")
            tell(f"lexical index made in {timed(index.prepare):.1f} s")
            search(index, Query("公开"))
            for half in Half:
                tell(f"query {half.value}: {spread(asked(index, half))}")
        command = [sys.executable, "-c", _FIRST, str(where), str(cache)]
        first = subprocess.run(command, check=True, capture_output=True, text=True)
        tell(f"first query of a fresh process: {float(first.stdout):.2f} s")
        rate, took = plain(folder / "plain", reports)
        tell(f"plain Chroma: {rate:.0f} passages/s, query {spread(took)}")
        size = sum(path.stat().st_size for path in where.rglob("*") if path.is_file())
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        tell(json.dumps({"passages": count, "disk_mb": size // 2**20, "peak_mb": memory // 1024}))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
