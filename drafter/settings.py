"""Where the shipped files are. Read only by pipeline, cli and web."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

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
