"""Reading: the bytes of any supported file → Report."""

from drafter.read.reading import read, read_bytes, read_file

__all__ = ["read", "read_bytes", "read_file"]
