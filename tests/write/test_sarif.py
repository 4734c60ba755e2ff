"""SARIF output against the shape that the standard gives it.

OASIS publishes the whole of it as a JSON schema of more than 100 kB, which no package on PyPI carries. `SHAPE` states,
for every object drafter writes, all the properties the standard knows there, those it requires, and the limits of the
values that drafter fills in; anything else is refused.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest

from drafter.check import check, rules
from drafter.documents import Review
from drafter.read import read_file
from drafter.write import sarif

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
TITLES = {rule.code: rule.title for rule in rules()}
TEXT = {"type": "string"}
INDEX = {"type": "integer", "minimum": -1}
BAG: dict[str, Any] = {"type": "object"}
UNKNOWN: dict[str, Any] = {"not": {}}


def shape(known: str, required: str = "", **limits: Any) -> dict[str, Any]:
    """An object with these properties and no others; drafter writes only those that have limits."""
    properties = dict.fromkeys(known.split(), UNKNOWN) | limits
    return {
        "type": "object",
        "properties": properties | {"properties": BAG},
        "required": required.split(),
        "additionalProperties": False,
    }


def several(item: str, **limits: Any) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/$defs/{item}"}, **limits}


def one(item: str) -> dict[str, str]:
    return {"$ref": f"#/$defs/{item}"}


LANGUAGE = {"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"}
SHAPE: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    **shape(
        "inlineExternalProperties",
        "version runs",
        **{"$schema": TEXT, "version": {"const": "2.1.0"}, "runs": several("run")},
    ),
    "$defs": {
        "run": shape(
            "invocations conversion versionControlProvenance originalUriBaseIds logicalLocations graphs"
            " automationDetails runAggregates baselineGuid redactionTokens defaultEncoding defaultSourceLanguage"
            " newlineSequences externalPropertyFileReferences threadFlowLocations taxonomies addresses translations"
            " policies webRequests webResponses specialLocations",
            "tool",
            tool=one("tool"),
            language=LANGUAGE,
            artifacts=several("artifact", uniqueItems=True),
            results=several("result"),
            columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        ),
        "tool": shape("extensions", "driver", driver=one("component")),
        "component": shape(
            "guid organization product productSuite shortDescription fullDescription fullName semanticVersion"
            " dottedQuadFileVersion releaseDateUtc downloadUri globalMessageStrings notifications taxa locations"
            " contents isComprehensive localizedDataSemanticVersion minimumRequiredLocalizedDataSemanticVersion"
            " associatedComponent translationMetadata supportedTaxonomies informationUri language",
            "name",
            name=TEXT,
            version=TEXT,
            rules=several("descriptor", uniqueItems=True),
        ),
        "descriptor": shape(
            "deprecatedIds guid deprecatedGuids name deprecatedNames fullDescription messageStrings"
            " defaultConfiguration helpUri help relationships",
            "id",
            id=TEXT,
            shortDescription=shape("markdown", "text", text=TEXT),
        ),
        "artifact": shape(
            "description parentIndex offset length roles mimeType contents encoding sourceLanguage lastModifiedTimeUtc",
            location=one("file"),
            hashes={"type": "object", "additionalProperties": TEXT},
        ),
        "file": shape("uriBaseId description", uri=TEXT, index=INDEX),
        "result": shape(
            "rule kind analysisTarget guid correlationGuid occurrenceCount fingerprints stacks codeFlows graphs"
            " graphTraversals relatedLocations suppressions baselineState rank attachments hostedViewerUri"
            " workItemUris provenance fixes taxa webRequest webResponse",
            "message",
            ruleId=TEXT,
            ruleIndex=INDEX,
            level={"enum": ["none", "note", "warning", "error"]},
            message=shape("markdown id arguments", "text", text=TEXT),
            locations=several("location"),
            partialFingerprints={"type": "object", "additionalProperties": TEXT},
        ),
        "location": shape(
            "id message annotations relationships",
            physicalLocation=one("physical"),
            logicalLocations=several("logical", uniqueItems=True),
        ),
        "physical": shape(
            "address contextRegion", "artifactLocation", artifactLocation=one("file"), region=one("region")
        ),
        "region": shape(
            "startLine startColumn endLine endColumn byteOffset byteLength message sourceLanguage",
            "charOffset charLength",
            charOffset=INDEX,
            charLength={"type": "integer", "minimum": 0},
            snippet=shape("binary rendered", text=TEXT),
        ),
        "logical": shape("name index decoratedName parentIndex", fullyQualifiedName=TEXT, kind=TEXT),
    },
}


def wrong_review() -> Review:
    report = read_file(CORPUS / "yanhe_ziran_2023.html")
    figures = read_file(CORPUS / "yanhe_ziran_2022.html").figures | {"t3.new.total": 1}
    return check(report.model_copy(update={"figures": figures}))


def log_of(review: Review) -> Any:
    return json.loads(sarif.write(review, TITLES))


@pytest.mark.parametrize("review", [wrong_review(), check(read_file(CORPUS / "yanhe_ziran_2023.html"))])
def test_the_log_has_the_shape_of_the_standard(review: Review) -> None:
    jsonschema.Draft202012Validator.check_schema(SHAPE)
    jsonschema.validate(log_of(review), SHAPE)
    assert len(log_of(review)["runs"][0]["results"]) == len(review.findings)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda run: run["results"][0].pop("message"),
        lambda run: run["results"][0].update(level="fatal"),
        lambda run: run["results"][0].update(severity="error"),
        lambda run: run["tool"]["driver"].pop("name"),
        lambda run: run.update(columnKind="bytes"),
        lambda run: run["artifacts"].append(run["artifacts"][0]),
        lambda run: run["results"][0]["locations"][0]["physicalLocation"]["region"].update(charOffset=-2),
        lambda run: run.update(language="中文"),
    ],
)
def test_a_log_of_another_shape_is_refused(spoil: Any) -> None:
    log = log_of(wrong_review())
    spoil(log["runs"][0])
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(log, SHAPE)


def test_what_refers_to_something_refers_to_what_is_there() -> None:
    """What no schema can say: indexes, regions and rules fit each other and the text."""
    review = wrong_review()
    (run,) = log_of(review)["runs"]
    known = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in known] == sorted({f.rule for f in review.findings})
    for result, finding in zip(run["results"], review.findings, strict=True):
        assert known[result["ruleIndex"]]["id"] == result["ruleId"] == finding.rule
        physical = result["locations"][0]["physicalLocation"]
        assert (
            run["artifacts"][physical["artifactLocation"]["index"]]["location"]["uri"]
            == (physical["artifactLocation"]["uri"])
        )
        assert unquote(physical["artifactLocation"]["uri"]) == review.source.name
        if finding.start is not None:
            region = physical["region"]
            assert review.text[region["charOffset"] :][: region["charLength"]] == region["snippet"]["text"]
        else:
            assert result["locations"][0]["logicalLocations"]
    assert any(finding.start is None for finding in review.findings)
