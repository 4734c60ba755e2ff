"""What the user has set, in the environment and in settings.toml in the user's folder. Read by pipeline, cli and web.

Environment:
    DRAFTER_HOME      the user's folder (library, settings file, record, cache), else where the system keeps such
    DRAFTER_LIBRARY   the library of example reports
    DRAFTER_LEDGER    the record of what was sent to models
    DRAFTER_CACHE     the folder of models' answers
    OPENAI_API_KEY    the key of an openai: model, unless its table names another variable
    OPENAI_BASE_URL   the address of an openai: model, unless its table has one

settings.toml, every line of it optional. The environment goes before `sending`, a model's own table before the
environment:

    workers = 4                                # sections asked about at once
    silence = 120                              # seconds a provider may say nothing
    longest = 600                              # seconds one answer may take

    [models."openai:deepseek-chat"]
    base_url = "https://api.deepseek.com/v1"
    key_variable = "DEEPSEEK_API_KEY"          # the variable the key is in, never the key
    price_in = 2                               # yuan for a million tokens sent
    price_out = 8                              # and answered
    temperature = 0.3
    answer_tokens = 4096                       # of one answer, thinking included

    [local]
    context = 8192                             # tokens of prompt and answer together; more takes more memory
    threads = 8                                # else one less than there are cores

    [sending]
    ledger = "D:/records/sent.jsonl"
    cache = "D:/cache"
    cache_megabytes = 200
    keep_prompts = true                        # keep the text that was sent beside the record
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from drafter.errors import SettingsError

_PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """The folder `name` ("corpus" or "prompts") that ships with drafter.

    In an installed package it stands inside the package, in a source checkout beside it.

    Raises:
        SettingsError: neither place has it; the installation is incomplete.
    """
    for folder in (_PACKAGE / "shipped" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise SettingsError(f"安装不完整：找不到随附的 {name} 目录。请重新安装 drafter。")


def own_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder of this user's data: DRAFTER_HOME, else where the system keeps such folders."""
    if environment.get("DRAFTER_HOME"):
        return Path(environment["DRAFTER_HOME"])
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "drafter"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "drafter"
    return Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "drafter"


def library(named: str | None, environment: Mapping[str, str] = os.environ) -> str:
    """Where the library is: as named, else DRAFTER_LIBRARY, else in the user's folder."""
    return named or environment.get("DRAFTER_LIBRARY") or str(own_folder(environment) / "library")


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ModelTable(_Table):
    """What is set for one model. Prices are yuan for a million tokens; `key_variable` names a variable, never a key."""

    base_url: str | None = None
    key_variable: str | None = None
    price_in: Decimal | None = Field(None, ge=0)
    price_out: Decimal | None = Field(None, ge=0)
    temperature: float | None = Field(None, ge=0, le=2)
    answer_tokens: int | None = Field(None, ge=1)


class LocalTable(_Table):
    """How model files are run on this machine. Without `threads`: one less than there are cores."""

    context: int = Field(8192, ge=512)
    threads: int | None = Field(None, ge=1)


class SendingTable(_Table):
    """Where it is recorded what was sent, and where answers are kept; None: in the user's folder."""

    ledger: Path | None = None
    cache: Path | None = None
    cache_megabytes: int = Field(200, ge=1)
    keep_prompts: bool = False


class Settings(_Table):
    """The settings file. `silence` and `longest` are seconds."""

    workers: int = Field(4, ge=1, le=64)
    silence: float = Field(120, gt=0)
    longest: float = Field(600, gt=0)
    models: Mapping[str, ModelTable] = Field(default_factory=dict)
    local: LocalTable = LocalTable()
    sending: SendingTable = SendingTable()


def settings_file(environment: Mapping[str, str] = os.environ) -> Path:
    """The settings file, which need not be there."""
    return own_folder(environment) / "settings.toml"


def settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """What the settings file says; the defaults where there is none.

    Raises:
        SettingsError: it cannot be read, or something in it cannot be used.
    """
    path = settings_file(environment)
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}：设置文件读不出。请检查权限，并存为 UTF-8 编码。") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}：设置文件不合 TOML 的写法：{error}。") from error
    try:
        return Settings.model_validate(table)
    except ValidationError as error:
        raise SettingsError(f"{path}：{_told(error.errors()[0])}") from error


def endpoint(
    of: Settings, model: str, key_variable: str, base_variable: str, environment: Mapping[str, str] = os.environ
) -> tuple[ModelTable, str | None, str | None]:
    """What is set for a model, its key and its base URL; None where there is none.

    `key_variable` and `base_variable` are those of its provider, "" where it has none; the model's own table goes
    before them.
    """
    table = of.models.get(model.strip(), ModelTable())
    key = environment.get(table.key_variable or key_variable)
    return table, key or None, table.base_url or environment.get(base_variable) or None


def ledger_file(of: Settings, environment: Mapping[str, str] = os.environ) -> Path:
    """Where it is recorded what was sent to models."""
    named = environment.get("DRAFTER_LEDGER") or of.sending.ledger
    return Path(named) if named else own_folder(environment) / "sent" / "sent.jsonl"


def answers_folder(of: Settings, environment: Mapping[str, str] = os.environ) -> Path:
    """Where models' answers are kept."""
    named = environment.get("DRAFTER_CACHE") or of.sending.cache
    return Path(named) if named else own_folder(environment) / "cache" / "answers"


def _told(error: Mapping[str, Any]) -> str:
    """The first thing wrong in the settings file, at its place."""
    place = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        if "key" in str(error["loc"][-1]):
            return f"{place}：密钥不写在设置文件里。请放进环境变量，这里用 key_variable 写变量名。"
        return f"{place}：没有这项设置。请核对拼写。"
    return f"{place}：这个值不能用：{error['input']}。请改成规定范围内的值。"
