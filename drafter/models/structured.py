"""A form out of a model that speaks in words: by schema, by JSON mode, or read out of the text and mended."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel

from drafter.errors import BadCompletion, ModelError
from drafter.models.completion import Completion, unwatched
from drafter.models.dialects import Way
from drafter.models.prompt import Prompt
from drafter.models.reading import Reading, Unreadable, read
from drafter.models.said import Said, Speaker, Spent, Turn, WayRefused

T = TypeVar("T", bound=BaseModel)

_SHOWN = 6000
"""Characters of a bad answer that are shown to the model again: enough to see the fault in any answer of a section."""


def complete(
    speaker: Speaker,
    prompt: Prompt,
    form: type[T],
    heard: Callable[[str], None],
    again: Callable[[str], None] = unwatched,
) -> Completion[T]:
    """Ask for a `form`, once more with the fault named where the answer is none; before that, `again` may stop it.

    Raises:
        BadCompletion: the second answer is none either.
        ModelError: as the speaker raises them; `spent` tells what was spent by then.
    """
    way, said = _first(speaker, prompt, form, heard)
    try:
        return _made(said, read(said.text, form, broken_off=said.cut), way.value)
    except Unreadable as fault:
        turns = _again(_turns(prompt, form, way), said, str(fault), form)
    try:
        again("\n\n".join(turn.text for turn in turns))
        second = speaker.say(turns, way, strict_schema(form), heard).after(said.spent)
    except WayRefused as refusal:
        raise _after(refusal.error, said.spent) from refusal
    except ModelError as error:
        _after(error, said.spent)
        raise
    try:
        return _made(second, read(second.text, form, broken_off=second.cut), "repair")
    except Unreadable as fault:
        raise _after(_bad(second, str(fault)), second.spent) from fault


@cache
def strict_schema(form: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema of a form in the subset that strict servers take: every field required, no others allowed."""
    # Loading openai takes half a second.
    import openai

    function: Any = openai.pydantic_function_tool(form)["function"]
    return dict(function["parameters"])


def _first(speaker: Speaker, prompt: Prompt, form: type[T], heard: Callable[[str], None]) -> tuple[Way, Said]:
    """The answer by the strictest way that is taken."""
    spent = Spent()
    ways = speaker.ways()
    for way in ways:
        try:
            said = speaker.say(_turns(prompt, form, way), way, strict_schema(form), heard)
        except WayRefused as refusal:
            last = _after(refusal.error, spent)
            spent += refusal.spent
        else:
            if way is not ways[0]:
                speaker.took(way)
            return way, said.after(spent)
    raise last


def _turns(prompt: Prompt, form: type[BaseModel], way: Way) -> tuple[Turn, ...]:
    """The prompt as messages; where no schema goes along as such, it stands in the system's words."""
    system = prompt.system if way is Way.SCHEMA else f"{prompt.system}\n\n{_wish(form)}".lstrip()
    user = Turn("user", prompt.user)
    return (Turn("system", system), user) if system else (user,)


def _wish(form: type[BaseModel]) -> str:
    # The word JSON has to be in the messages: some servers refuse JSON mode without it.
    schema = json.dumps(_untitled(form.model_json_schema()), ensure_ascii=False, separators=(",", ":"))
    return f"只输出一个符合下列 JSON Schema 的 JSON 对象，不要输出别的文字，也不要放进代码块。\nJSON Schema：{schema}"


def _untitled(schema: Any) -> Any:
    """A schema without the titles pydantic adds: they repeat the names and cost tokens."""
    if isinstance(schema, list):
        return [_untitled(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {name: _untitled(part) for name, part in schema.items() if name != "title" or not isinstance(part, str)}


def _again(turns: tuple[Turn, ...], said: Said, fault: str, form: type[BaseModel]) -> tuple[Turn, ...]:
    """The same question after an answer that was none."""
    shorter = "请写得短一些。" if said.cut else ""
    wish = f"上一次的回答不能用：{fault}。{shorter}请重新给出完整的回答。{_wish(form)}"
    if not said.text.strip():
        # Two messages of the user in a row, or an empty one of the model, are refused by some.
        return (*turns[:-1], Turn("user", f"{turns[-1].text}\n\n{wish}"))
    return (*turns, Turn("assistant", said.text[:_SHOWN]), Turn("user", wish))


def _made(said: Said, reading: Reading[T], way: str) -> Completion[T]:
    return Completion(
        value=reading.value,
        raw=said.text,
        prompt_tokens=said.spent.prompt_tokens,
        completion_tokens=said.spent.completion_tokens,
        calls=said.spent.calls,
        seconds=said.spent.seconds,
        reasoning=said.reasoning,
        way="repair" if reading.mended else way,
        cut=reading.cut,
        estimated=said.spent.estimated,
    )


def _bad(said: Said, fault: str) -> BadCompletion:
    if not said.text.strip() and said.reasoning:
        fault = "只有思考过程，没有给出回答"
    return BadCompletion(f"模型两次都没有给出可用的回答：{fault}。可以换用别的模型。", raw=said.text)


def _after(error: ModelError, earlier: Spent) -> ModelError:
    """The error, with what was spent before it added to what it tells."""
    last = error.spent or (0, 0)
    error.spent = (earlier.prompt_tokens + last[0], earlier.completion_tokens + last[1])
    return error
