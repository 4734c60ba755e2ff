from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal

from drafter.documents import ExtraFigure, Report
from drafter.write.json import write

MakeReport = Callable[..., Report]


def test_contract_names_exact_decimals_and_chinese(make_report: MakeReport) -> None:
    report = make_report(figures={"t3.new.total": None, "t2.fees.amount": Decimal("0.50"), "t3.new.natural": 3})
    extra = ExtraFigure(name="政策解读", value=Decimal("40"), unit="条")
    data = write(report.model_copy(update={"supplementary": (extra,)}))
    loaded = json.loads(data)
    assert loaded["schema"] == "drafter.report/1"
    assert loaded["figures"] == {"t3.new.total": None, "t2.fees.amount": "0.50", "t3.new.natural": 3}
    assert loaded["supplementary"] == [{"name": "政策解读", "value": "40", "unit": "条", "source": ""}]
    assert "青禾县水务局" in data.decode("utf-8")
    assert data.startswith(b'{\n  "schema"')
    assert data.endswith(b"}\n")


def test_reads_back_as_the_same_report(make_report: MakeReport) -> None:
    report = make_report(figures={"t3.new.total": None, "t3.new.natural": 3})
    assert Report.model_validate_json(write(report)) == report
