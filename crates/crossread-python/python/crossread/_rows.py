"""Rows of whatever holds columns, as lines of JSON. What is no article is not refused here: the reader names it as skipped."""

import datetime
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

# Lines that are handed over at once.
TOGETHER = 1000


def lines(data: Any, columns: Mapping[str, str], asked: frozenset[str]) -> Iterator[bytes]:
    """The rows as JSON Lines in pieces. `columns` tells which column holds what; those in `asked` must be there."""
    rows = _rows(data, columns, asked)
    while some := list(itertools.islice(rows, TOGETHER)):
        yield b"".join(_line(row) for row in some)


def numbered(data: Any, columns: Mapping[str, str]) -> Iterator[tuple[int, bytes]]:
    """The rows as lines of JSON, each with the number in its column `row`."""
    for row in _rows(data, columns, frozenset(("row",))):
        number = row.pop("row")
        yield int(number), _line(row)


def _line(row: Mapping[str, Any]) -> bytes:
    return json.dumps({name: _plain(value) for name, value in row.items()}, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _rows(data: Any, columns: Mapping[str, str], asked: frozenset[str]) -> Iterator[dict[str, Any]]:
    names = _names(data)
    if names is None:
        return _each(data, columns)
    missing = sorted(columns[what] for what in asked if columns[what] not in names)
    if missing:
        raise KeyError(f"no column {', '.join(map(repr, missing))}; there are {', '.join(map(repr, names))}")
    there = {what: name for what, name in columns.items() if name in names}
    return _columns(data, there)


def _names(data: Any) -> list[str] | None:
    """The names of the columns, or None where each row has its own."""
    if isinstance(data, Mapping):
        return list(data)
    if isinstance(data, (list, tuple)) or not hasattr(data, "columns"):
        return None
    names = getattr(data, "column_names", None)  # pyarrow
    return list(data.columns if names is None else names)


def _columns(data: Any, there: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    if hasattr(data, "iter_rows"):  # polars
        values: Iterable[tuple[Any, ...]] = data.select(list(there.values())).iter_rows()
    else:
        values = zip(*(_values(data[name]) for name in there.values()), strict=True)
    for row in values:
        yield dict(zip(there, row, strict=True))


def _values(column: Any) -> Iterable[Any]:
    for as_list in ("to_pylist", "tolist", "to_list"):  # pyarrow; pandas and numpy; others
        if hasattr(column, as_list):
            values: Iterable[Any] = getattr(column, as_list)()
            return values
    others: Iterable[Any] = column
    return others


def _each(data: Any, columns: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Rows that bring their own names; anything that is no row stands as an empty one, to be skipped in its place."""
    for row in data:
        if isinstance(row, str):
            row = {columns["text"]: row}
        if not isinstance(row, Mapping):
            row = {}
        yield {what: row[name] for what, name in columns.items() if name in row}


def _plain(value: Any) -> Any:
    """The value as JSON has it. What JSON has no word for becomes its text."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if type(value).__name__ in ("NaTType", "NAType"):
        return None
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else None
    if isinstance(value, datetime.datetime):
        # A column of days is often kept as one of moments: midnight is no time of day.
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(timespec="minutes")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if hasattr(value, "tolist"):  # a number or an array of numpy's
        return _plain(value.tolist())
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)
