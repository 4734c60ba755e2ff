"""Quantities and zero-statements of a narrative, bound by their words to expressions over the form's cells. Pure.

How a text is read, in the order of the modules; GRAMMAR.md beside this file has it rule by rule, with examples:

1. `plain` gives every character one spelling and joins lines cut in mid-sentence; offsets lead back to the text given.
2. `exempt` and `sorting` set apart what counts nothing: dates, citations, ordinals, names, contacts, stray table cells.
3. `words` finds the words of lexicon.toml and of the form (`spoken`), each with its senses (`lexicon`).
4. `binder` walks sentence by sentence. A figure's `label` is
       clause   = the words from the last comma, or from a bracket still open, to the figure
       earlier  = the words of the sentence before that, back to the figure before
       after    = the words from the figure to the next sign or number
       tail     = what follows up to the next figure's clause, for numbers in front of what they count
   The last word of the clause that can name a subject decides; else the first such word behind the figure; else, if the
   clause holds only verbs and fillers, what `memory` keeps of the passage. `opening` tells where a passage on
   applications begins, `dating` which year a figure is of.
5. By subject: `requests` (table 3) takes row and column from outcome, carrying, verb and applicant words; `disputes`
   (table 4) groups and results; `records` (table 2) documents, decisions, money. `listed` reads items of lists that
   count first or give a reason alone, `each` one value of several cells, `ratios` shares of a part in its whole,
   changes against last year and multiples; `parts` widens a whole by what its parts say. Figures without a digit are
   found by `saying` and read by `denials` and `statements`.
6. `memory` carries subject, whole, parent of the parts being told (其中, brackets, 中), groups and verbs; headings and
   sentence ends reset what does not outlive them. `fences` keeps figures of another time or body from the cells.

`breakdown` afterwards finds which of the figures of no table are said to be parts of which.

A label that names nothing known binds nothing: the figure then has a note, or a name of its own (`naming`). Values are
never consulted here; where the words leave several wholes equally good (占61.5% of what?), the claim lists them in
`readings`, and whoever holds it against the tables may choose, and has to say so.
"""

from drafter.claims.bind import bind
from drafter.claims.breakdown import Breakdown, breakdowns
from drafter.claims.claim import Claim, Kind

__all__ = ["Breakdown", "Claim", "Kind", "bind", "breakdowns"]
