"""`crossread stories` in steps over tables, for an engine that runs each on parts of a heap that no one machine holds."""

from collections.abc import Sequence
from typing import Any, final

from . import Table

__all__: list[str]

@final
class Weigher:
    """What weighs the words of articles: it knows the whole heap.

    `documents` is what `count_words` counted, added up over all articles; a word that is not there stands in one. `articles` is how many
    there are, `days` the least and the greatest `day` among them, or None where none is dated.
    """

    def __new__(cls, documents: Any, articles: int, days: tuple[int, int] | None) -> Weigher: ...
    def weigh(self, articles: Any) -> Table:
        """The words by which articles may meet: `word`, `window`, `place`, `day`, `weight`, from `place`, `day` and `words`. Needs no
        rows together."""

def read(
    rows: Any,
    *,
    tables: Sequence[str] = (),
    text: str = "text",
    html: str | None = "html",
    id: str | None = "id",
    url: str | None = "url",
    outlet: str | None = "outlet",
    title: str | None = "title",
    authors: str | None = "authors",
    published: str | None = "published",
    updated: str | None = "updated",
    language: str | None = "language",
) -> Table: ...
def keep_first(articles: Any, by: str) -> Table: ...
def mark_reprints(articles: Any) -> Table: ...
def count_words(articles: Any) -> Table: ...
def meet(postings: Any) -> Table: ...
def liken(products: Any) -> Table: ...
def connect(pairs: Any) -> Table: ...
def link(pairs: Any) -> Table: ...
def collate(articles: Any) -> Table: ...
def write(ledgers: Any, alone: Any, skipped: Any) -> bytes: ...
