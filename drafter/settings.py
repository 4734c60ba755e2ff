"""Where the shipped files are. Read only by pipeline, cli and web."""

from __future__ import annotations

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
