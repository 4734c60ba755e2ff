"""The official form as data: editions, cell keys, identities and the ledger of one report's figures. Pure."""

from drafter.form.edition import EDITION_NAMES, Block, Cell, Derived, Edition, Line, Table, edition, edition_for_year
from drafter.form.expression import Expression
from drafter.form.identity import Identity, Term
from drafter.form.ledger import Amount, Balance, Ledger, Provenance, Supplementary

__all__ = [
    "EDITION_NAMES",
    "Amount",
    "Balance",
    "Block",
    "Cell",
    "Derived",
    "Edition",
    "Expression",
    "Identity",
    "Ledger",
    "Line",
    "Provenance",
    "Supplementary",
    "Table",
    "Term",
    "edition",
    "edition_for_year",
]
