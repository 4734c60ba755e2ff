"""Counting tokens without a tokenizer: none is downloaded, and every provider has another."""

from __future__ import annotations


def estimate(text: str) -> int:
    """About how many tokens a text is, rather too many: one a Chinese character, one for three others."""
    wide = sum(character >= "⺀" for character in text)
    return wide + -(-(len(text) - wide) // 3)


def at_most(text: str) -> int:
    """How many tokens a text can be taken to come to before it is sent, for keeping to a budget.

    Half its UTF-8 bytes: 1.5 a Chinese character and 0.5 a Latin letter or digit. Chinese models need 0.6 to 0.8 a
    character and about 0.3 a letter, those made for English up to 1.3 a character.
    """
    return (len(text.encode()) + 1) // 2
