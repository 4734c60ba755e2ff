"""Light jobs load light code: nobody waits for a database or a model to check a report."""

import json
import subprocess
import sys
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
HEAVY = {"chromadb", "langchain", "langchain_core", "langchain_openai", "openai", "dask", "nicegui", "matplotlib"}


def modules_after(code: str) -> set[str]:
    probe = f"{code}\nimport sys, json\nprint('\\n' + json.dumps(sorted({{m.split('.')[0] for m in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_help_loads_the_command_line_alone() -> None:
    loaded = modules_after("from drafter.cli.app import run\nrun(['--help'])")
    assert loaded & (HEAVY | {"pydantic", "lxml", "docx", "openpyxl", "jinja2"}) == set()


def test_checking_a_report_loads_no_heavy_library() -> None:
    report = next(CORPUS.glob("*.html"))
    loaded = modules_after(f"from drafter.cli.app import run\nrun(['check', {str(report)!r}, '--format', 'json'])")
    assert "drafter" in loaded and "lxml" in loaded
    assert loaded & (HEAVY | {"docx", "openpyxl", "jinja2"}) == set()
