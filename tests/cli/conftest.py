"""What drafting with a model needs of a user's folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from drafter.pipeline import shipped_examples


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache in which the shipped examples are embedded already, as after a user's first draft."""
    folder = tmp_path_factory.mktemp("kept")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DRAFTER_HOME", str(folder))
        shipped_examples()
    return folder / "cache"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: Path) -> Path:
    """A folder to work in whose `home` is the user's own, without a key or address from outside."""
    shutil.copytree(kept, tmp_path / "home" / "cache")
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "DRAFTER_LIBRARY", "DRAFTER_LEDGER", "DRAFTER_CACHE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DRAFTER_HOME", str(tmp_path / "home"))
    return tmp_path
