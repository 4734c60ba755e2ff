"""Damaged files of every format: a report or an error that names the file, nothing else.

This is the short slice; `python -m tests.bench.fuzz` runs as many files as asked for, with those that need LibreOffice
or character recognition, and with limits of time and memory.
"""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.documents import Report
from drafter.errors import InputError
from drafter.read import read
from tests.read.damage import damaged
from tests.read.seeds import KINDS, seeds

# PDF files are read in a process of their own, which takes its time to start.
FAST = tuple(kind for kind in KINDS if kind != "pdf")
DRAWN = st.integers(0, 2**32 - 1)


def attempt(kind: str, seed: int) -> None:
    random = Random(seed)
    files = seeds(kind)
    data = damaged(random.choice(files), random.choice(files), random)
    try:
        assert isinstance(read(data, f"年报.{kind}", kind), Report)
    except InputError as error:
        assert f"年报.{kind}" in str(error)


@pytest.mark.parametrize("kind", FAST)
@settings(max_examples=12, deadline=None)
@given(seed=DRAWN)
def test_damaged_files(kind: str, seed: int) -> None:
    attempt(kind, seed)


@settings(max_examples=4, deadline=None)
@given(seed=DRAWN)
def test_damaged_pdf_files(seed: int) -> None:
    attempt("pdf", seed)


@pytest.mark.parametrize("kind", KINDS)
def test_files_without_damage_are_read(kind: str) -> None:
    for data in seeds(kind):
        report = read(data, f"年报.{kind}", kind)
        assert any(amount is not None for amount in report.figures.values())
