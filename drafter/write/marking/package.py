"""A Word file as its parts: one or two of them are changed, every other one stays byte for byte as it is."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime

from lxml import etree

from drafter.write.marking.names import WORD, W

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_LIST = "[Content_Types].xml"
_MODIFIED = "{http://purl.org/dc/terms/}modified"
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class Package:
    """The parts of a Word file. `document` and `comments` are the roots that may be changed before `packed`."""

    def __init__(self, data: bytes) -> None:
        """Open the bytes of a .docx file that drafter has read."""
        self._data = data
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self._parts = {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}
        self._main = self._linked("", "officeDocument") or "word/document.xml"
        self.document = _parsed(self._parts[self._main])
        self._comments = self._linked(self._main, "comments")
        self.comments = (
            _parsed(self._parts[self._comments])
            if self._comments in self._parts
            else etree.Element(f"{{{WORD}}}comments", nsmap={"w": WORD})
        )

    def style(self, name: str) -> str:
        """The id of the style that Word calls `name`, "" where the file does not define it."""
        part = self._linked(self._main, "styles")
        styles = _parsed(self._parts[part]).iter(f"{W}style") if part in self._parts else ()
        found = (style for style in styles if style.find(f"{W}name") is not None)
        named = {str(style.find(f"{W}name").get(f"{W}val", "")).lower(): style for style in found}  # type: ignore[union-attr]
        return str(named[name].get(f"{W}styleId", "")) if name in named else ""

    @property
    def has_macros(self) -> bool:
        """Whether the file is of the kind that holds macros, which Word opens under its own suffix alone."""
        return b"macroEnabled" in self._parts.get(_LIST, b"")

    @property
    def modified(self) -> datetime | None:
        """When the file was last saved by its own account, UTC; None where it does not say."""
        name = self._linked("", "metadata/core-properties")
        told = _parsed(self._parts[name]).findtext(_MODIFIED) if name in self._parts else None
        return datetime.fromisoformat(told) if told and _INSTANT.fullmatch(told) else None

    def packed(self) -> bytes:
        """The file with the changed roots; parts keep their order, times and compression."""
        changed = {self._main: _written(self.document)}
        if len(self.comments):
            changed |= self._with_comments()
        return _rewritten(self._data, changed)

    def _with_comments(self) -> dict[str, bytes]:
        if self._comments in self._parts:
            return {self._comments: _written(self.comments)}
        name = _unused(self._parts, posixpath.join(posixpath.dirname(self._main), "comments.xml"))
        links_name = _links_of(self._main)
        links = (
            _parsed(self._parts[links_name])
            if links_name in self._parts
            else etree.fromstring(f'<Relationships xmlns="{_RELATIONS}"/>')
        )
        taken = {link.get("Id") for link in links}
        number = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        target = posixpath.basename(name)
        etree.SubElement(links, f"{{{_RELATIONS}}}Relationship", Id=number, Type=f"{_OFFICE}/comments", Target=target)
        types = _parsed(self._parts[_LIST])
        etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=_COMMENTS_TYPE)
        return {name: _written(self.comments), links_name: _written(links), _LIST: _written(types)}

    def _linked(self, part: str, kind: str) -> str:
        """The name of the part that `part` ("" for the package) links to as `kind`, "" where there is none."""
        links = self._parts.get(_links_of(part))
        for link in _parsed(links) if links is not None else ():
            if link.get("Type", "").endswith(f"/{kind}") and link.get("TargetMode") != "External":
                target = str(link.get("Target", ""))
                folder = "" if target.startswith("/") else posixpath.dirname(part)
                return posixpath.normpath(posixpath.join(folder, target.lstrip("/")))
        return ""


def _links_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _unused(parts: Mapping[str, bytes], name: str) -> str:
    stem, suffix = posixpath.splitext(name)
    names: Iterator[str] = (f"{stem}{n or ''}{suffix}" for n in range(len(parts) + 1))
    return next(name for name in names if name not in parts)


def _parsed(xml: bytes) -> etree._Element:
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _rewritten(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        known = source.infolist()
        for entry in known:
            # Of an entry's own header only this much: sizes and flags of the old one would no longer be true.
            kept = zipfile.ZipInfo(entry.filename, entry.date_time)
            kept.compress_type, kept.external_attr = entry.compress_type, entry.external_attr
            target.writestr(kept, changed.get(entry.filename, source.read(entry)))
        epoch = min((entry.date_time for entry in known), default=(1980, 1, 1, 0, 0, 0))
        for name in changed.keys() - {entry.filename for entry in known}:
            target.writestr(zipfile.ZipInfo(name, epoch), changed[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()
