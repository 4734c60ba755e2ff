"""The README tells every command, option and rule family, and its examples give the output it shows."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from drafter.check import rules
from drafter.cli.app import application

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
DRAFTER = Path(sys.executable).parent / "drafter"


def commands(group: Any, path: str = "drafter") -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


def examples() -> list[tuple[str, str]]:
    """(command, expected output) of every `console` block of the README."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output.rstrip("\n")))
    return found


@pytest.mark.parametrize("name", [name for name, _ in commands(typer.main.get_command(application))])
def test_every_command_and_option_is_in_the_readme(name: str) -> None:
    command = dict(commands(typer.main.get_command(application)))[name]
    assert name in README
    options = [o for parameter in command.params for o in parameter.opts if o.startswith("--") and o != "--help"]
    assert [option for option in options if option not in README] == []


def test_every_rule_is_in_the_readme() -> None:
    assert [rule.code for rule in rules() if rule.code not in README] == []


def test_every_command_is_tried_in_the_examples() -> None:
    assert len(examples()) >= 5


def test_the_readme_examples_give_what_they_show(tmp_path: Path) -> None:
    """Run in order in one folder, as a reader would; a line `…` in the expected output stands for any lines."""
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    for command, expected in examples():
        program, *arguments = shlex.split(command)
        assert program == "drafter"
        done = subprocess.run(
            [DRAFTER, *arguments],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            env={"PATH": "/usr/bin:/bin", "COLUMNS": "100", "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(ROOT)},
        )
        pattern = "".join(r"(?:.*\n)*?" if line == "…" else re.escape(line) + "\n" for line in expected.splitlines())
        shown = done.stdout if done.stdout.endswith("\n") or not done.stdout else done.stdout + "\n"
        assert re.fullmatch(pattern, shown), f"$ {command}\n{done.stdout}"
