"""Report → Review: rules over the tables, the text and last year's report. Pure.

`rules` and `personal` here are functions; the families are imported as `from drafter.check.rules import …`.
"""

from drafter.check.own import own_rules
from drafter.check.personal import Personal, masked, personal
from drafter.check.registry import explain, rule_of, rules
from drafter.check.rule import Rule
from drafter.check.runner import check
from drafter.check.waivers import only_new, waive, waivers
from drafter.check.weights import weights

__all__ = [
    "Personal",
    "Rule",
    "check",
    "explain",
    "masked",
    "only_new",
    "own_rules",
    "personal",
    "rule_of",
    "rules",
    "waive",
    "waivers",
    "weights",
]
