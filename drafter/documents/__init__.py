"""The typed documents that cross rooms and files: report, review, draft.

They stand below `check`, `read`, `draft` and `write` because those rooms never import each other.
"""

from drafter.documents.draft import Draft, Fallen, Origin, Question, Sentence
from drafter.documents.report import CellSource, ExtraFigure, Frozen, Notice, Place, PlaceKind, Report, Section, Source
from drafter.documents.review import Finding, Mention, Obligation, Review, Severity, State, Summary, Verdict
from drafter.documents.revision import Edit, Proposal, Remark, Revision

__all__ = [
    "CellSource",
    "Draft",
    "Edit",
    "ExtraFigure",
    "Fallen",
    "Finding",
    "Frozen",
    "Mention",
    "Notice",
    "Obligation",
    "Origin",
    "Place",
    "PlaceKind",
    "Proposal",
    "Question",
    "Remark",
    "Report",
    "Review",
    "Revision",
    "Section",
    "Sentence",
    "Severity",
    "Source",
    "State",
    "Summary",
    "Verdict",
]
