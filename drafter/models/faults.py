"""What a provider's library raises, told to the user: what happened, where, and what to check."""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass

import httpx2
import openai
from pydantic import SecretStr

from drafter.errors import ModelError, ModelRefused, ModelUnavailable, PromptTooLong
from drafter.models.dialects import Fault, fault_in
from drafter.models.transport import Overtime

_MOST_WORDS = 300
"""Of a server's own words that are passed on."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a call went."""

    base_url: str
    model: str
    key: SecretStr | None

    def hidden(self, words: str) -> str:
        """`words` fit to be shown: without the key, on one line, not too long."""
        key = self.key.get_secret_value() if self.key else ""
        plain = " ".join((words.replace(key, "***") if key else words).split())
        return plain if len(plain) <= _MOST_WORDS else plain[:_MOST_WORDS] + "……"


class Garbled(Exception):
    """What came is no answer of this interface; `begun`: it was one up to there."""

    def __init__(self, words: str, *, begun: bool) -> None:
        """Keep what the library makes of it."""
        super().__init__(words)
        self.begun = begun


def chain(error: BaseException) -> Iterator[BaseException]:
    """`error` and what it came from, the outermost first."""
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__


def came_from(error: BaseException, *kinds: type[BaseException]) -> bool:
    """Whether one of `kinds` is behind `error`."""
    return any(isinstance(cause, kinds) for cause in chain(error))


def words_of(error: openai.APIError) -> str:
    """All a server says of an error: its body where there is one, else the message."""
    told = str(error.body) if error.body else ""
    if isinstance(error, openai.APIStatusError) and not told:
        told = error.response.text
    return told or error.message


def fault_of(error: openai.APIError) -> Fault | None:
    """The cause the server's words tell. A 404 without words is a model that is not there."""
    found = fault_in(words_of(error))
    missing = isinstance(error, openai.NotFoundError)
    return Fault.NO_MODEL if missing and found is None and "model" in words_of(error).lower() else found


def is_passing(error: BaseException) -> bool:
    """Whether the same call may succeed a little later."""
    if isinstance(error, openai.APIStatusError):
        if fault_of(error) is not None:
            return False
        return error.status_code in (408, 409, 429) or error.status_code >= 500
    if isinstance(error, Garbled):
        return error.begun
    if came_from(error, Overtime) or (came_from(error, ssl.SSLError) and not came_from(error, ssl.SSLEOFError)):
        return False
    if isinstance(error, openai.APIConnectionError):
        return True
    # An error in the middle of a stream has no status.
    return isinstance(error, openai.APIError) and fault_of(error) is None


def in_short(error: BaseException) -> str:
    """What went wrong, in a few words for a line that says it is tried again."""
    if isinstance(error, openai.RateLimitError):
        return "请求过于频繁（HTTP 429）"
    if isinstance(error, openai.APIStatusError):
        return f"服务端出错（HTTP {error.status_code}）"
    if isinstance(error, openai.APITimeoutError):
        return "等待超时"
    if isinstance(error, openai.APIConnectionError):
        return "连接失败或中断"
    return "发来的数据损坏" if isinstance(error, Garbled) else "中途报错"


def told(error: openai.APIError, place: Place, *, models: tuple[str, ...] = ()) -> ModelError:
    """The error to raise for one of the library's. `models`: those the server has, where it was asked."""
    if isinstance(error, openai.APIConnectionError):
        return _unreachable(error, place)
    fault = fault_of(error)
    if fault is not None:
        return _for_fault(fault, error, place, models)
    if isinstance(error, openai.APIStatusError):
        return _for_status(error, place)
    return _unavailable(f"模型服务 {place.base_url} 在回答中途报错：{place.hidden(words_of(error))}。请稍后重试。")


def garbled(error: Garbled, place: Place) -> ModelUnavailable:
    """The error to raise for an answer that is none."""
    if error.begun:
        return _unavailable(f"模型服务 {place.base_url} 的回答中途数据损坏。请检查网络和代理，稍后重试。")
    return _unavailable(
        f"{place.base_url} 的回答不是 OpenAI 兼容接口的格式（{place.hidden(str(error))}）。请核对 OPENAI_BASE_URL，"
        "它应当是接口的根地址，一般以 /v1 结尾，而不是网页地址。",
        lasting=True,
    )


def _unavailable(message: str, *, lasting: bool = False) -> ModelUnavailable:
    error = ModelUnavailable(message)
    error.lasting = lasting
    return error


def _unreachable(error: openai.APIConnectionError, place: Place) -> ModelUnavailable:
    where = f"模型服务 {place.base_url}"
    if came_from(error, Overtime):
        return _unavailable(f"{where} 在规定时间内没有答完。请换用更快的模型，或者在设置里放宽时限。")
    if came_from(error, httpx2.ConnectTimeout):
        return _unavailable(f"连接{where} 超时。请检查网络、代理和防火墙，以及 OPENAI_BASE_URL 是否写对。")
    if isinstance(error, openai.APITimeoutError):
        return _unavailable(f"{where} 长时间没有回应。请稍后重试，或者换用更快的模型、在设置里放宽时限。")
    if came_from(error, socket.gaierror):
        host = httpx2.URL(place.base_url).host
        return _unavailable(
            f"找不到{where} 的主机 {host}。请检查 OPENAI_BASE_URL 是否写对、本机能否上网、域名解析是否正常。",
            lasting=True,
        )
    if came_from(error, ssl.SSLError):
        return _unavailable(
            f"与{where} 的加密连接没有建立：{place.hidden(_ssl_reason(error))}。请核对地址是 http 还是 https；"
            "单位自签的证书请用环境变量 SSL_CERT_FILE 指明。",
            lasting=True,
        )
    if came_from(error, ConnectionRefusedError):
        return _unavailable(f"{where} 拒绝连接。请确认服务已经启动，OPENAI_BASE_URL 的主机和端口没有写错。")
    return _unavailable(f"与{where} 的连接失败或中断。请检查网络和代理，稍后重试。")


def _ssl_reason(error: BaseException) -> str:
    found = next(cause for cause in chain(error) if isinstance(cause, ssl.SSLError))
    return getattr(found, "verify_message", "") or found.reason or str(found)


def _for_fault(fault: Fault, error: openai.APIError, place: Place, models: tuple[str, ...]) -> ModelError:
    words = place.hidden(_message(error))
    where = f"模型服务 {place.base_url}"
    if fault is Fault.CENSORED:
        return ModelRefused(f"{where} 的内容审核没有放行这次请求：{words}。请检查素材中的措辞，或者换用别的模型。")
    if fault is Fault.TOO_LONG:
        return PromptTooLong(
            f"提示超出了模型“{place.model}”能读的长度：{words}。请减少素材和例文，或者换用上下文更长的模型。"
        )
    if fault is Fault.NO_MONEY:
        return _unavailable(f"{where} 的账户余额或额度不足：{words}。请充值，或者更换密钥。", lasting=True)
    choice = f"该服务现有模型：{'、'.join(models)}。" if models else ""
    return _unavailable(f"{where} 没有模型“{place.model}”：{words}。请核对 --model 中的模型名。{choice}", lasting=True)


def _for_status(error: openai.APIStatusError, place: Place) -> ModelUnavailable:
    where, status, words = f"模型服务 {place.base_url}", error.status_code, place.hidden(_message(error))
    if status == 401:
        state = "密钥不对或已失效" if place.key else "需要密钥"
        return _unavailable(f"{where} 不接受这次请求：{state}（HTTP 401）。请检查 OPENAI_API_KEY。", lasting=True)
    if status == 403:
        return _unavailable(
            f"{where} 拒绝访问（HTTP 403）：{words}。请确认密钥有权使用模型“{place.model}”。", lasting=True
        )
    if status == 402:
        return _unavailable(f"{where} 的账户余额不足（HTTP 402）。请充值，或者更换密钥。", lasting=True)
    if status in (404, 405):
        return _unavailable(
            f"{where} 没有对话接口（HTTP {status}）。请核对 OPENAI_BASE_URL，它一般以 /v1 结尾。", lasting=True
        )
    if 300 <= status < 400:
        moved = error.response.headers.get("location", "别处")
        return _unavailable(
            f"{where} 要求转到 {place.hidden(moved)}，为防内容发往别处，没有照办。如确认无误，请改写 OPENAI_BASE_URL。",
            lasting=True,
        )
    if status == 429:
        return _unavailable(f"{where} 一直限制请求频率（HTTP 429）：{words}。请稍后重试，或者降低并发。")
    if status >= 500 or status in (408, 409):
        return _unavailable(f"{where} 暂时不能服务（HTTP {status}）：{words}。请稍后重试。")
    return _unavailable(f"{where} 不接受这次请求（HTTP {status}）：{words}。请核对模型名和服务地址。", lasting=True)


def _message(error: openai.APIError) -> str:
    """The sentence of an error's body, without the frame round it."""
    body = error.body
    for name in ("message", "msg", "detail", "error"):
        if isinstance(body, dict) and isinstance(body.get(name), str):
            return str(body[name]).rstrip("。. ")
    return re.sub(r"<[^>]*>", " ", words_of(error)).strip().rstrip("。. ")
