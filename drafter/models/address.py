"""Where a model is asked, and with which key, as the user gave them."""

from __future__ import annotations

from urllib.parse import urlsplit

from pydantic import SecretStr

from drafter.errors import MissingKey, SettingsError
from drafter.models.dialects import dialect_of
from drafter.models.spec import OFFICIAL

_PATHS = ("/chat/completions", "/embeddings", "/models")
"""Ends that belong to one call, not to the address, and are often copied along with it."""


def address_of(name: str, key: SecretStr | None, base_url: str | None) -> str:
    """The address a model is asked at, without a slash at its end.

    Known services that let nobody in without a key want one here; any other address may do without (Ollama, vLLM on
    the own network), and where it does not, its refusal says so.

    Raises:
        MissingKey: it lets nobody in without a key, and there is none.
        SettingsError: it is no http address, or the key cannot be one.
    """
    address = (base_url or OFFICIAL).strip().rstrip("/")
    for path in _PATHS:
        address = address.removesuffix(path)
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError(f"模型服务地址“{address}”写得不对，应以 http:// 或 https:// 开头。请检查 OPENAI_BASE_URL。")
    if parts.username or parts.password:
        # It would be shown with every message about the address.
        raise SettingsError("模型服务地址里不要写用户名和密码，密钥请放在 OPENAI_API_KEY。请检查 OPENAI_BASE_URL。")
    row = dialect_of(address, name)
    if row.key and key is None:
        raise MissingKey(f"使用 {row.name} 的模型“{name}”需要密钥，请设置环境变量 OPENAI_API_KEY。")
    if key is not None and not all("!" <= character <= "~" for character in key.get_secret_value()):
        raise SettingsError("密钥里有空格、换行或者中文字符，不会是完整的密钥。请检查 OPENAI_API_KEY。")
    return address
