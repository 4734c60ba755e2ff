"""Drafts: from a ledger and the writer's notes to a report, every figure from a cell, every deed from a note."""

from drafter.draft.composer import compose
from drafter.draft.notes import Note, parse_notes

__all__ = ["Note", "compose", "parse_notes"]
