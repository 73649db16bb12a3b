"""Reads every account of a news story and lays them side by side: offline, deterministic, the passages behind every line.

    accounts = crossread.read(frame, text="body", outlet="site", published="date")
    ledger = crossread.collate(accounts)
"""

from __future__ import annotations

import html as _html
import os
from collections.abc import Iterable, Mapping
from typing import Any

from . import _rows
from ._crossread import Accounts, CheckedDrafts, Ledger, Stories, Table, __version__
from ._crossread import check as _check
from ._crossread import collate as _collate
from ._crossread import read_files as _read_files
from ._crossread import read_lines as _read_lines
from ._crossread import stories as _stories

__all__ = [
    "Accounts",
    "CheckedDrafts",
    "Ledger",
    "Stories",
    "Table",
    "__version__",
    "check",
    "collate",
    "read",
    "read_files",
    "stories",
]

# What a row may tell of its article.
_FACTS = ("html", "id", "url", "outlet", "title", "authors", "published", "updated", "language")


def read(data: Any, *, text: str = "text", **columns: str | None) -> Accounts:
    """Reads each row of a table as an article. A row that gives no article is a row of `.skipped`, never an exception."""
    unknown = columns.keys() - set(_FACTS)
    if unknown:
        raise TypeError(f"read() knows no column for {', '.join(sorted(unknown))}")
    if isinstance(data, (str, bytes)):
        raise TypeError("read() takes tables and rows; read_files() takes names of files")
    holds = {"text": text} | {what: columns.get(what, what) or "" for what in _FACTS}
    holds = {what: name for what, name in holds.items() if name}
    asked = {what for what, name in columns.items() if name}
    if "html" not in asked:
        asked.add("text")
    if not hasattr(data, "columns") and hasattr(data, "__arrow_c_stream__"):
        data = _by_arrow(data)
    return _read_lines(iter(_rows.lines(data, holds, frozenset(asked))))


def _by_arrow(data: Any) -> Any:
    """What gives its columns by the Arrow PyCapsule interface alone."""
    try:
        import pyarrow
    except ImportError:
        raise TypeError("reading this kind of table needs pyarrow: pip install pyarrow") from None
    return pyarrow.table(data)


def read_files(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    outlet: str | None = None,
    published: str | None = None,
) -> Accounts:
    """Reads files and folders as the program does."""
    if isinstance(paths, (str, os.PathLike)):
        paths = [paths]
    return _read_files([os.fspath(path) for path in paths], outlet, published)


def collate(data: Any, **columns: str | None) -> Ledger:
    """Lays the articles of one story side by side."""
    return _collate(_accounts(data, columns))


def stories(data: Any, **columns: str | None) -> Stories:
    """Sorts a heap of articles into stories, and lays the articles of each side by side."""
    return _stories(_accounts(data, columns))


def check(draft: str | Mapping[str, Any] | Accounts, ledger: Ledger) -> CheckedDrafts:
    """What in a draft differs from the accounts of a story. The draft is never counted as an account."""
    return _check(draft if isinstance(draft, Accounts) else read([draft]), ledger)


def _accounts(data: Any, columns: dict[str, Any]) -> Accounts:
    if isinstance(data, Accounts):
        if columns:
            raise TypeError("these articles are read already: columns belong to read()")
        return data
    return read(data, **columns)


def _tables(of: type, names: Mapping[str, str]) -> None:
    for attribute, table in names.items():
        setattr(of, attribute, property(lambda self, table=table: self.table(table), doc=f"The table `{table}`."))


_tables(
    Accounts,
    {
        name: name
        for name in (
            "articles",
            "blocks",
            "quotes",
            "figures",
            "dates",
            "names",
            "events",
            "participants",
            "warnings",
            "skipped",
        )
    },
)
_tables(
    Ledger,
    {
        "articles": "article",
        "passages": "passage",
        "entities": "entity",
        "entries": "entry",
        "readings": "reading",
        "origins": "origin",
        "differences": "difference",
        "events": "event",
        "event_mentions": "event_mention",
        "event_origins": "event_origin",
        "event_participants": "participant",
        "timeline": "timeline",
        "lineage": "lineage",
        "voices": "voice",
        "utterances": "utterance",
        "told": "told",
        "disputed": "disputed",
        "changed": "changed",
        "who_said": "who_said",
        "codings": "codings",
        "unread": "unread",
        "skipped": "skipped",
    },
)

# What a notebook shows: the first rows of a table, and of a ledger each reading in its place.
_MOST_ROWS = 12
_MOST_ENTRIES = 12
_BESIDE = 60


def _escaped(value: Any) -> str:
    return "" if value is None else _html.escape(str(value))


def _show_table(table: Table) -> str:
    head = "".join(f"<th>{_escaped(name)}</th>" for name in table.columns)
    rows = table.rows(_MOST_ROWS)
    body = "".join("<tr>" + "".join(f"<td>{_escaped(cell)}</td>" for cell in row.values()) + "</tr>" for row in rows)
    more = f"<p>{len(table) - len(rows)} more rows</p>" if len(table) > len(rows) else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _show_accounts(accounts: Accounts) -> str:
    sizes = ", ".join(f"{len(accounts.table(name))} {name}" for name in accounts.tables)
    return f"<p>{_escaped(sizes)}</p>"


def _show_ledger(ledger: Ledger) -> str:
    texts = {row["id"]: row["text"] for row in ledger.table("article").rows()}
    entries: dict[str, list[dict[str, Any]]] = {}
    for row in ledger.table("told").rows():
        if row["status"] != "single" and (row["entry"] in entries or len(entries) < _MOST_ENTRIES):
            entries.setdefault(row["entry"], []).append(row)
    shown = []
    for rows in entries.values():
        first = rows[0]
        items = "".join(f"<li>{_escaped(row['called'])}: {_in_place(row, texts)}</li>" for row in rows)
        shown.append(f"<p><b>{_escaped(first['status'])}</b> {_escaped(first['heading'] or first['subject'])}</p><ul>{items}</ul>")
    return f"<p>{len(ledger)} articles, {len(ledger.table('entry'))} entries</p>" + "".join(shown)


def _in_place(row: dict[str, Any], texts: Mapping[str, str]) -> str:
    article, _, place = row["passage"].partition(":")
    start, end = map(int, place.split("-"))
    text = texts[article]
    before, words, behind = text[max(0, start - _BESIDE) : start], text[start:end], text[end : end + _BESIDE]
    return f"{_escaped(before)}<mark>{_escaped(words)}</mark>{_escaped(behind)}"


Table._repr_html_ = _show_table
Accounts._repr_html_ = _show_accounts
Ledger._repr_html_ = _show_ledger
