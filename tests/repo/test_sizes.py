"""Modules and functions stay small enough to be read at one go."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "drafter"
MODULE_CEILING = 400
FUNCTION_CEILING = 60


def test_no_module_is_longer_than_the_ceiling() -> None:
    lengths = {path.relative_to(PACKAGE): len(path.read_text("utf-8").splitlines()) for path in PACKAGE.rglob("*.py")}
    assert lengths
    assert {path: n for path, n in lengths.items() if n > MODULE_CEILING} == {}


def test_no_function_is_longer_than_the_ceiling() -> None:
    long = [
        f"{path.relative_to(PACKAGE)}:{node.name} {node.end_lineno - node.lineno + 1}"
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= FUNCTION_CEILING
    ]
    assert long == []
