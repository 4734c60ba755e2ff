"""What writers, office programs and web sites do to the tables of the form, as operations on drawn tables.

An operation takes the tables of a document and a source of chance, and changes the tables in place. None of them takes
away what a careful reader of the document would need to find the figure of a cell, or the cell is gone with its figure:
what the boxes of figures say after all operations is the truth that reading is held against.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random

from drafter.form import Amount, Edition
from tests.read.sheets_drawn import Box, Sheet, is_body

Operation = Callable[[list[Sheet], Random], None]

ZEROS = ("0", "", "\xa0", "/", "-", "—", "——", "无", "／", "０", " 0 ")
BLANKS = frozenset(("", "\xa0", "/", "-", "—", "——", "无", "／"))
# Characters that typing errors bring in: of the form's own labels, and others.
_LETTERS = (
    "政府信息公开申请数量总计其他结果维持纠正审结自然人法律机构行处罚许可强制本年上件绝对纸废公布理的一二三钩勾稽复"
)
_NOTES = ("注：以上数据由办公室汇总", "说明：口径与上年一致", "单位：件", "填报人：张某")
_UNITS = ("件", "件", "笔", "项", "个")


def fill(sheets: Sequence[Sheet], figures: Mapping[str, Amount], zeros: str, random: Random) -> None:
    """Write the figures into their boxes; `zeros`: how 0 is written, "mixed" for any way at any place."""
    for box in (box for sheet in sheets for box in sheet.of_kind("figure")):
        amount = figures[box.key]
        if amount == 0:
            box.text = random.choice(ZEROS) if zeros == "mixed" else zeros
        else:
            box.text = str(amount)


def truth(sheets: Sequence[Sheet], figures: Mapping[str, Amount]) -> dict[str, Amount | None]:
    """What the document says of each cell it has a place for: its figure, or None where it shows a blank."""
    boxes = (box for sheet in sheets for box in sheet.of_kind("figure"))
    return {box.key: None if box.text in BLANKS else figures[box.key] for box in boxes}


# ---------------------------------------------------------------- rows


def drop_rows(sheets: list[Sheet], random: Random) -> None:
    """One to three rows are missing."""
    for _ in range(random.randint(1, 3)):
        sheet = random.choice(sheets)
        rows = [row for row in sheet.rows if is_body(row)]
        if len(rows) > 1 and (sheet.number != 4 or len(rows) == 3):
            sheet.rows.remove(random.choice(rows))


def move_row(sheets: list[Sheet], random: Random) -> None:
    """Two rows of table 3 have changed places."""
    sheet = _third(sheets)
    body = [i for i, row in enumerate(sheet.rows) if is_body(row)]
    if len(body) > 1:
        i = random.randrange(len(body) - 1)
        one, other = body[i], body[i + 1]
        sheet.rows[one], sheet.rows[other] = sheet.rows[other], sheet.rows[one]


def drop_groups(sheets: list[Sheet], random: Random) -> None:
    """The names of the groups of rows are left out, their cells empty."""
    for box in _third(sheets).of_kind("group"):
        box.text = ""


def repeat_groups(sheets: list[Sheet], random: Random) -> None:
    """Every row names its groups itself: no cell is merged downwards."""
    sheet = _third(sheets)
    sheet.rows = [_with_own(row, "group") for row in sheet.rows]


def note_rows(sheets: list[Sheet], random: Random) -> None:
    """A remark over the whole width stands above, below or inside a table."""
    sheet = random.choice(sheets)
    note = Box(random.choice(_NOTES), "note")
    at = random.choice((0, len(sheet.rows), random.randint(sheet.head, len(sheet.rows))))
    sheet.rows.insert(at, [note] * len(sheet.rows[0]))


def title_rows(sheets: list[Sheet], random: Random) -> None:
    """The title of the section stands in the table's first row."""
    sheet = random.choice(sheets)
    title = {2: "主动公开政府信息情况", 3: "收到和处理政府信息公开申请情况", 4: "政府信息公开行政复议、行政诉讼情况"}
    sheet.rows.insert(0, [Box(title[sheet.number], "note")] * len(sheet.rows[0]))


# ---------------------------------------------------------------- heads and splits


def repeat_head(sheets: list[Sheet], random: Random) -> None:
    """The head stands again in the middle of the table."""
    sheet = _third(sheets)
    at = random.randint(sheet.head, len(sheet.rows))
    sheet.rows[at:at] = _copies(sheet.rows[: sheet.head])


def lose_head(sheets: list[Sheet], random: Random) -> None:
    """The head is missing; the columns are in the order of the form."""
    sheet = _third(sheets)
    if _in_form_order(sheet):
        del sheet.rows[: sheet.head]


def move_head(sheets: list[Sheet], random: Random) -> None:
    """The head stands below the first rows."""
    sheet = _third(sheets)
    if _in_form_order(sheet):
        head = sheet.rows[: sheet.head]
        del sheet.rows[: sheet.head]
        at = random.randint(1, min(3, len(sheet.rows)))
        sheet.rows[at:at] = head


def shift_head(sheets: list[Sheet], random: Random) -> None:
    """The lowest row of a head has lost its first cell and stands one place too far left."""
    sheet = _third(sheets)
    if sheet.head and _in_form_order(sheet):
        row = sheet.rows[sheet.head - 1]
        row[:] = [*row[1:], Box("", "empty")]


def split(sheets: list[Sheet], random: Random) -> None:
    """A page break makes two tables of one; the head is printed again or not, groups go on with or without a name."""
    sheet = _third(sheets)
    at = random.randint(1, max(1, len(sheet.rows) - 1))
    upper, lower = sheet.rows[:at], sheet.rows[at:]
    above = {box for row in upper for box in row}
    again = random.random() < 0.5
    lower = [
        [Box(box.text if again else "", box.kind) if _goes_on(box, above) else box for box in row] for row in lower
    ]
    lower = [_joined(row) for row in lower]
    if random.random() < 0.5:
        lower = [*_copies(sheet.rows[: sheet.head]), *lower]
    sheet.rows = upper
    if lower:
        sheets.insert(sheets.index(sheet) + 1, Sheet(3, lower))


def table_a_row(sheets: list[Sheet], random: Random) -> None:
    """Every row of table 3 is a table of its own, with the head or without."""
    sheet = _third(sheets)
    head, body = sheet.rows[: sheet.head], [row for row in sheet.rows[sheet.head :] if is_body(row)]
    if random.random() < 0.5:
        parts = [[*_copies(head), _with_own(row, "group")] for row in body]
    else:
        parts = [head, *([_with_own(row, "group")] for row in body)]
    at = sheets.index(sheet)
    sheets[at : at + 1] = [Sheet(3, rows) for rows in parts if rows]


# ---------------------------------------------------------------- columns


def note_column(sheets: list[Sheet], random: Random) -> None:
    """A table has one column more, for remarks, here and there with one in it."""
    number = random.choice((2, 3, 4))
    for sheet in (sheet for sheet in sheets if sheet.number == number):
        for i, row in enumerate(sheet.rows):
            text = random.choice(("", "", "", "见附件", "含结转")) if is_body(row) else "备注" * (i == sheet.head - 1)
            row.append(Box(text, "note"))


def serial_column(sheets: list[Sheet], random: Random) -> None:
    """The rows of table 3 are numbered in a column of their own, on the left."""
    number = 0
    for sheet in (sheet for sheet in sheets if sheet.number == 3):
        for i, row in enumerate(sheet.rows):
            number += is_body(row)
            row.insert(0, Box(str(number) if is_body(row) else "序号" * (i == 0), "note"))


def merge_blanks(sheets: list[Sheet], random: Random) -> None:
    """Cells side by side that are blank are merged into one, in some rows of table 3."""
    for row in _third(sheets).rows:
        if random.random() < 0.3:
            for i in range(1, len(row)):
                both = row[i - 1].kind == row[i].kind == "figure" and row[i - 1].text == row[i].text
                if both and row[i].text in BLANKS:
                    row[i] = row[i - 1]


# ---------------------------------------------------------------- labels


def slip_labels(sheets: list[Sheet], random: Random) -> None:
    """Up to four labels of rows have a letter wrong, missing, doubled or too many."""
    for box in _some(sheets, ("label",), random):
        box.text = _slip(box.text, random)


def slip_heads(sheets: list[Sheet], random: Random) -> None:
    """Up to four heads of columns have a letter wrong, missing, doubled or too many."""
    for box in _some(sheets, ("head", "corner"), random):
        box.text = _slip(box.text, random)


def space_labels(sheets: list[Sheet], random: Random) -> None:
    """Labels are cut by spaces and line ends."""
    for box in _some(sheets, ("label", "head", "group", "caption"), random, most=20):
        at = random.randint(1, max(1, len(box.text) - 1))
        box.text = box.text[:at] + random.choice((" ", "\n", "　", "  ", "\n")) + box.text[at:]


def blank_label(sheets: list[Sheet], random: Random) -> None:
    """One row has no label."""
    random.choice(_third(sheets).of_kind("label") or [Box("", "label")]).text = ""


def unnumbered(sheets: list[Sheet], random: Random) -> None:
    """The rows of table 3 have no list numbers."""
    for box in [*_third(sheets).of_kind("label"), *_third(sheets).of_kind("group")]:
        box.text = box.text.lstrip("一二三四五六七（）、.123456 8")


def print_variants(form: Edition) -> Operation:
    """Labels as other documents print them."""
    lines = [line for t in form.tables for block in t.blocks for line in (*block.rows, *block.columns)]
    printings = {line.label: line.variants for line in lines if line.variants}

    def operation(sheets: list[Sheet], random: Random) -> None:
        """Labels are printed in another way that is known."""
        for box in (box for sheet in sheets for kind in ("label", "head") for box in sheet.of_kind(kind)):
            if box.text in printings and random.random() < 0.3:
                box.text = random.choice(printings[box.text])

    return operation


# ---------------------------------------------------------------- what stands in cells


def text_in_cells(sheets: list[Sheet], random: Random) -> None:
    """Some figures stand with a remark, a unit, marks for thousands, or in full-width digits."""
    for box in (box for sheet in sheets for box in sheet.of_kind("figure")):
        if box.text.lstrip("-").isascii() and box.text.isdecimal() and random.random() < 0.2:
            box.text = _worded(box, random)


def signs_in_words(sheets: list[Sheet], random: Random) -> None:
    """Changes on last year are written with a sign or in words."""
    for box in (box for sheet in sheets for box in sheet.of_kind("figure")):
        if box.key.endswith(".change") and box.text.lstrip("-").isdecimal():
            amount = int(box.text)
            if amount:
                more = random.choice(("增", "增加", "+")) if amount > 0 else random.choice(("减", "减少", "-"))
                box.text = f"{more}{abs(amount)}"
            else:
                box.text = random.choice(("0/0", "0", "持平"))


def _worded(box: Box, random: Random) -> str:
    amount = int(box.text)
    wide = box.text.translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})
    ways = [f"{amount:,}", wide, f" {amount} ", f"{amount}（其中修订 1 件）", f"{amount}（含自然失效{amount}件）"]
    if not box.key.endswith(".amount"):
        ways.append(f"{amount}{random.choice(_UNITS)}")
    return random.choice(ways)


def _slip(text: str, random: Random) -> str:
    at = random.randrange(len(text))
    letter = random.choice(_LETTERS)
    return random.choice(
        (
            text[:at] + letter + text[at + 1 :],
            text[:at] + text[at + 1 :],
            text[:at] + text[at] + text[at:],
            text[:at] + letter + text[at:],
        )
    )


def _some(sheets: Sequence[Sheet], kinds: Sequence[str], random: Random, most: int = 4) -> list[Box]:
    boxes = [box for sheet in sheets for kind in kinds for box in sheet.of_kind(kind) if box.text]
    return random.sample(boxes, min(len(boxes), random.randint(1, most)))


def _third(sheets: Sequence[Sheet]) -> Sheet:
    """The first and largest part of table 3."""
    return max((sheet for sheet in sheets if sheet.number == 3), key=lambda sheet: len(sheet.rows))


def _in_form_order(sheet: Sheet) -> bool:
    """Whether the columns of table 3 are all there, in the order of the form: else nobody can do without the head."""
    row: Sequence[Box] = next((row for row in sheet.rows if is_body(row)), ())
    keys = [box.key.rpartition(".")[2] for box in row if box.kind == "figure"]
    order = ["natural", "commercial", "research", "public_welfare", "legal_service", "other", "total"]
    return keys == order


def _copies(rows: Sequence[Sequence[Box]]) -> list[list[Box]]:
    """The same rows in boxes of their own, as merged as they were."""
    made: dict[int, Box] = {}
    return [[made.setdefault(id(box), Box(box.text, box.kind, box.key)) for box in row] for row in rows]


def _with_own(row: Sequence[Box], kind: str) -> list[Box]:
    """The row with boxes of its own for those of a kind, which other rows share."""
    made: dict[int, Box] = {}
    return [made.setdefault(id(b), Box(b.text, b.kind)) if b.kind == kind else b for b in row]


def _goes_on(box: Box, above: set[Box]) -> bool:
    return box.kind != "figure" and box in above


def _joined(row: list[Box]) -> list[Box]:
    """The row with neighbours of the same text and kind, made of one merged box, merged again."""
    for i in range(1, len(row)):
        if row[i - 1].kind == row[i].kind == "group" and row[i - 1].text == row[i].text:
            row[i] = row[i - 1]
    return row


OPERATIONS: tuple[Operation, ...] = (
    *(drop_rows, move_row, drop_groups, repeat_groups, note_rows, title_rows),
    *(repeat_head, lose_head, move_head, shift_head, split, table_a_row),
    *(note_column, serial_column, merge_blanks),
    *(slip_labels, slip_heads, space_labels, blank_label, unnumbered),
    *(text_in_cells, signs_in_words),
)
