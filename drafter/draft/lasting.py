"""What of a model's work lasts when the composer drafts again: sentences nothing of which has changed."""

from __future__ import annotations

from drafter.documents import Draft

COMPOSER = "composer"
"""Who wrote a draft, in its record, where no model did."""


def lasting(base: Draft, fresh: Draft) -> set[int]:
    """The sentences of a model (by index) of which nothing has changed since: no cell they rest on, and no note."""
    was, now = (d.report.ledger(d.report.last_years_report()) for d in (base, fresh))
    extras = [{f"sup.{f.name}": f.value for f in d.report.supplementary} for d in (base, fresh)]
    return {
        index
        for index, s in enumerate(base.sentences)
        if s.origin == "model"
        and all(was.amount(ref) == now.amount(ref) and extras[0].get(ref) == extras[1].get(ref) for ref in s.refs)
        and all(n <= len(base.notes) and base.notes[n - 1] in fresh.notes for n in s.notes)
    }
