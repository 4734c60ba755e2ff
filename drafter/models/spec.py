"""The providers, and opening a model by its id. A provider is a row; a model is a row and an argument."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import cast

from pydantic import SecretStr

from drafter.errors import MissingExtra, UnknownModel
from drafter.models.completion import Chat, ChatOptions

OFFICIAL = "https://api.openai.com/v1"
"""Where an openai: model is where no address is given."""


@dataclass(frozen=True, slots=True)
class Provider:
    """One row. `target` names what opens a model, module:function, so that nothing heavy loads before it is wanted.

    `key_variable` and `base_variable` are the environment variables the settings take key and address from, "" where
    it needs none. `extra` is what has to be installed for it, `module` the module by which that is seen.
    """

    name: str
    written: str
    meaning: str
    target: str = ""
    key_variable: str = ""
    base_variable: str = ""
    extra: str = ""
    module: str = ""


Opened = Callable[[str, str, SecretStr | None, str | None, ChatOptions], Chat]
"""How a target is called: the id as given, the name in it, key, base URL, options."""

_ROWS = (
    Provider("composer", "composer", "不用模型，由程序按数据成文"),
    Provider(
        "openai",
        "openai:模型名",
        "OpenAI 及一切兼容其接口的服务（DeepSeek、通义千问、智谱、Kimi、vLLM、Ollama 等）",
        target="drafter.models.chat:open_openai",
        key_variable="OPENAI_API_KEY",
        base_variable="OPENAI_BASE_URL",
    ),
    Provider(
        "local",
        "local:模型文件.gguf",
        "本机直接运行的模型文件，内容不出本机",
        target="drafter.models.local:open_local",
        extra="local",
        module="xllamacpp",
    ),
)
PROVIDERS: Mapping[str, Provider] = {row.name: row for row in _ROWS}


def provider_of(model_id: str) -> tuple[Provider, str]:
    """The row and the name of the model in an id of the form provider:name; the composer has no name.

    Raises:
        UnknownModel: no such provider, or the name is missing.
    """
    provider, _, name = model_id.strip().partition(":")
    row = PROVIDERS.get(provider.lower())
    if row is None:
        raise UnknownModel(f"没有“{model_id}”这种模型。{_choices()}")
    if row.target and not name.strip():
        raise UnknownModel(f"“{model_id}”缺少模型名，应写成 {row.written}。")
    if not row.target and name:
        raise UnknownModel(f"“{model_id}”写错了：{row.name} 后面不带模型名。")
    return row, name.strip()


def open_chat(
    model_id: str,
    *,
    key: str | SecretStr | None = None,
    base_url: str | None = None,
    options: ChatOptions | None = None,
) -> Chat:
    """Open the model `model_id` names; nothing is sent yet.

    Key and address are used as given; reading them from the environment is for the caller (see the row's variables).

    Raises:
        UnknownModel: no such provider, the name is missing, or it is the composer, which is no model.
        MissingKey: the address is one that lets nobody in without a key, and there is none.
        MissingExtra: what runs the model is not installed.
        SettingsError: `base_url` is no http address.
    """
    row, name = provider_of(model_id)
    if not row.target:
        raise UnknownModel(f"{row.name} 不调用模型，没有可以打开的接口。{_choices()}")
    if row.module and find_spec(row.module) is None:
        raise MissingExtra(f"使用 {row.written} 需要另外安装：pip install 'drafter[{row.extra}]'。")
    secret = SecretStr(key) if isinstance(key, str) else key
    if secret is not None and not secret.get_secret_value().strip():
        secret = None
    module, _, function = row.target.partition(":")
    opened = cast(Opened, getattr(import_module(module), function))
    return opened(model_id.strip(), name, secret, base_url or None, options or ChatOptions())


def _choices() -> str:
    rows = "；".join(f"{row.written}（{row.meaning}）" for row in _ROWS)
    return f"可用的写法：{rows}。接入兼容服务时，模型写 openai:模型名，服务地址写在 OPENAI_BASE_URL。"
