"""Chinese and Arabic quantities in running text. Knows nothing of the form. Pure."""

from drafter.numerals.ordinal import ordinals
from drafter.numerals.quantity import Bound, Quantity
from drafter.numerals.scanner import scan

__all__ = ["Bound", "Quantity", "ordinals", "scan"]
