"""A review as SARIF 2.1.0, for tools that gather findings from many sources."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from drafter import __version__
from drafter.documents import Finding, Review, Severity

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def write(review: Review, titles: Mapping[str, str]) -> bytes:
    """The findings as UTF-8 SARIF; `titles` gives each rule code its requirement.

    Regions are in code points of the narrative (`charOffset`), with the quoted words as snippet; a finding about a
    table alone names its cells as logical locations. The value found and the one expected are properties of a result.
    """
    codes = sorted({finding.rule for finding in review.findings})
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "drafter", "version": __version__, "rules": list(_rules(codes, titles))}},
                "artifacts": [{"location": {"uri": quote(review.source.name)}, "hashes": _hashes(review)}],
                "columnKind": "unicodeCodePoints",
                "language": "zh-CN",
                "results": [_result(review, finding, codes) for finding in review.findings],
            }
        ],
    }
    return (json.dumps(log, ensure_ascii=False, indent=2) + "\n").encode()


def _rules(codes: Iterable[str], titles: Mapping[str, str]) -> Iterable[dict[str, Any]]:
    return ({"id": code, "shortDescription": {"text": titles.get(code, code)}} for code in codes)


def _hashes(review: Review) -> dict[str, str]:
    return {"sha-256": review.source.sha256} if review.source.sha256 else {}


def _result(review: Review, finding: Finding, codes: list[str]) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(review.source.name), "index": 0}}
    if finding.start is not None and finding.end is not None:
        physical["region"] = {
            "charOffset": finding.start,
            "charLength": finding.end - finding.start,
            "snippet": {"text": review.text[finding.start : finding.end]},
        }
    location: dict[str, Any] = {"physicalLocation": physical}
    if finding.refs:
        location["logicalLocations"] = [{"fullyQualifiedName": ref, "kind": "member"} for ref in finding.refs]
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": codes.index(finding.rule),
        "level": _LEVEL[finding.severity],
        "message": {"text": finding.message},
        "locations": [location],
    }
    values = {"found": finding.found, "expected": finding.expected, "section": finding.section}
    if told := {name: value for name, value in values.items() if value is not None}:
        result["properties"] = told
    if finding.fingerprint:
        result["partialFingerprints"] = {"drafter/v1": finding.fingerprint}
    return result
