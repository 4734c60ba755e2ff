"""An answer's text read as the form asked for, mended where it is nearly right."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

T = TypeVar("T", bound=BaseModel)

_START = re.compile(r'\{\s*"|\[\s*[{"\[]|\{\s*\}')
_FENCE = re.compile(r"```[ \t]*[A-Za-z]*[ \t]*\r?\n(.*?)(?:```|\Z)", re.DOTALL)
# Starts tried at most: each failing one costs a pass over the text.
_TRIES = 64
# Brackets open at once at most. No form comes near; what json-repair does with more takes minutes.
_DEEPEST = 40
# Faults told to the model at most.
_TOLD = 6


class Unreadable(Exception):
    """The text is not of the form; the message says why, in Chinese, as it is told to the model."""


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """What was read. `mended`: it was not JSON as it stood. `cut`: it broke off; what was whole of it is here."""

    value: T
    mended: bool = False
    cut: bool = False


def read(text: str, form: type[T], *, broken_off: bool) -> Reading[T]:
    """Read `text` as a `form`; `broken_off`: the server said that it is not the whole answer.

    JSON may stand in a fenced block or among other words; of several the last that fits counts. Of an answer that
    breaks off, lists are kept up to the last whole item.

    Raises:
        Unreadable: nothing of the form is in it.
    """
    if not text.strip():
        raise Unreadable("回答是空的")
    faults: list[str] = []
    for found in reversed(list(_objects(text))):
        value = _fitted(found, form, faults)
        if value is not None:
            return Reading(value)
    fragment = _fragment(text)
    if fragment is None:
        raise Unreadable("回答里没有 JSON")
    shape = _shape(fragment)
    if shape.depth > _DEEPEST:
        raise Unreadable("JSON 的括号写乱了，无法解析")
    if (broken_off or not shape.complete) and shape.kept is not None:
        value = _fitted(_mended(shape.kept), form, faults)
        if value is not None:
            return Reading(value, mended=True, cut=True)
    # In a list without a whole item there is nothing to mend, only half an item.
    if not broken_off and not (shape.in_list and shape.kept is None):
        value = _fitted(_mended(fragment), form, faults)
        if value is not None:
            return Reading(value, mended=True)
    unfinished = broken_off or (shape.in_list and not faults)
    raise Unreadable("回答没有写完" if unfinished else next(iter(faults), "JSON 写错了，无法解析"))


def _fitted(found: Any, form: type[T], faults: list[str]) -> T | None:
    """`found` as a `form`, or None and the reason added to `faults`. A bare list may stand for a form's only field."""
    names = list(form.model_fields)
    if isinstance(found, list) and len(names) == 1:
        found = {names[0]: found}
    if not isinstance(found, dict):
        return None
    if not set(found) & set(names):  # a form whose fields may all be missing fits everything
        faults.append(f"缺少 {'、'.join(names)}")
        return None
    try:
        return form.model_validate(found)
    except ValidationError as error:
        told = error.errors(include_url=False, include_context=False, include_input=False)[:_TOLD]
        faults.append("；".join(f"{'.'.join(map(str, fault['loc'])) or '整体'}：{fault['msg']}" for fault in told))
        return None


def _objects(text: str) -> Iterator[Any]:
    """Every outermost JSON object or list that stands complete in `text`, in order."""
    # Models put line breaks into strings as they are.
    decoder = json.JSONDecoder(strict=False)
    place = 0
    for _ in range(_TRIES):
        start = _START.search(text, place)
        if start is None:
            return
        try:
            found, place = decoder.raw_decode(text, start.start())
            yield found
        except (ValueError, RecursionError):
            place = start.start() + 1


def _fragment(text: str) -> str | None:
    """The part of `text` that is meant as JSON, None where there is none."""
    fenced = [block for block in _FENCE.findall(text) if "{" in block or "[" in block]
    meant = fenced[-1] if fenced else text
    start = _START.search(meant)
    place = start.start() if start else meant.find("{")
    return None if place < 0 else meant[place:]


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a fragment's brackets lie.

    `kept`: the JSON up to the last whole item of its outermost list, closed; None without one. `complete`: the
    outermost bracket is closed; `in_list`: the end lies in a list. `depth`: the most brackets open at once.
    """

    kept: str | None
    complete: bool
    in_list: bool
    depth: int


def _shape(fragment: str) -> _Shape:
    # Not up to the last item of the innermost list: an item with a part of its own list would look whole and is not.
    open_brackets: list[str] = []
    whole: tuple[int, str] | None = None
    depth = 0
    in_string = escaped = False
    for place, character in enumerate(fragment):
        ended = False
        if in_string:
            in_string, escaped = escaped or character != '"', character == "\\" and not escaped
            ended = not in_string
        elif character == '"':
            in_string = True
        elif character in "{[":
            open_brackets.append("}" if character == "{" else "]")
            depth = max(depth, len(open_brackets))
        elif character in "}]" and open_brackets:
            open_brackets.pop()
            ended = True
        if ended and not open_brackets:
            break
        if ended and open_brackets[-1] == "]" and open_brackets.count("]") == 1:
            whole = (place + 1, "".join(reversed(open_brackets)))
    kept = None if whole is None else fragment[: whole[0]] + whole[1]
    return _Shape(kept, not open_brackets, "]" in open_brackets, depth)


def _mended(fragment: str) -> Any:
    """What json-repair makes of it, None where it makes nothing."""
    # Loaded only when needed: most answers are JSON as they come.
    import json_repair

    try:
        return json_repair.loads(fragment)
    except (ValueError, RecursionError):
        return None
