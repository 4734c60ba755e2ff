"""The settings file and the environment, and what is said when something in them cannot be used."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from drafter.errors import SettingsError
from drafter.settings import Settings, answers_folder, ledger_file, settings


def written(folder: Path, text: str) -> dict[str, str]:
    (folder / "settings.toml").write_text(text, encoding="utf-8")
    return {"DRAFTER_HOME": str(folder)}


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    home = {"DRAFTER_HOME": str(tmp_path)}
    assert settings(home) == Settings()
    assert ledger_file(Settings(), home) == tmp_path / "sent" / "sent.jsonl"
    assert answers_folder(Settings(), home) == tmp_path / "cache" / "answers"


def test_a_model_has_its_own_table(tmp_path: Path) -> None:
    found = settings(
        written(
            tmp_path,
            '[models."openai:deepseek-chat"]\nbase_url = "https://api.deepseek.com/v1"\n'
            'key_variable = "DEEPSEEK_API_KEY"\nprice_in = 0.1\nprice_out = 8\ntemperature = 0.3\n',
        )
    )
    table = found.models["openai:deepseek-chat"]
    assert (table.price_in, table.price_out) == (Decimal("0.1"), Decimal(8))
    assert (table.base_url, table.key_variable) == ("https://api.deepseek.com/v1", "DEEPSEEK_API_KEY")
    assert (table.temperature, table.answer_tokens) == (0.3, None)


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    home = written(tmp_path, '[sending]\nledger = "a.jsonl"\ncache = "b"\n')
    found = settings(home)
    assert (ledger_file(found, home), answers_folder(found, home)) == (Path("a.jsonl"), Path("b"))
    home |= {"DRAFTER_LEDGER": "c.jsonl", "DRAFTER_CACHE": "d"}
    assert (ledger_file(found, home), answers_folder(found, home)) == (Path("c.jsonl"), Path("d"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("workers = ", "不合 TOML 的写法"),
        ("workers = 0", "workers：这个值不能用：0"),
        ("worker = 2", "worker：没有这项设置"),
        ('[models."openai:x"]\nkey = "sk-1"', "密钥不写在设置文件里"),
        ('[models."openai:x"]\nprice_in = -1', "models.openai:x.price_in：这个值不能用：-1"),
        ("[local]\ncontext = 'big'", "local.context：这个值不能用：big"),
    ],
)
def test_what_cannot_be_used_is_said_at_its_place(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(SettingsError, match=r"settings\.toml") as caught:
        settings(written(tmp_path, text))
    assert told in str(caught.value)


def test_a_key_in_the_file_is_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        settings(written(tmp_path, '[models."openai:x"]\napi_key = "sk-secret"'))
    assert "sk-secret" not in str(caught.value)


def test_a_file_in_another_encoding_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_bytes("# 设置".encode("gb18030"))
    with pytest.raises(SettingsError, match="UTF-8"):
        settings({"DRAFTER_HOME": str(tmp_path)})
