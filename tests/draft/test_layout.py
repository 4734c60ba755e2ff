from __future__ import annotations

from pathlib import Path

import drafter.draft

SOURCE = Path(drafter.draft.__file__).parent


def test_modules_stay_small() -> None:
    long = {path.name: lines for path in SOURCE.glob("*.py") if (lines := len(path.read_text().splitlines())) > 200}
    assert long == {}
