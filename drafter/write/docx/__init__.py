"""A report → Word, as an official document after GB/T 9704 with the three tables of the form."""

from drafter.write.docx.document import write

__all__ = ["write"]
