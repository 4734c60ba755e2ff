"""Sentences whose verdicts are the checker's promise, beside one set of tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from drafter.check import check
from drafter.documents import Report, Severity

PROMISED: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("must_show.yaml").read_text("utf-8"))
MakeReport = Callable[[Mapping[str, Any]], Report]


@pytest.mark.parametrize("sentence", PROMISED["sentences"], ids=lambda sentence: sentence["text"][:24])
def test_sentence_gets_its_verdicts(sentence: dict[str, Any], make_report: MakeReport) -> None:
    text = sentence["text"]
    report = make_report({"year": PROMISED["year"], "cells": PROMISED["cells"], "text": text})
    previous = make_report({"year": PROMISED["year"] - 1, "cells": PROMISED["previous"], "text": ""})
    review = check(report, previous)
    said = [
        [mention.text, mention.verdict.value, set(mention.refs)]
        for mention in review.mentions
        if mention.kind in ("figure", "claim")
    ]
    assert said == [[quote, verdict, set(cells.split())] for quote, verdict, cells in sentence["says"]]
    wrong = {quote for quote, verdict, _ in sentence["says"] if verdict == "contradicted"}
    quotes = {finding.quote for finding in review.findings if finding.severity is Severity.ERROR and finding.quote}
    assert all(any(quote in found for found in quotes) for quote in wrong)
    assert not [found for found in quotes if not any(quote in found for quote in wrong)]
