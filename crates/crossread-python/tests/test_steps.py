"""The steps of an engine: cut into any parts, they give the program's bytes."""

import importlib.util
import json
import pathlib
import random
import subprocess
import sys
from collections import Counter, defaultdict

import pytest

import crossread
from crossread import steps

pa = pytest.importorskip("pyarrow")

ROOT = pathlib.Path(__file__).parents[3]


def invented(count, seed=1):
    spec = importlib.util.spec_from_file_location("heap", ROOT / "bench/heap.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.heap(count, seed)


def program(rows):
    given = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    command = [sys.executable, "-m", "crossread", "stories", "-", "--format", "json", "--quiet"]
    return subprocess.run(command, input=given, capture_output=True, check=False).stdout


def beside(table, other, by):
    """The rows of a table that have one in another, with its columns."""
    at = {value: row for row, value in enumerate(other[by].to_pylist())}
    table = table.filter(pa.array([value in at for value in table[by].to_pylist()], pa.bool_()))
    found = other.take(pa.array([at[value] for value in table[by].to_pylist()], pa.int64()))
    for name in found.column_names:
        if name not in table.column_names:
            table = table.append_column(name, found[name])
    return table


class Engine:
    """Runs steps on parts, the rows in any order: the smallest engine there is."""

    def __init__(self, parts, seed):
        self.parts, self.random = parts, random.Random(seed)

    def run(self, step, table, together=()):
        """One step. Rows that agree in the columns `together` come into one part."""
        rows = self.random.sample(range(len(table)), len(table))
        salt = self.random.random()
        parts = defaultdict(list)
        for row in rows:
            key = tuple(table[name][row].as_py() for name in together) if together else row
            parts[hash((salt, key)) % self.parts].append(row)
        empty = pa.table(step(table.slice(0, 0)))
        return pa.concat_tables([empty] + [pa.table(step(table.take(part))) for part in parts.values()])

    def read(self, rows):
        table = pa.Table.from_pylist([{"row": row} | article for row, article in enumerate(self.columns(rows))])
        return self.run(steps.read, table)

    def columns(self, rows):
        names = {name: None for row in rows for name in row}
        return [names | row for row in rows]

    def heap(self, read):
        kept = read
        for by in ("key", "printing"):
            kept = self.run(lambda part, by=by: steps.keep_first(part, by), kept, [by])
        heap = self.run(steps.mark_reprints, kept, ["sha256"]).sort_by("key")
        return heap.append_column("place", pa.array([7 * place for place in range(len(heap))], pa.int64()))

    def pairs(self, words):
        counts = self.run(steps.count_words, words)
        documents = counts.group_by("word").aggregate([("articles", "sum")]).rename_columns(["word", "articles"])
        days = [day for day in words["day"].to_pylist() if day is not None]
        weigher = steps.Weigher(documents, len(words), (min(days), max(days)) if days else None)
        products = self.run(steps.meet, self.run(weigher.weigh, words), ["word", "window"])
        return self.run(steps.liken, products, ["a", "b"])

    def stories(self, pairs):
        stars = steps.connect(self.run(steps.connect, pairs))
        first = {b: a for a, b in zip(*(pa.table(stars)[name].to_pylist() for name in "ab"), strict=True)}
        ends = zip(pairs["a"].to_pylist(), pairs["b"].to_pylist(), strict=True)
        inside = pairs.append_column("of", pa.array([first.get(a, a) for a, _ in ends], pa.int64()))
        mask = [first.get(b, b) == of for b, of in zip(pairs["b"].to_pylist(), inside["of"].to_pylist(), strict=True)]
        return self.run(steps.link, inside.filter(pa.array(mask, pa.bool_())), ["of"])

    def whole(self, rows):
        read = self.read(rows)
        heap = self.heap(read)
        members = self.stories(self.pairs(beside(heap, read.select(["row", "words"]), "row")))
        told = beside(beside(members, heap, "place"), read.select(["row", "article"]), "row")
        ledgers = self.run(steps.collate, told, ["story"])
        skipped = read.filter(read["code"].is_valid())
        told = set(members["place"].to_pylist())
        alone = heap.filter(pa.array([place not in told for place in heap["place"].to_pylist()], pa.bool_()))
        return steps.write(ledgers, alone, skipped)


@pytest.mark.parametrize("parts", [1, 2, 7])
def test_any_parts_give_the_programs_bytes(parts):
    rows = invented(150, seed=parts)
    wanted = program(rows)
    told = json.loads(wanted)
    assert len(told["stories"]) > 5 and told["alone"] and told["skipped"]
    assert Engine(parts, seed=parts).whole(rows) == wanted


@pytest.mark.parametrize("rows", [[], invented(2), [{"text": ""}], invented(12, 5) + [{"text": None}]])
def test_small_heaps(rows):
    if rows:
        assert Engine(3, 1).whole(rows) == program(rows) or not program(rows)
    else:
        assert len(steps.read([])) == 0


def test_a_row_in_is_a_row_out():
    rows = [{"row": 5, "text": "At least 11 people died on Sunday, the coastguard said."}, {"row": 9, "text": None}]
    read = steps.read(rows, tables=["figures", "quotes"])
    first, second = read.rows()
    assert (first["row"], second["row"]) == (5, 9)
    assert (first["code"], second["code"]) == (None, "no-text")
    assert first["figures"][0]["text"] == "At least 11" and second["figures"] == []
    made_by = pa.schema(read).metadata
    assert made_by[b"crossread.program"].decode().endswith(crossread.__version__)
    assert pa.schema(steps.read([])) == pa.schema(steps.read(rows[:1]))


def test_words_are_counted_over_all_parts():
    read = pa.table(steps.read([{"row": row} | one for row, one in enumerate(invented(20))]))
    counts = Counter()
    for part in (read.slice(0, 7), read.slice(7)):
        counts.update({one["word"]: one["articles"] for one in steps.count_words(part).rows()})
    assert counts == {one["word"]: one["articles"] for one in steps.count_words(read).rows()}


def test_components_of_components_are_those_of_all():
    pairs = [(1, 2), (4, 5), (2, 3), (5, 9), (9, 1)]
    table = pa.table({"a": [a for a, _ in pairs], "b": [b for _, b in pairs]})
    stars = pa.concat_tables(pa.table(steps.connect(table.slice(at, 2))) for at in (0, 2, 4))
    assert {(one["a"], one["b"]) for one in steps.connect(stars).rows()} == {(1, place) for place in (2, 3, 4, 5, 9)}
    assert steps.connect(table.append_column("alike", pa.array([109] * 5))).rows() == []


def test_what_a_step_lacks_is_named():
    with pytest.raises(KeyError, match="no column 'window'"):
        steps.meet(pa.table({"word": [1]}))
    with pytest.raises(ValueError, match="another version"):
        steps.collate(pa.table({"story": [1], "place": [1], "reprint": [0], "article": [b"?"]}))


def test_tables_of_any_library_are_taken():
    pandas = pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    rows = [{"row": row} | one for row, one in enumerate(invented(9))]
    read = steps.read(rows)
    wanted = steps.keep_first(read, "key").rows()
    for table in (pa.table(read), polars.DataFrame(read), pandas.DataFrame.from_arrow(read)):
        assert steps.keep_first(table, "key").rows() == wanted
        assert steps.count_words(table).rows() == steps.count_words(read).rows()


@pytest.mark.parametrize("library", ["pandas", "duckdb", "daft"])
def test_the_examples_of_the_page(library, tmp_path, monkeypatch, capsys):
    pytest.importorskip(library)
    rows = invented(60)
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "heap.jsonl").write_text(lines)
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs/scale.md").read_text()
    first, *examples = [part.split("```")[0] for part in page.split("```python\n")[1:]]
    [example] = [block for block in examples if block.startswith(f"import {library}")]
    assert len([line for line in example.splitlines() if line]) <= 16
    names = {}
    for block in (first, example):
        exec(compile(block, "docs/scale.md", "exec"), names)
    if library == "daft":
        assert "outlet" in capsys.readouterr().out
    else:
        assert names["written"] == program(rows)


def test_the_stubs_name_every_step():
    import ast

    stubs = ast.parse((pathlib.Path(crossread.__file__).parent / "steps.pyi").read_text())
    assert set(steps.__all__) == {node.name for node in stubs.body if isinstance(node, (ast.ClassDef, ast.FunctionDef))}
