"""Chinese and Arabic quantities in running text. Knows nothing of the form. Pure."""

from drafter.numerals.quantity import Bound, Quantity

__all__ = ["Bound", "Quantity"]
