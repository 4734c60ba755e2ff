"""A revision as one self-contained page: the text with its changes in place, the list of changes, the comments."""

from __future__ import annotations

from functools import cache
from importlib import resources

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from drafter.documents import Revision
from drafter.write.revision_words import changed, counted, headline, place, proof, told, why


def write(revision: Revision) -> bytes:
    """The revision as a UTF-8 HTML page that asks for nothing outside itself; the same one gives the same bytes."""
    page = _template().render(
        title=headline(revision),
        lines=[line for line in (counted(revision), proof(revision)) if line],
        sentences=[(one, [why(proposal) for proposal in one.proposals]) for one in changed(revision)],
        remarks=[(remark, place(revision, remark.section) or "表格", told(remark)) for remark in revision.remarks],
        style=Markup(resources.files("drafter.write").joinpath("templates", "revision.css").read_text("utf-8")),
    )
    return (page.rstrip("\n") + "\n").encode()


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    source = resources.files("drafter.write").joinpath("templates", "revision.html.jinja")
    return environment.from_string(source.read_text("utf-8"))
