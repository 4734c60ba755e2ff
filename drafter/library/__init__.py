"""The library of example and peer reports: passages, embeddings, search. The only home of chromadb."""

from drafter.library.embedding import DEFAULT, EMBEDDINGS, Embedding, open_embedding
from drafter.library.index import PLACES, Entry, Index, Kept, open_index
from drafter.library.passage import Passage, passages, searchable
from drafter.library.search import Half, Hit, Query, alike, search
from drafter.library.standing import Level, OrganKind, Standing, standing

__all__ = [
    "DEFAULT",
    "EMBEDDINGS",
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
    "Standing",
    "alike",
    "open_embedding",
    "open_index",
    "passages",
    "search",
    "searchable",
    "standing",
]
