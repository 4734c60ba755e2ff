"""How long docling's HTML backend takes, told as JSON: run by read_speed.py with the interpreter docling lives in.

    PYTHON tests/bench/docling_html.py RUNS FILE …

Only the work on the page is timed: the backend is made and converts bytes that are already read.
"""

import io
import json
import sys
import time
from pathlib import Path

from docling.backend.html_backend import HTMLDocumentBackend  # type: ignore[import-not-found,unused-ignore]
from docling.datamodel.base_models import InputFormat  # type: ignore[import-not-found,unused-ignore]
from docling.datamodel.document import InputDocument  # type: ignore[import-not-found,unused-ignore]


def convert(data: bytes, name: str) -> int:
    """Convert a page; the number of tables docling finds."""
    page = InputDocument(
        path_or_stream=io.BytesIO(data), format=InputFormat.HTML, backend=HTMLDocumentBackend, filename=name
    )
    return len(page._backend.convert().tables)


def main(runs: int, files: list[str]) -> None:
    """Print the shortest time in seconds of this process's own and the number of tables for each file."""
    told = {}
    for file in files:
        data = Path(file).read_bytes()
        times = []
        for _ in range(runs):
            start = time.process_time()
            tables = convert(data, Path(file).name)
            times.append(time.process_time() - start)
        told[file] = {"seconds": min(times), "tables": tables}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
