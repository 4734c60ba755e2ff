"""The rooms wired into the main jobs: read, check, draft and read the draft back."""

from drafter.pipeline.alternatives import Alternatives, Rewording, alternatives, reworded
from drafter.pipeline.asking import open_model, open_served_embedding
from drafter.pipeline.checking import (
    Terms,
    check_report,
    check_tables,
    corrections_of,
    obstacles_of,
    word_file,
)
from drafter.pipeline.corpus import (
    Added,
    add_to_library,
    embedding_named,
    examples_at_hand,
    files_named,
    open_library,
    shipped_examples,
)
from drafter.pipeline.drafting import OPEN_GAPS, Demo, Drafted, demo, draft_report, section_alone
from drafter.pipeline.loading import load, load_bytes, load_notes, load_url, settle
from drafter.pipeline.merging import Drafting, Given, Sources
from drafter.pipeline.modelling import Modelling
from drafter.pipeline.project import Redrafted, redraft, rehearse
from drafter.pipeline.revising import Revised, revise_report

__all__ = [
    "OPEN_GAPS",
    "Added",
    "Alternatives",
    "Demo",
    "Drafted",
    "Drafting",
    "Given",
    "Modelling",
    "Redrafted",
    "Revised",
    "Rewording",
    "Sources",
    "Terms",
    "add_to_library",
    "alternatives",
    "check_report",
    "check_tables",
    "corrections_of",
    "demo",
    "draft_report",
    "embedding_named",
    "examples_at_hand",
    "files_named",
    "load",
    "load_bytes",
    "load_notes",
    "load_url",
    "obstacles_of",
    "open_library",
    "open_model",
    "open_served_embedding",
    "redraft",
    "rehearse",
    "revise_report",
    "reworded",
    "section_alone",
    "settle",
    "shipped_examples",
    "word_file",
]
