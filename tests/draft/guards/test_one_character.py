"""What a note counts may be one character long: it stands behind any of its figures, and nothing else does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from drafter.draft import parse_notes
from drafter.draft.brief import Brief
from drafter.draft.evidence import Evidence, Said
from drafter.draft.guards import judge
from drafter.form import Ledger
from drafter.library.organ import organ

NOTES = parse_notes("# 监督保障\n- 组织培训2次，走访涉及征地的3个村\n")


@pytest.mark.parametrize(("counted", "passes"), [("村", True), ("镇", False)])
def test_what_is_counted(build: Callable[..., Ledger], counted: str, passes: bool) -> None:
    brief = Brief(build(), organ("云河县统计局"), 2024, NOTES)
    evidence = Evidence(brief, "（五）监督保障", {}, {"n1": NOTES[0]}, {})
    text = f"全年组织培训{{{{n1.1|次}}}}，走访涉及征地的{{{{n1.2|个}}}}{counted}。"
    assert (judge(Said(text=text, evidence=("n1",)), evidence, "").phrase is not None) is passes
