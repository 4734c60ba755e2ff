"""Write the outputs of the README's examples anew: `python tests/repo/refresh_readme.py`.

Runs every `console` block as `test_docs.py` does, in one empty folder with the corpus beside it. A shown output that
ends in `…` keeps as many lines as it had, and the `…`.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DRAFTER = str(Path(sys.executable).parent / "drafter")
CUT = "…"


def output(command: str, folder: Path) -> str:
    """What the command prints there, on a terminal of 100 columns."""
    _, *arguments = shlex.split(command)
    done = subprocess.run(
        [DRAFTER, *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "COLUMNS": "100", "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(ROOT)},
    )
    return done.stdout.rstrip("\n")


def refreshed(block: re.Match[str], folder: Path) -> str:
    """The block with the outputs its commands give now."""
    parts = []
    for part in re.split(r"^\$ ", block[1], flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        now, before = output(command, folder).splitlines(), shown.rstrip("\n").splitlines()
        if CUT in before:
            at = before.index(CUT)
            now = [*now[:at], CUT, *(now[at - len(before) + 1 :] if at + 1 < len(before) else [])]
        parts.append("\n".join([f"$ {command}", *now]))
    return "```console\n" + "\n\n".join(parts) + "\n```"


def main() -> None:
    readme = ROOT / "README.md"
    text = readme.read_text("utf-8")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "corpus", folder / "corpus")
        text = re.sub(r"```console\n(.*?)```", lambda block: refreshed(block, folder), text, flags=re.DOTALL)
    readme.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
