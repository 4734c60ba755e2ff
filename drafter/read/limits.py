"""What one document may take while it is read in a process of its own."""

from __future__ import annotations

from dataclasses import dataclass

OUT_OF_MEMORY = 86
"""Exit code of a process that met its memory limit in Python code and lived to say so."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`silence`: the longest time in seconds without a sign of progress; `seconds`: the longest time in all;
    `memory`: the most address space in bytes (where the system can limit it).
    """

    silence: float = 60
    seconds: float = 600
    memory: int = 2 * 1024**3


DEFAULT = Limits()
