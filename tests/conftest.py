"""How generated examples are drawn (freely at a desk, always the same in CI), and how work is counted."""

import gc
import os
import sys
from collections.abc import Callable

import pytest
from hypothesis import settings

settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")


@pytest.fixture
def calls() -> Callable[[Callable[[], object]], int]:
    """A counter of the function calls a job makes: its cost without a clock, the same on any machine."""

    def count(job: Callable[[], object]) -> int:
        made = 0

        def note(_frame: object, event: str, _argument: object) -> None:
            nonlocal made
            made += event in ("call", "c_call")

        gc.disable()
        sys.setprofile(note)
        try:
            job()
        finally:
            sys.setprofile(None)
            gc.enable()
        return made

    return count
