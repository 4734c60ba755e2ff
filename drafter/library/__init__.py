"""The library of example and peer reports: passages, embeddings, search. The only home of chromadb."""

from drafter.library.embedding import DEFAULT, EMBEDDINGS, Embedding, open_embedding
from drafter.library.entry import PLACES, Entry, Kept
from drafter.library.index import LAYOUT, Index
from drafter.library.opening import is_library, open_index
from drafter.library.passage import Passage, passages, searchable
from drafter.library.search import Half, Hit, Query, Shelves, Weights, alike, examples, search
from drafter.library.shelf import Shelf
from drafter.library.standing import Level, OrganKind, Standing, standing

__all__ = [
    "DEFAULT",
    "EMBEDDINGS",
    "LAYOUT",
    "PLACES",
    "Embedding",
    "Entry",
    "Half",
    "Hit",
    "Index",
    "Kept",
    "Level",
    "OrganKind",
    "Passage",
    "Query",
    "Shelf",
    "Shelves",
    "Standing",
    "Weights",
    "alike",
    "examples",
    "is_library",
    "open_embedding",
    "open_index",
    "passages",
    "search",
    "searchable",
    "standing",
]
