"""Quantities and zero-statements of a narrative, bound by their words to expressions over the form's cells. Pure."""

from drafter.claims.bind import bind
from drafter.claims.claim import Claim, Kind

__all__ = ["Claim", "Kind", "bind"]
