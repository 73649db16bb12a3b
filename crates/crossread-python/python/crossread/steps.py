"""`crossread stories` in steps over tables, for an engine that runs each on parts of a heap that no one machine holds.

    rows --read--> articles --keep_first("key"), keep_first("printing"), mark_reprints--> the articles of the heap
         count_words --> documents          Weigher(documents, ...).weigh --> postings --meet--> products
         liken --> pairs --connect--> components, link --> stories --collate--> ledgers --write--> JSON

Each step is a function of its arguments alone: a table in, a table out. It takes whatever gives its columns by the Arrow PyCapsule
interface (of pyarrow, pandas, polars, DuckDB) and gives a `Table` that they all take. What is added up is whole numbers, so that parts
and their order change nothing. Which rows a step must see together stands with it; everything else may be cut anywhere.
`bench/spark.py` is the whole way on PySpark, `docs/scale.md` says what it costs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from . import _FACTS, _by_arrow, _crossread, _rows
from ._crossread import Table, Weigher

__all__ = [
    "Weigher",
    "collate",
    "connect",
    "count_words",
    "keep_first",
    "liken",
    "link",
    "mark_reprints",
    "meet",
    "read",
    "write",
]


def read(rows: Any, *, tables: Sequence[str] = (), text: str = "text", **columns: str | None) -> Table:
    """Reads articles: a row in, a row out. Needs no rows together.

    `rows` has the columns that `crossread.read` takes and `row`, a number of its own for each row, by which what is skipped is
    named. Of the columns that come out, `words` holds what an article is compared by and `article` all that was read of it, for
    the same version of crossread; a row without an article has `code` and `reason` instead. `tables` are names of tables that
    `crossread.read` gives (`quotes`, `figures`): each stands as a column with a list of structs.
    """
    holds = {"text": text} | {what: columns.get(what, what) or "" for what in _FACTS} | {"row": "row"}
    holds = {what: name for what, name in holds.items() if name}
    if not hasattr(rows, "columns") and hasattr(rows, "__arrow_c_stream__"):
        rows = _by_arrow(rows)
    return _crossread.read_rows(list(_rows.numbered(rows, holds)), list(tables))


def keep_first(articles: Any, by: str) -> Table:
    """Of articles that are one given twice the first that was fetched, without the rows that gave no article.

    First by `"key"` (the same text of one outlet and day at one address), then, of what that leaves, by `"printing"` (the same words
    there). Needs all rows together that have the same in that column.
    """
    return _crossread.keep_first(articles, by)


def mark_reprints(articles: Any) -> Table:
    """The `id` of each article and, where a text is printed again, its mark `reprint`; `key` is what articles are ordered by.

    Needs all rows together that have the same `sha256`.
    """
    return _crossread.mark_reprints(articles)


def count_words(articles: Any) -> Table:
    """In how many of these articles each word stands: `word`, `articles`. Needs no rows together: the counts of parts are added up."""
    return _crossread.count_words(articles)


def meet(postings: Any) -> Table:
    """What pairs of articles share: `a`, `b`, `day_a`, `day_b`, and a part of the `product` of their words' weights.

    Needs all rows together that have the same `word` and `window`.
    """
    return _crossread.meet(postings)


def liken(products: Any) -> Table:
    """How alike pairs are, in thousandths: `a`, `b`, `alike`. Needs all rows of a pair together, or their products added up."""
    return _crossread.liken(products)


def connect(pairs: Any) -> Table:
    """The connected components of pairs: beside each article `b` the first one `a` of its component, but for the first ones themselves.

    Needs no rows together: what parts give can be given again, and `connect` of that is the components of all.
    """
    return _crossread.connect(pairs)


def link(pairs: Any) -> Table:
    """The stories of pairs: `story`, the place of its first article, and `place`, for each article of each story.

    Needs all pairs of a component together.
    """
    return _crossread.link(pairs)


def collate(articles: Any) -> Table:
    """The ledger of each story: `story`, `articles` (how many), `ledger` (as `crossread collate --format json` prints it).

    Takes `story`, `place`, `reprint` and `article`. Needs all articles of a story together.
    """
    return _crossread.collate_stories(articles)


def write(ledgers: Any, alone: Any, skipped: Any) -> bytes:
    """What `crossread stories --format json` writes: all ledgers, the articles in no story (`place`, `id`), the rows that gave no
    article (`row`, `code`, `reason`)."""
    return _crossread.write_stories(ledgers, alone, skipped)
