"""Report → Review: rules over the tables, the text and last year's report. Pure.

`rules` here is the function that lists the rules; the families are imported as `from drafter.check.rules import …`.
"""

from drafter.check.registry import explain, rule_of, rules
from drafter.check.rule import Rule
from drafter.check.runner import check

__all__ = ["Rule", "check", "explain", "rule_of", "rules"]
