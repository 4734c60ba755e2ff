"""Report → Review: rules over the tables, the text and last year's report. Pure.

`rules` here is the function that lists the rules; the families are imported as `from drafter.check.rules import …`.
"""

from drafter.check.own import own_rules
from drafter.check.registry import explain, rule_of, rules
from drafter.check.rule import Rule
from drafter.check.runner import check
from drafter.check.waivers import only_new, waive, waivers
from drafter.check.weights import weights

__all__ = ["Rule", "check", "explain", "only_new", "own_rules", "rule_of", "rules", "waive", "waivers", "weights"]
