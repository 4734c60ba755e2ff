"""The words under both editions, and the folding of characters."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from drafter.claims.exempt import marks, named
from drafter.claims.lexicon import Sense, lexicon, trie, vocabulary
from drafter.claims.plain import plain
from drafter.form import EDITION_NAMES, edition

CASES: list[dict[str, Any]] = [
    case
    for path in sorted((Path(__file__).parent / "cases").glob("*.yaml"))
    for case in yaml.safe_load(path.read_text("utf-8")).values()
]


@pytest.mark.parametrize("name", EDITION_NAMES)
def test_every_key_a_word_names_is_in_the_form(name: str) -> None:
    form = edition(name)
    tables = {Sense.OUTCOME: ("t3.{}.total",), Sense.APPLICANT: ("t3.new.{}",), Sense.CASES: ("t4.{}.total",)}
    tables |= {Sense.RESULT: ("t4.review.{}",), Sense.POWER: ("t2.{}.decisions",), Sense.DRAWN: ("t2.normative.{}",)}
    for word, meanings in vocabulary(name).words.items():
        for meaning in meanings:
            for pattern in tables.get(meaning.sense, ()):
                for key in meaning.keys:
                    assert form.cell(pattern.format(key)) is not None, (word, meaning)


@pytest.mark.parametrize("name", EDITION_NAMES)
def test_spoken_names_of_rows_and_columns_are_known(name: str) -> None:
    words = vocabulary(name).words
    for line in (*edition(name).table(3).blocks[0].rows, *edition(name).table(4).blocks[0].columns):
        for spoken in line.spoken:
            assert spoken in words


def test_patterns_begin_only_with_the_characters_declared() -> None:
    patterns = {"patterns": lexicon().patterns, "statements": lexicon().statements}
    for case in CASES:
        text = plain(case["text"]).text
        for kind, named_patterns in patterns.items():
            for name, pattern in named_patterns.items():
                for match in re.finditer(pattern, text):
                    assert match[0][0] in lexicon().heads[kind][name], (name, match[0])


def test_looking_before_trying_loses_no_mark() -> None:
    patterns = [pattern for patterns in lexicon().exempt.values() for pattern in patterns]
    for case in CASES:
        text = plain(case["text"]).text
        covered = {place for mark in marks(text, named(text)) for place in range(mark.start, mark.end)}
        for pattern in patterns:
            for match in re.finditer(pattern, text):
                assert match.start() in covered, (pattern, match[0])


def test_a_trie_finds_the_longest_word() -> None:
    pattern = re.compile(trie(["公开", "公开申请", "公民", "申请"]))
    assert pattern.findall("公民公开申请与公开") == ["公民", "公开申请", "公开"]


def test_plain_text_leads_back_to_the_text_as_given() -> None:
    text = "全年收到 12 件,\n其中予以公開個(gè)案３件;\n\n（二）平台。"
    read = plain(text)
    assert read.text == "全年收到12件，\n其中予以公开个案3件；\n（二）平台。"
    assert len(read.origin) == len(read.text) + 1
    assert text[read.origin[4]] == "1"
    assert read.position(text.index("件")) == read.text.index("件")


def test_a_long_line_cut_in_a_sentence_is_joined_and_a_heading_is_not() -> None:
    cut = "我局坚持以公开为常态不公开为例外认真办理政\n府信息公开申请。"
    assert "\n" not in plain(cut).text
    assert "\n" in plain("我局坚持以公开为常态不公开为例外认真办理申请\n（二）平台建设。").text
