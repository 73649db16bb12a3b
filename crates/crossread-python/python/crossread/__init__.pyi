"""Reads every account of a news story and lays them side by side: offline, deterministic, the passages behind every line."""

import os
from collections.abc import Iterable, Mapping
from typing import Any, final

__version__: str
__all__: list[str]

@final
class Table:
    """A table: any library of data frames takes it (`polars.DataFrame(table)`, `pyarrow.table(table)`)."""

    @property
    def columns(self) -> list[str]:
        """The names of its columns."""
    def rows(self, most: int | None = None) -> list[dict[str, str | int | float | None]]:
        """Its rows, or the first of them, as dictionaries."""
    def __len__(self) -> int: ...
    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...
    def __arrow_c_schema__(self) -> object: ...
    def _repr_html_(self) -> str: ...

@final
class Accounts:
    """What articles say, each taken alone. Every table but `skipped` begins with `row`, the number of the row that the article
    was, from 0, and `article`, its id; `start` and `end` are code points of the article's text, end exclusive."""

    @property
    def articles(self) -> Table: ...
    @property
    def blocks(self) -> Table: ...
    @property
    def quotes(self) -> Table: ...
    @property
    def figures(self) -> Table: ...
    @property
    def dates(self) -> Table: ...
    @property
    def names(self) -> Table: ...
    @property
    def events(self) -> Table: ...
    @property
    def participants(self) -> Table: ...
    @property
    def warnings(self) -> Table: ...
    @property
    def skipped(self) -> Table:
        """The rows that gave no article, each with a code for scripts and a reason for people."""
    @property
    def tables(self) -> list[str]:
        """The names of the tables."""
    def table(self, name: str) -> Table:
        """One of the tables, by its name."""
    def json(self) -> str:
        """What `crossread read` prints: a JSON object on a line for each article."""
    def __len__(self) -> int:
        """How many articles were read."""
    def _repr_html_(self) -> str: ...

@final
class Ledger:
    """A story: what its articles agree on, dispute and changed, with the passages behind every line. Its tables are those of the
    SQLite file (`schema/sqlite.md`)."""

    @property
    def id(self) -> str:
        """The id of the story."""
    @property
    def articles(self) -> Table: ...
    @property
    def passages(self) -> Table: ...
    @property
    def entities(self) -> Table: ...
    @property
    def entries(self) -> Table: ...
    @property
    def readings(self) -> Table: ...
    @property
    def origins(self) -> Table: ...
    @property
    def differences(self) -> Table: ...
    @property
    def events(self) -> Table: ...
    @property
    def event_mentions(self) -> Table:
        """Where each happening is told, with the origin that the telling belongs to."""
    @property
    def event_origins(self) -> Table:
        """The origins of happenings: mentions with a known link between them."""
    @property
    def event_participants(self) -> Table:
        """Who and what took part in happenings, a row for each passage."""
    @property
    def timeline(self) -> Table: ...
    @property
    def lineage(self) -> Table: ...
    @property
    def voices(self) -> Table: ...
    @property
    def utterances(self) -> Table: ...
    @property
    def told(self) -> Table:
        """Every reading with each passage that gives it."""
    @property
    def disputed(self) -> Table:
        """The rows of `told` whose entry is disputed."""
    @property
    def changed(self) -> Table:
        """The rows of `told` whose entry changed as days passed."""
    @property
    def who_said(self) -> Table:
        """Every utterance with each passage that prints it."""
    @property
    def codings(self) -> Table:
        """The casualty coders' sheet."""
    @property
    def unread(self) -> Table:
        """What was not read or could not be settled."""
    @property
    def skipped(self) -> Table: ...
    @property
    def tables(self) -> list[str]:
        """The names of its tables and views."""
    def table(self, name: str) -> Table:
        """One of its tables or views, by its name."""
    def json(self) -> str:
        """The ledger as `crossread collate --format json` writes it, to the byte."""
    def report(self, title: str | None = None) -> str:
        """The report, a web page that needs nothing else."""
    def sqlite(self) -> bytes:
        """The SQLite file as `crossread collate --format sqlite` writes it, to the byte."""
    def summary(self) -> str:
        """The first screen of the report, as the program prints it."""
    def __len__(self) -> int:
        """How many articles it has."""
    def _repr_html_(self) -> str: ...

@final
class Stories:
    """The stories of a heap of articles."""

    @property
    def ledgers(self) -> list[Ledger]:
        """The stories, the largest first."""
    @property
    def alone(self) -> list[str]:
        """The ids of the articles in no story."""
    def json(self) -> str:
        """All ledgers as `crossread stories --format json` writes them, to the byte."""
    def __len__(self) -> int:
        """How many stories there are."""

@final
class CheckedDrafts:
    """What in a draft differs from the accounts. `str()` of it is what the program prints."""

    def json(self) -> str:
        """The findings as `crossread check --format json` writes them."""
    def sarif(self) -> str:
        """The findings as SARIF 2.1.0, for editors."""

def read(
    data: Any,
    *,
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
) -> Accounts:
    """Reads each row of a table as an article.

    `data` is a frame of pandas or polars, a table of pyarrow or whatever else gives its columns by the Arrow PyCapsule interface,
    a dictionary of columns, or rows (dictionaries, or texts). The other arguments name the column that holds what; a column of the
    default name is taken where it is there. A row that gives no article is a row of `.skipped`, never an exception.
    """

def read_files(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    outlet: str | None = None,
    published: str | None = None,
) -> Accounts:
    """Reads files and folders as the program does."""

def collate(data: Any, **columns: str | None) -> Ledger:
    """Lays the articles of one story side by side. `data` is what `read` gave, or what it takes."""

def stories(data: Any, **columns: str | None) -> Stories:
    """Sorts a heap of articles into stories, and lays the articles of each side by side."""

def check(draft: str | Mapping[str, Any] | Accounts, ledger: Ledger) -> CheckedDrafts:
    """What in a draft differs from the accounts of a story. The draft is never counted as an account."""
