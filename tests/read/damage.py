"""Ways to damage a file of any format that drafter reads: what transfers, other programs and ill will do to files."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Sequence
from random import Random

Damage = Callable[[bytes, Random], bytes]

_HOSTILE_NUMBERS = (
    *("0", "-1", "1", "2", "65536", "2147483647", "2147483648", "-2147483648", "4294967296", "1e9", "1e400", "NaN"),
    *("", "99999999999999999999999999", "0.0000001", "٣", "1,2", "x"),
)
_TOKENS = (
    *("<table>", "</table>", "<tr><td rowspan=1000000000 colspan=1000000000>", "<td>", "</td>", "<p>", "<br>"),
    *("<!--", "-->", "<![CDATA[", "]]>", "<script>", "<div style='display:none'>", "&#0;", "&#xD800;", "&lol;"),
    *("<!DOCTYPE a [<!ENTITY b 'bb'><!ENTITY c '&b;&b;&b;'>]>", "\x00", "\ufeff", "\u202e", "\ud800", "⼀", "１２"),
    *("|", "\t", "\n", "---", "```", "#", "**", "“", '"', "'", "{", "}", "[", "]", "\\", "\\u0000", "null", "1e999"),
    *("第二十条第（一）项", "信息内容", "自然人", "总计", "行政复议", "一、总体情况", "2024年", "3（2）", "减4", "/"),
    *("endobj", "endstream", "stream", "obj", "xref", "trailer", "startxref", "/Kids", "/Parent 1 0 R", "<<", ">>"),
    *("g 1000000000 1", "Content-Type: text/html", "--", "=?utf-8?B?", "\r\n\r\n", "\\bin999999999 ", "\\par"),
)
_NUMBER = re.compile(rb"\d{1,12}")
_TAG = re.compile(rb"</?[A-Za-z][^<>]{0,400}>")
_ATTRIBUTE = re.compile(rb'=\s?"[^"<>]{0,60}"')
_REFERENCE = re.compile(rb"\d{1,5} 0 R")
# A piece that is copied or cut out is at most this long; copied, it stands there at most so often.
_LONGEST_PIECE = 4_000
_MOST_COPIES = 40
# Damage to a member of an archive goes on the member as it is, or on the archive around it.
_MEMBER_SHARE = 0.8
_NAMES = (
    *("../../x.xml", "/etc/passwd", "C:\\x.xml", "a/../word/document.xml", "word//document.xml", "", "x" * 300),
    *("WORD/DOCUMENT.XML", "[Content_Types].xml", "OFD.xml", "xl/workbook.xml", "_rels/.rels"),
)


def damaged(seed: bytes, other: bytes, random: Random) -> bytes:
    """`seed` with one to four damages of any kind; `other`: a file from which pieces may come."""
    data = seed
    for _ in range(random.choice((1, 1, 1, 2, 2, 3, 4))):
        data = _once(data, other, random)
    return data


def _once(data: bytes, other: bytes, random: Random) -> bytes:
    if data.startswith(b"PK\x03\x04") and random.random() < _MEMBER_SHARE:
        return _in_archive(data, other, random)
    return _in_bytes(data, other, random)


def _in_bytes(data: bytes, other: bytes, random: Random) -> bytes:
    if random.random() < 0.1:
        return _spliced(data, other, random)
    return random.choice(_DAMAGES)(data, random)


def _in_archive(data: bytes, other: bytes, random: Random) -> bytes:
    """The archive with one member damaged, dropped, doubled, renamed or put in the place of another."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    except Exception:  # noqa: BLE001 - whatever earlier damage broke, the bytes can still be damaged further
        return _in_bytes(data, other, random)
    if not parts:
        return _in_bytes(data, other, random)
    # Damage that nobody notices is of no use: the large parts are those that hold the report.
    at = random.choices(range(len(parts)), [len(part) + 200 for _, part in parts])[0]
    part, content = parts[at]
    match random.randrange(10):
        case 0:
            del parts[at]
        case 1:
            parts.append((part, _in_bytes(content, other, random)))
        case 2:
            parts[at] = (random.choice(_NAMES), content)
        case 3:
            parts[at] = (part, random.choice(parts)[1])
        case 4:
            parts.append((random.choice(_NAMES), content))
        case _:
            parts[at] = (part, _in_bytes(content, other, random))
    return packed(parts, random.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)))


def packed(parts: Sequence[tuple[str, bytes]], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of members as named, whatever their names are, the same one twice included."""
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w") as archive:
        warnings.filterwarnings("ignore", "Duplicate name")
        for name, content in parts:
            entry = zipfile.ZipInfo(name or " ", (1980, 1, 1, 0, 0, 0))
            entry.compress_type = how
            archive.writestr(entry, content)
    return stream.getvalue()


def _span(data: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(data) + 1)
    return start, min(len(data), start + random.randrange(1, random.choice((8, 80, _LONGEST_PIECE))))


def _flipped(data: bytes, random: Random) -> bytes:
    """Some bytes become others: any, or those of plain text, which leave the encoding sound."""
    out = bytearray(data)
    alphabet = random.choice((bytes(range(256)), b"0123456789", b" \t\n<>/&;\"'=|,.-:()[]{}#*%ae9"))
    for _ in range(random.choice((1, 2, 8, 64)) if out else 0):
        out[random.randrange(len(out))] = random.choice(alphabet)
    return bytes(out)


def _cut_off(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _cut_out(data: bytes, random: Random) -> bytes:
    start, end = _span(data, random)
    return data[:start] + data[end:]


def _copied(data: bytes, random: Random) -> bytes:
    start, end = _span(data, random)
    at = random.randrange(len(data) + 1)
    return data[:at] + data[start:end] * random.randrange(1, _MOST_COPIES) + data[at:]


def _token(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    token = random.choice(_TOKENS).encode("utf-8", "surrogatepass")
    return data[:at] + token * random.choice((1, 1, 1, 2, 300)) + data[at:]


def _number(data: bytes, random: Random) -> bytes:
    return _replaced(data, _NUMBER, lambda _: random.choice(_HOSTILE_NUMBERS).encode(), random)


def _attribute(data: bytes, random: Random) -> bytes:
    return _replaced(data, _ATTRIBUTE, lambda _: b'="' + random.choice(_HOSTILE_NUMBERS).encode() + b'"', random)


def _reference(data: bytes, random: Random) -> bytes:
    return _replaced(data, _REFERENCE, lambda _: b"%d 0 R" % random.randrange(1, 40), random)


def _untagged(data: bytes, random: Random) -> bytes:
    return _replaced(data, _TAG, lambda _: b"", random)


def _nested(data: bytes, random: Random) -> bytes:
    """One tag over and over: an element inside itself, deeper than anybody writes."""
    return _replaced(data, _TAG, lambda tag: tag * random.choice((2, 300, 3000)), random)


def _retagged(data: bytes, random: Random) -> bytes:
    tags = _TAG.findall(data[:200_000])
    return _replaced(data, _TAG, lambda tag: random.choice(tags) if tags else tag, random)


def _lines_moved(data: bytes, random: Random) -> bytes:
    lines = data.split(b"\n")
    for _ in range(random.choice((1, 3, 10))):
        line = lines.pop(random.randrange(len(lines)))
        lines.insert(random.randrange(len(lines) + 1), line)
    return b"\n".join(lines)


def _entity(data: bytes, random: Random) -> bytes:
    """Entities that grow, or that ask for a file, declared in front of the XML and used in it."""
    grow = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "x" * 50}">' for i in range(9))
    body = random.choice((grow, '<!ENTITY e8 SYSTEM "file:///etc/passwd">', '<!ENTITY % e8 SYSTEM "http://[::1]/">'))
    declared = re.sub(rb"^(<\?xml[^>]*>)?", lambda m: m[0] + f"<!DOCTYPE a [{body}]>".encode(), data, count=1)
    return _replaced(declared, _TAG, lambda tag: tag + b"&e8;", random)


def _replaced(data: bytes, pattern: re.Pattern[bytes], replacement: Callable[[bytes], bytes], random: Random) -> bytes:
    """`data` with a few matches of `pattern` replaced, looked for from places chosen at will."""
    for _ in range(random.choice((1, 1, 3, 12))):
        match = pattern.search(data, random.randrange(len(data) + 1)) or pattern.search(data)
        if match is None:
            return data
        data = data[: match.start()] + replacement(match[0]) + data[match.end() :]
    return data


def _spliced(data: bytes, other: bytes, random: Random) -> bytes:
    start, end = _span(other, random)
    at, till = _span(data, random)
    return data[:at] + other[start:end] + data[till:]


_DAMAGES: tuple[Damage, ...] = (
    *(_flipped, _cut_off, _cut_out, _copied, _token, _token, _number, _number, _attribute, _reference),
    *(_untagged, _nested, _retagged, _lines_moved, _entity),
)
