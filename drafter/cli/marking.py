"""A review put into the reviewed Word file: comments, and tracked changes where they are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from drafter.cli.source import deliver
from drafter.errors import UsageError

if TYPE_CHECKING:
    from drafter.documents import Review
    from drafter.write.corrections import Correction


def deliver_marked(
    review: Review,
    file: str,
    out: Path,
    corrections: Sequence[Correction] | None,
    obstacles: Mapping[tuple[int, int], str],
) -> None:
    """Write the marked Word file to `out`; where corrections are asked for (not None), tell how many were made.

    `obstacles` says in the comments why other numbers were not corrected.

    Raises:
        UsageError: the file holds macros and `out` would lose them.
    """
    from drafter import pipeline
    from drafter.write import review_docx

    original = pipeline.word_file(Path(file), review)
    if original is not None and out.suffix.lower() != ".docm" and review_docx.holds_macros(original):
        # Word opens a file with macros under its own suffix alone.
        raise UsageError(f"{file} 是带宏的 Word 文件，加了批注还是，请把 -o 的扩展名写成 .docm。")
    content, made = review_docx.mark(review, original, corrections or (), obstacles)
    deliver(content, out)
    if corrections is not None:
        typer.echo(_on_corrections(review, len(made)), err=True)


def _on_corrections(review: Review, made: int) -> str:
    left = len(review.findings) - made
    if not review.findings:
        return "没有发现问题，不必修订。"
    if not made:
        return f"没有可以直接改的数字，{left} 个问题都只加了批注，请逐个核实。"
    rest = f"其余 {left} 个问题只加了批注，请逐个核实。" if left else "请核对后接受修订。"
    return f"用修订改了 {made} 处数字，{rest}"
