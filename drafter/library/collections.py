"""The collections of a library in Chroma, looked up once for as long as nobody changes the library."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, TypeVar

from drafter.library.entry import PLACES, Entry

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection as ChromaCollection

    Found = TypeVar("Found")

REPORTS = "drafter-reports"


class _Seen:
    """What was read of a library between two changes of it."""

    def __init__(self, stamp: str | None) -> None:
        self.stamp = stamp
        self.places: dict[str, ChromaCollection] | None = None
        self.entries: dict[str, Entry] = {}


class Collections:
    """What a process knows of a library; another process may change it, which its stamp tells."""

    def __init__(self, client: ClientAPI) -> None:
        """Look things up with `client`."""
        self._client = client
        self._seen = _Seen(None)

    def stamp(self) -> str:
        """The stamp the library bears now; what was read under another one is forgotten."""
        found = self._client.get_collection(REPORTS, embedding_function=None)
        stamp = str((found.metadata or {}).get("stamp"))
        if stamp != self._seen.stamp:
            self._seen = _Seen(stamp)
        return stamp

    @property
    def entries(self) -> dict[str, Entry]:
        """The entries read under the stamp seen last, by id; to be filled by who reads."""
        return self._seen.entries

    def listed(self) -> dict[str, ChromaCollection]:
        """The collections of passages there are now, by place."""
        known = {collection.name: collection for collection in self._client.list_collections()}
        return {place: known[name_of(place)] for place in PLACES if name_of(place) in known}

    def ask(self, places: Collection[str], ask: Callable[[str, ChromaCollection], Found]) -> list[Found]:
        """What `ask` finds in each of these places; those without passages are left out."""
        found = (self._asked(place, ask) for place in places)
        return [answer for answer in found if answer is not None]

    def _asked(self, place: str, ask: Callable[[str, ChromaCollection], Found]) -> Found | None:
        """What `ask` finds in a place; one that another process has made anew meanwhile is looked up again."""
        from chromadb.errors import NotFoundError

        seen = self._seen
        if seen.places is None:
            seen.places = self.listed()
        if place not in seen.places:
            return None
        try:
            return ask(place, seen.places[place])
        except NotFoundError:
            seen.places = self.listed()
            return ask(place, seen.places[place]) if place in seen.places else None


def name_of(place: str) -> str:
    """The name of the collection of the passages of a place."""
    return f"drafter-passages-{place}"
