"""An answer put together from its pieces, thinking apart, with a bound on its length."""

from __future__ import annotations

from collections.abc import Callable

from drafter.models.completion import ChatOptions
from drafter.models.wire import Piece

_OPEN, _CLOSE = "<think>", "</think>"
_FILTERED = {"content_filter", "sensitive"}
# Whatever else a server calls the end of a whole answer.
_CUT = {"length", "max_tokens", "network_error", "repetition_truncation"}


class TooLong(Exception):
    """The answer went beyond every bound; it was broken off."""

    def __init__(self, raw: str, reasoning: str) -> None:
        """Keep what came."""
        super().__init__()
        self.raw = raw
        self.reasoning = reasoning


class Hearing:
    """One answer while it comes. Thinking is told in a field of its own or between <think> marks before the answer."""

    def __init__(self, options: ChatOptions, heard: Callable[[str], None]) -> None:
        """Nothing heard yet."""
        self._options = options
        self._heard = heard
        self._thought: list[str] = []
        self._spoken: list[str] = []
        self._refused: list[str] = []
        self._pending = ""  # may still turn out to be thinking
        self._started = False  # the answer proper
        self._thinking = False
        self._thought_over = False
        self._lengths = [0, 0]
        self._pieces = 0
        self._finish: str | None = None
        self.tokens: tuple[int, int] | None = None

    @property
    def text(self) -> str:
        """The answer so far, without thinking."""
        return "".join(self._spoken)

    @property
    def reasoning(self) -> str:
        """The thinking so far."""
        return "".join(self._thought)

    @property
    def refusal(self) -> str:
        """The words by which the model declines."""
        return "".join(self._refused)

    @property
    def nothing_came(self) -> bool:
        """Not a single piece, not even an end."""
        return self._pieces == 0

    @property
    def filtered(self) -> bool:
        """The provider withheld the answer or the rest of it."""
        return self._finish in _FILTERED

    @property
    def cut(self) -> bool:
        """It broke off: at the server's bound, or without being ended at all."""
        return self._finish is None or self._finish in _CUT

    def hear(self, piece: Piece) -> None:
        """Take one piece.

        Raises:
            TooLong: with it the answer or the thinking is longer than allowed.
        """
        self._pieces += 1
        self._finish = piece.finish or self._finish
        self.tokens = piece.tokens or self.tokens
        if piece.refusal:
            self._refused.append(piece.refusal)
        if piece.thought:
            self._think(piece.thought)
        if piece.text:
            self._sort(piece.text)

    def end(self) -> None:
        """No more will come."""
        if self._thinking:
            self._think(self._pending)
        else:
            self._begin()
        self._pending = ""

    def _sort(self, text: str) -> None:
        """Text of the answer, which may begin with thinking between marks."""
        if self._started:
            self._speak(text)
            return
        self._pending += text
        beginning = self._pending.lstrip()
        if self._thinking:
            self._think_on()
        elif beginning.startswith(_OPEN):
            self._thinking = True
            self._pending = beginning[len(_OPEN) :]
            self._think_on()
        elif len(self._pending) > self._options.longest or (beginning and not _OPEN.startswith(beginning)):
            self._begin()

    def _think_on(self) -> None:
        before, mark, after = self._pending.partition(_CLOSE)
        if mark:
            self._think(before)
            self._thinking, self._thought_over = False, True
            self._pending = ""
            self._sort(after)
            return
        # The mark itself may be cut in two.
        kept = max(len(before) - len(_CLOSE) + 1, 0)
        self._think(before[:kept])
        self._pending = before[kept:]

    def _begin(self) -> None:
        """What was held back is the beginning of the answer."""
        self._started = True
        text = self._pending.lstrip() if self._thought_over else self._pending
        self._pending = ""
        if text:
            self._speak(text)

    def _think(self, text: str) -> None:
        self._thought.append(text)
        self._measure(0, text, self._options.thinking)

    def _speak(self, text: str) -> None:
        self._spoken.append(text)
        self._measure(1, text, self._options.longest)
        self._heard(text)

    def _measure(self, which: int, text: str, most: int) -> None:
        self._lengths[which] += len(text)
        if self._lengths[which] > most:
            raise TooLong(self.text, self.reasoning)
