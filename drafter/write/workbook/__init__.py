"""The fill-in workbook that a clerk fills in and drafter reads back."""

from drafter.write.workbook.template import template

__all__ = ["template"]
