"""How the servers that call themselves OpenAI-compatible differ: what they take, how they stream, how they say no.

Written down from the providers' own documentation and from what their users report; each row is what one of them does
today, not what the specification says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Quirk(StrEnum):
    """One way a stream of server-sent events departs from the plain one."""

    COMMENTS = "comments"  # ": keep-alive" between the events
    NO_SPACE = "no_space"  # "data:{" without the space
    CRLF = "crlf"  # lines end in CR LF
    NAMED = "named"  # each event carries "id:" and "event:" lines and a comment
    NO_DONE = "no_done"  # the stream ends without "data: [DONE]"
    ROLE_FIRST = "role_first"  # the first chunk has the role and no text
    NULL_CONTENT = "null_content"  # content is null where there is none to send
    CUT_CHARACTERS = "cut_characters"  # every event is sent in pieces that end inside a character
    NO_USAGE = "no_usage"  # tokens are never told
    ENDLESS = "endless"  # the text starts again and again until the client goes away
    SILENT = "silent"  # after half of the text nothing more comes, and the connection stays open
    DROPPED = "dropped"  # the connection is closed after half of the text
    BROKEN = "broken"  # one event in the middle is not JSON
    FAILING = "failing"  # after half of the text comes an event with an error


class Told(StrEnum):
    """Where a stream tells the tokens used."""

    APART = "apart"  # a last chunk without choices, where the client asked for it
    FINISH = "finish"  # the chunk that has the finish reason
    CHOICE = "choice"  # inside the choice of that chunk


Shape = Callable[[int, str, str], Mapping[str, Any]]


def _plain_error(status: int, code: str, message: str) -> Mapping[str, Any]:
    kind = "invalid_request_error" if status < 429 else "server_error"
    return {"error": {"message": message, "type": kind, "param": None, "code": code}}


def _dashscope_error(status: int, code: str, message: str) -> Mapping[str, Any]:
    inner = f"<{status}> InternalError.Algo.InvalidParameter: {message}" if status == 400 else message
    told = {"code": code, "param": None, "message": inner, "type": code}
    return {"error": told, "id": "chatcmpl-loopback", "request_id": "loopback"}


def _glm_error(status: int, code: str, message: str) -> Mapping[str, Any]:
    return {"error": {"code": code, "message": message}}


def _kimi_error(status: int, code: str, message: str) -> Mapping[str, Any]:
    return {"error": {"message": message, "type": code}}


def _vllm_error(status: int, code: str, message: str) -> Mapping[str, Any]:
    return {"object": "error", "message": message, "type": code, "param": None, "code": status}


def _ollama_error(status: int, code: str, message: str) -> Mapping[str, Any]:
    return {"error": {"message": message, "type": "api_error", "param": None, "code": None}}


def _detail_error(status: int, code: str, message: str) -> Mapping[str, Any]:
    return {"detail": [{"type": code, "loc": ["body"], "msg": message}]}


@dataclass(frozen=True, slots=True)
class Dialect:
    """One provider's way.

    `formats` are the types of `response_format` it takes; another one is answered with `refused` (status, code, text).
    `says_json`: JSON mode is refused unless the messages have the word. `thought` names the field of the
    reasoning, `batch` is how many texts one call for embeddings may have. `unknown` are parameters it turns down.
    """

    name: str
    error: Shape
    formats: frozenset[str] = frozenset({"text", "json_object"})
    refused: tuple[int, str, str] = (400, "invalid_request_error", "unsupported response_format")
    says_json: bool = True
    thought: str = "reasoning_content"
    told: Told = Told.APART
    quirks: frozenset[Quirk] = field(default_factory=frozenset)
    warmth: tuple[float, ...] | None = None  # the temperatures it takes; None: any
    batch: int = 2048
    unknown: frozenset[str] = frozenset()
    censored: tuple[int, str, str] | None = None  # how it refuses a question for its contents, where not in the answer
    no_key: tuple[str, str] = ("invalid_api_key", "Incorrect API key provided.")
    no_model: tuple[int, str, str] = (404, "model_not_found", "The model `{model}` does not exist.")
    too_long: tuple[str, str] = ("context_length_exceeded", "This model's maximum context length is 8192 tokens.")
    no_money: tuple[int, str, str] = (429, "insufficient_quota", "You exceeded your current quota.")
    too_fast: tuple[str, str] = ("rate_limit_exceeded", "Rate limit reached.")


_EVERY = frozenset({"text", "json_object", "json_schema"})
_ROWS = (
    # As its reasoning models have it; the others take both parameters.
    Dialect("openai", _plain_error, _EVERY, quirks=frozenset({Quirk.ROLE_FIRST}), unknown=frozenset({"max_tokens"})),
    Dialect(
        "deepseek",
        _plain_error,
        refused=(400, "invalid_request_error", "This response_format type is unavailable now"),
        told=Told.FINISH,
        quirks=frozenset({Quirk.COMMENTS, Quirk.NULL_CONTENT, Quirk.ROLE_FIRST}),
        no_key=("invalid_request_error", "Authentication Fails, Your api key is invalid"),
        no_model=(400, "invalid_request_error", "Model Not Exist"),
        too_long=("invalid_request_error", "This model's maximum context length is 65536 tokens."),
        no_money=(402, "invalid_request_error", "Insufficient Balance"),
    ),
    Dialect(
        "qwen",
        _dashscope_error,
        refused=(400, "invalid_parameter_error", "'response_format.type' json_schema is not supported by this model."),
        quirks=frozenset({Quirk.NO_SPACE, Quirk.NAMED}),
        batch=10,
        censored=(400, "data_inspection_failed", "Input data may contain inappropriate content."),
        no_money=(403, "AllocationQuota.FreeTierOnly", "The free tier of the model has been exhausted."),
        too_long=("invalid_parameter_error", "Range of input length should be [1, 30720]"),
        too_fast=("limit_requests", "You exceeded your current requests list."),
    ),
    Dialect(
        "glm",
        _glm_error,
        refused=(400, "1210", "API 调用参数有误，请检查文档。"),
        says_json=False,
        told=Told.FINISH,
        quirks=frozenset({Quirk.CRLF}),
        batch=64,
        censored=(400, "1301", "系统检测到输入或生成内容可能包含不安全或敏感内容"),
        no_key=("1002", "身份验证失败。"),
        no_model=(400, "1211", "模型不存在，请检查模型代码。"),
        too_long=("1261", "Prompt 超长"),
        no_money=(429, "1113", "余额不足或无可用资源包,请充值。"),
        too_fast=("1302", "您当前使用该 API 的并发数过高，请降低并发。"),
    ),
    Dialect(
        "kimi",
        _kimi_error,
        refused=(400, "invalid_request_error", "Invalid request: unsupported response_format type"),
        says_json=False,
        told=Told.CHOICE,
        quirks=frozenset({Quirk.ROLE_FIRST}),
        warmth=(1.0,),
        censored=(400, "content_filter", "The request was rejected because it was considered high risk"),
        no_key=("invalid_authentication_error", "Invalid Authentication"),
        no_model=(404, "resource_not_found_error", "Not found the model {model} or Permission denied"),
        too_long=("invalid_request_error", "Your request exceeded model token limit: 8192"),
        no_money=(429, "exceeded_current_quota_error", "Your account is suspended, please check your balance"),
        too_fast=("rate_limit_reached_error", "Your account reached max RPM, please try again after 1 seconds"),
    ),
    Dialect(
        "vllm",
        _vllm_error,
        _EVERY,
        says_json=False,
        quirks=frozenset({Quirk.ROLE_FIRST}),
        no_key=("Unauthorized", "Unauthorized"),
        no_model=(404, "NotFoundError", "The model `{model}` does not exist."),
        too_long=(
            "BadRequestError",
            "This model's maximum context length is 4096 tokens. However, you requested more.",
        ),
    ),
    Dialect(
        "ollama",
        _ollama_error,
        _EVERY,
        says_json=False,
        thought="reasoning",
        no_model=(404, "api_error", 'model "{model}" not found, try pulling it first'),
    ),
    # A gateway that checks the body strictly and knows no response_format at all.
    Dialect(
        "plain",
        _detail_error,
        frozenset(),
        refused=(422, "extra_forbidden", "Extra inputs are not permitted: response_format"),
        quirks=frozenset({Quirk.NO_DONE, Quirk.NO_USAGE}),
        unknown=frozenset({"max_completion_tokens", "stream_options"}),
    ),
)
DIALECTS: Mapping[str, Dialect] = {row.name: row for row in _ROWS}
