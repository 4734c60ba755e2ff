"""Labels of the form as they are printed in documents: normal forms, and the search for the line a label means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache

_LIST_NUMBER = re.compile(
    r"^(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十\d]{1,3}[、.,:．]|\d{1,2}(?=\D))+"
)
_BARE_NUMBER = re.compile(r"^[一二三四五六七八九十\d]{1,2}(?=\D)")
_NOT_A_LETTER = re.compile(r"[\W_]+")
_BRACKETED = re.compile(r"\([^()]*\)")
# The traditional characters among those of the form's labels: documents in either script are read alike.
_SIMPLIFIED = str.maketrans(
    "萬業舉於會體關進內務動區單發對屬廢開強當後複執護報數無構權機決沒現確穩範類糾納紙組織經結絕繼續維繳罰規計認議許訟訪訴詢請購費轉這過"
    "門問項題額總處製補祕國審獲復減辦據況採掛鉤檢別併應",
    "万业举于会体关进内务动区单发对属废开强当后复执护报数无构权机决没现确稳范类纠纳纸组织经结绝继续维缴罚规计认议许讼访诉询请购费转这过"
    "门问项题额总处制补秘国审获复减办据况采挂钩检别并应",
)
# The shortest stretch of a label that may stand for the whole of it, e.g. 逾期不补正.
_SHORTEST_PART = 4
# Labels with this share of their letters in common may be the same, misprinted.
_COMMON = 0.6
# Documents repeat their labels; what is looked up beyond this many is no report.
_MOST_REMEMBERED = 4096
_LONGEST_REMEMBERED = 120


def plain(label: str) -> str:
    """The normal form of a label: NFKC, simplified, without white space, punctuation, quotes and its list number."""
    return _known_plain(label) if len(label) <= _LONGEST_REMEMBERED else _plain(label)


def _plain(label: str) -> str:
    text = "".join(unicodedata.normalize("NFKC", label).split()).translate(_SIMPLIFIED)
    return _NOT_A_LETTER.sub("", _LIST_NUMBER.sub("", text))


_known_plain = lru_cache(maxsize=_MOST_REMEMBERED)(_plain)


def is_numbered(label: str) -> bool:
    """Tell whether the label begins with a list number, such as （七）."""
    return bool(_LIST_NUMBER.match("".join(unicodedata.normalize("NFKC", label).split())))


def headless(label: str) -> str:
    """`plain` of the label without what it says in brackets."""
    return _known_headless(label) if len(label) <= _LONGEST_REMEMBERED else _headless(label)


def _headless(label: str) -> str:
    return plain(_BRACKETED.sub("", unicodedata.normalize("NFKC", label).replace("\n", "")))


_known_headless = lru_cache(maxsize=_MOST_REMEMBERED)(_headless)


@dataclass(frozen=True, slots=True)
class Match:
    """What a printed label may mean: keys of the form, one where it is certain; `slip` where it was not exact."""

    keys: tuple[str, ...]
    slip: bool = False


class Lexicon:
    """The labels of one set of lines, searchable by label as printed."""

    def __init__(self, labels: Iterable[tuple[str, str]]) -> None:
        """Take (key, label) pairs; a key may come with several labels."""
        forms: dict[str, dict[str, None]] = {}
        for key, label in labels:
            for form in (plain(label), headless(label)):
                forms.setdefault(form, {})[key] = None
        self._forms: Mapping[str, tuple[str, ...]] = {form: tuple(keys) for form, keys in forms.items() if form}
        self._letters = {form: frozenset(form) for form in self._forms}
        self._known: dict[str, Match | None] = {}

    def find(self, label: str) -> Match | None:
        """What `label` means, or None where it is no label of this set.

        Exact forms come first, then one label being the beginning or a long part of the other, then a slip of a
        character or two, and only where a single line is nearest.
        """
        if label not in self._known:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            self._known[label] = self._find(label)
        return self._known[label]

    def exact(self, label: str) -> Match | None:
        """What `label` means where it is printed as in the form, its brackets and list number aside."""
        keys = self._forms.get(plain(label)) or self._forms.get(headless(label))
        return Match(keys) if keys else None

    def like(self, label: str) -> tuple[str, ...]:
        """The keys of all labels that have most of their letters in common with `label`."""
        letters = set(plain(label))
        alike = (keys for form, keys in self._forms.items() if _most(letters & self._letters[form], letters, form))
        return _merged(alike)

    @property
    def forms(self) -> Set[str]:
        """The normal forms of all labels."""
        return self._forms.keys()

    def _find(self, label: str) -> Match | None:
        exact = self.exact(label)
        form = plain(label)
        if exact is not None:
            return exact
        if len(form) < _SHORTEST_PART or len(form) > 80:
            return None
        return self._by_part(form) or self._by_distance(form)

    def _by_part(self, form: str) -> Match | None:
        """Lines whose label contains `form` as a long part, or begins what `form` goes on to say."""
        within = [keys for known, keys in self._forms.items() if form in known]
        longer = [
            (len(known), keys)
            for known, keys in self._forms.items()
            if len(known) >= _SHORTEST_PART and form.startswith(known)
        ]
        if within:
            return Match(_merged(within), slip=True)
        if not longer:
            return None
        length, keys = max(longer)
        # Two labels in one cell: the inner one names the row. Figures in a label make it no label.
        rest = form[length:]
        inner = self._forms.get(_BARE_NUMBER.sub("", rest)) or self._forms.get(rest)
        if inner is None and any(char.isdecimal() for char in rest):
            return None
        return Match(inner or keys, slip=True)

    def _by_distance(self, form: str) -> Match | None:
        allowed = len(form) // 5 if len(form) > 5 else 1
        scored: dict[str, int] = {}
        letters = set(form)
        for known, keys in self._forms.items():
            near_in_length = abs(len(known) - len(form)) <= allowed and len(known) >= _SHORTEST_PART
            if near_in_length and len(self._letters[known] - letters) <= allowed:
                gap = distance(known, form, allowed)
                scored.update((key, min(gap, scored.get(key, gap))) for key in keys)
        near = sorted((gap, key) for key, gap in scored.items() if gap <= allowed)
        if not near or (len(near) > 1 and near[1][0] == near[0][0]):
            return None
        return Match((near[0][1],), slip=True)


def distance(one: str, other: str, limit: int) -> int:
    """The number of characters to insert, delete or replace between the two; any number above `limit` may be cut."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
        if min(row) > limit:
            return limit + 1
    return row[-1]


def _most(common: Set[str], one: Set[str], other: str) -> bool:
    return len(common) >= _COMMON * max(len(one), len(set(other)))


def _merged(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for group in groups for key in group))
