"""What drafting with a model needs of a user's folder."""

from __future__ import annotations

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
