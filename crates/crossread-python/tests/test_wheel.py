"""The wheel: what goes in, what comes out, and that it is what the program writes."""

import importlib.util
import json
import os
import pathlib
import subprocess
import sys

import pytest

import crossread

FERRY = pathlib.Path(__file__).parents[3] / "examples/ferry"
ROWS = [
    {
        "text": "The ferry sank off Tarn Head on Sunday. At least 11 people died, the coastguard said.",
        "outlet": "Lowen Gazette",
        "published": "2023-03-13",
        "url": "https://lowen.example/1",
    },
    {
        "text": "The death toll from the sinking of the ferry rose to 19. “We heard the doors go,” said Ola Brandal, a deckhand.",
        "outlet": "Radio Vel",
        "published": "2023-03-14",
        "url": "https://vel.example/2",
    },
    {
        "text": "The ferry sank on Sunday, and 34 people died. “We heard the doors go,” said Ola Brandal.",
        "outlet": "Coast Watch",
        "published": "2023-03-19",
        "url": "https://coast.example/3",
    },
]


def columns():
    return {name: [row[name] for row in ROWS] for name in ROWS[0]}


def program(*arguments, given=b"", status=0):
    """What the program inside the wheel writes to standard output."""
    run = subprocess.run(
        [sys.executable, "-m", "crossread", *arguments, "--quiet"], input=given, capture_output=True, check=False
    )
    assert run.returncode == status, run.stderr.decode()
    return run.stdout


def lines(rows):
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def test_a_ledger_is_the_programs_to_the_byte():
    ledger = crossread.collate(crossread.read_files(FERRY))
    assert ledger.json().encode() == program("collate", str(FERRY), "--format", "json")


def test_rows_are_read_as_the_program_reads_lines():
    accounts = crossread.read(ROWS)
    assert accounts.json().encode() == program("read", "-", given=lines(ROWS))
    assert crossread.collate(accounts).json().encode() == program("collate", "-", "--format", "json", given=lines(ROWS))
    assert crossread.stories(accounts).json().encode() == program("stories", "-", "--format", "json", given=lines(ROWS))


def test_the_sqlite_file_is_the_programs(tmp_path):
    path = tmp_path / "story.sqlite"
    program("collate", str(FERRY), "-o", str(path))
    assert crossread.collate(crossread.read_files(FERRY)).sqlite() == path.read_bytes()


def test_parquet_files_hold_the_tables(tmp_path):
    pyarrow = pytest.importorskip("pyarrow.parquet")
    polars = pytest.importorskip("polars")
    for folder in ("a", "b"):
        program("collate", str(FERRY), "--format", "parquet", "-o", str(tmp_path / folder))
    ledger = crossread.collate(crossread.read_files(FERRY))
    files = sorted((tmp_path / "a").glob("*.parquet"))
    assert {path.stem for path in files} | {"told", "disputed", "changed", "who_said", "codings"} == set(ledger.tables)
    for path in files:
        rows = ledger.table(path.stem).rows()
        assert pyarrow.read_table(path).to_pylist() == rows
        assert polars.read_parquet(path).to_dicts() == rows
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()
    readme = (tmp_path / "a/README.txt").read_text()
    assert all(path.stem in readme for path in files)
    assert program("read", str(tmp_path / "a"), status=2) == b""
    program("stories", str(FERRY), "--format", "parquet", "-o", str(tmp_path / "heap"))
    assert len(pyarrow.read_table(tmp_path / "heap/article.parquet")) == len(ledger)


def test_a_frame_of_any_library_gives_the_same():
    same = crossread.read(ROWS).json()
    assert crossread.read(columns()).json() == same
    pandas = pytest.importorskip("pandas")
    assert crossread.read(pandas.DataFrame(ROWS)).json() == same
    polars = pytest.importorskip("polars")
    assert crossread.read(polars.DataFrame(ROWS)).json() == same
    pyarrow = pytest.importorskip("pyarrow")
    table = pyarrow.Table.from_pylist(ROWS)
    assert crossread.read(table).json() == same

    class Stream:
        """Gives its columns by the PyCapsule interface alone."""

        def __arrow_c_stream__(self, requested_schema=None):
            return table.__arrow_c_stream__(requested_schema)

    assert crossread.read(Stream()).json() == same


def test_columns_are_named_and_days_are_days():
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(ROWS).rename(columns={"text": "body", "published": "date", "outlet": "site"})
    frame["date"] = pandas.to_datetime(frame["date"])
    accounts = crossread.read(frame, text="body", published="date", outlet="site", url="url")
    assert accounts.json() == crossread.read(ROWS).json()
    with pytest.raises(KeyError, match="no column 'when'"):
        crossread.read(frame, text="body", published="when")
    with pytest.raises(TypeError, match="knows no column for day"):
        crossread.read(frame, day="date")


def test_a_bad_article_is_a_row_and_no_exception():
    bad = [None, 7, {}, {"text": None}, {"text": ""}, {"text": float("nan")}, {"text": "\ud800 odd"}, b"\xff", ROWS[0]]
    accounts = crossread.read(bad)
    assert len(accounts) == 2 and len(accounts.skipped) == 7
    assert [row["row"] for row in accounts.articles.rows()] == [6, 8]
    assert {row["code"] for row in accounts.skipped.rows()} == {"no-text"}
    assert all(row["reason"] for row in accounts.skipped.rows())
    assert len(crossread.read([])) == 0
    assert crossread.collate([]).json()
    pandas = pytest.importorskip("pandas")
    assert len(crossread.read(pandas.DataFrame({"text": [None, float("nan"), pandas.NA, "A man died on Monday."]}))) == 1


def test_tables_open_in_every_library():
    accounts = crossread.read(ROWS)
    ledger = crossread.collate(accounts)
    tables = [accounts.table(name) for name in accounts.tables] + [ledger.table(name) for name in ledger.tables]
    polars = pytest.importorskip("polars")
    pyarrow = pytest.importorskip("pyarrow")
    for table in tables:
        rows = table.rows()
        assert len(rows) == len(table)
        assert pyarrow.table(table).to_pylist() == rows
        assert polars.DataFrame(table).to_dicts() == rows
    figures = polars.DataFrame(accounts.figures)
    assert {"low", "high", "bound", "counted"} <= set(figures.columns)
    assert 19.0 in figures["low"].to_list()


def test_words_at_a_place_are_the_words_shown():
    accounts = crossread.read(ROWS)
    texts = {row["row"]: row["text"] for row in accounts.articles.rows()}
    for name in ("quotes", "figures", "dates", "names", "events", "participants", "blocks"):
        table = accounts.table(name).rows()
        assert table, name
        for row in table:
            assert texts[row["row"]][row["start"] : row["end"]] == row["text"]
    ledger = crossread.collate(accounts)
    texts = {row["id"]: row["text"] for row in ledger.articles.rows()}
    for row in ledger.passages.rows():
        assert texts[row["article"]][row["start"] : row["end"]] == row["text"]


def test_the_tables_hold_what_the_json_holds():
    accounts = crossread.read(ROWS)
    told = [json.loads(line) for line in accounts.json().splitlines()]
    for name in ("quotes", "figures", "dates", "names", "events", "blocks"):
        assert len(accounts.table(name)) == sum(len(one[name]) for one in told), name
    ledger = crossread.collate(accounts)
    held = json.loads(ledger.json())
    assert [row["id"] for row in ledger.entries.rows()] == [entry["id"] for entry in held["entries"]]
    assert len(ledger.events) == len(held["events"]) and len(ledger.lineage) == len(held["lineage"])


def test_a_draft_is_checked():
    ledger = crossread.collate(crossread.read_files(FERRY))
    draft = (FERRY.parent / "draft.md").read_text()
    checked = crossread.check(draft, ledger)
    findings = json.loads(checked.json())["drafts"][0]["findings"]
    assert findings and all(draft[one["start"] : one["end"]] == one["text"] for one in findings)
    assert findings[0]["code"] in str(checked)
    assert json.loads(checked.sarif())["version"] == "2.1.0"
    with pytest.raises(ValueError, match="neither `text` nor `html`"):
        crossread.check("", ledger)


def test_what_an_iterator_raises_comes_out():
    def rows():
        yield ROWS[0]
        raise RuntimeError("the shelf is empty")

    with pytest.raises(RuntimeError, match="the shelf is empty"):
        crossread.read(rows())


def test_a_notebook_shows_words_in_their_place():
    ledger = crossread.collate([dict(row, text=row["text"].replace("ferry", "<i>ferry")) for row in ROWS])
    page = ledger._repr_html_()
    assert "<mark>" in page and "<i>" not in page
    assert "<table>" in ledger.entries._repr_html_() and crossread.read(ROWS)._repr_html_()


def test_the_stubs_name_everything():
    import ast
    import inspect

    stubs = ast.parse((pathlib.Path(crossread.__file__).parent / "__init__.pyi").read_text())
    named = {node.name for node in stubs.body if isinstance(node, (ast.ClassDef, ast.FunctionDef))}
    assert set(crossread.__all__) - {"__version__"} <= named
    for node in stubs.body:
        if isinstance(node, ast.ClassDef):
            there = {name for name, _ in inspect.getmembers(getattr(crossread, node.name)) if not name.startswith("_")}
            told = {member.name for member in node.body if isinstance(member, ast.FunctionDef)}
            assert {name for name in told if not name.startswith("_")} == there, node.name


def test_the_console_script_is_the_program():
    script = pathlib.Path(sys.executable).with_name("crossread")
    if not script.exists():
        pytest.skip("not installed as a wheel")
    run = subprocess.run([script, "--version"], capture_output=True, check=True, env=dict(os.environ, NO_COLOR="1"))
    assert crossread.__version__ in run.stdout.decode()
    assert subprocess.run([script, "collate", "nothing.txt"], capture_output=True, check=False).returncode == 2


def test_the_page_runs(capsys):
    page = (FERRY.parents[1] / "docs/python.md").read_text()
    blocks = [part.split("```")[0] for part in page.split("```python\n")[1:]]
    names = {}
    for block in blocks:
        library = block.split()[1]
        if block.startswith("import") and importlib.util.find_spec(library) is None:
            print(f"skipped: no {library}")
            continue
        exec(compile(block, "docs/python.md", "exec"), names)
    printed = capsys.readouterr().out
    assert "Lowen Gazette" in printed and "figure-differs" in printed


def test_other_threads_go_on_while_articles_are_read():
    import threading

    done, count = threading.Event(), 0

    def read():
        crossread.read([dict(ROWS[0], text=ROWS[0]["text"] * 40) for _ in range(64)])
        done.set()

    threading.Thread(target=read).start()
    while not done.wait(0.001):
        count += 1
    assert count > 5
