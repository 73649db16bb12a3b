"""`crossread stories` on PySpark in local mode, compared with the program byte for byte.

    python3 -m venv env && env/bin/pip install . pyarrow pyspark     (and a Java runtime, 17 or newer)
    env/bin/python bench/spark.py ARTICLES.jsonl [--first 300] [--partitions 1 2 7]

Reads the articles, or the first of them by day, shuffles them into so many partitions, sorts them into stories and lays each story
side by side. All that knows of articles is `crossread.steps`; Spark joins, groups and adds up. Exit status 1 where a byte differs.
`docs/scale.md` says what each step costs. On a cluster the rows come from a table with a column `row`, and nothing else changes.
"""

import argparse
import functools
import gzip
import hashlib
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

import pyarrow as pa
import pyarrow.parquet
from pyspark import StorageLevel
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from crossread import steps

CARD = "row bigint, input string, key binary, printing binary, retrieved binary, sha256 binary, day bigint, reprint bigint"
WORDS = "array<struct<word: bigint, count: bigint>>"
READ = f"{CARD}, words {WORDS}, article binary, code string, reason string"
MARKED = "row bigint, key binary, day bigint, id string, reprint bigint"
POSTINGS = "word bigint, window bigint, place bigint, day bigint, weight bigint"
LEDGERS = pa.schema({"story": pa.int64(), "articles": pa.int64(), "ledger": pa.string()})
PRODUCTS = "a bigint, b bigint, day_a bigint, day_b bigint, product bigint"

# Rows that go to a step at once: of articles few, since what is read of one takes some hundred kB.
ARTICLES_AT_ONCE = 128
ROWS_AT_ONCE = 20_000
AT_ONCE = "spark.sql.execution.arrow.maxRecordsPerBatch"


def mapped(frame, step, schema):
    """A step that needs no rows together."""

    def each(batches):
        for batch in batches:
            yield from pa.table(step(batch)).to_batches()

    return frame.mapInArrow(each, schema)


def grouped(frame, columns, step, schema):
    """A step that needs all rows together that agree in some columns. Groups are small: a task takes many of them at once."""
    parts = int(frame.sparkSession.conf.get("spark.sql.shuffle.partitions"))
    task = F.pmod(F.xxhash64(*columns), F.lit(parts))
    return frame.groupBy(task).applyInArrow(lambda rows: pa.table(step(rows)), schema)


def the_heap(read):
    """The articles, none twice, each with its place in the order of all."""
    for by in ("key", "printing"):
        read = grouped(read.select(*card_columns()), [by], functools.partial(steps.keep_first, by=by), CARD)
    marked = grouped(read, ["sha256"], steps.mark_reprints, MARKED)
    # Numbers that grow along the order: no two partitions overlap in it.
    return marked.orderBy("key").withColumn("place", F.monotonically_increasing_id()).drop("key")


def card_columns():
    return [column.split()[0] for column in CARD.split(", ")]


def alike(heap, read):
    """Pairs of articles that are alike at all."""
    words = heap.join(read.select("row", "words"), "row").select("place", "day", "words")
    counts = mapped(words, steps.count_words, "word bigint, articles bigint")
    documents = counts.groupBy("word").agg(F.sum("articles").alias("articles")).where("articles > 1").toArrow()
    articles, first, last = heap.agg(F.count("place"), F.min("day"), F.max("day")).first()
    days = None if first is None else (first, last)
    documents = heap.sparkSession.sparkContext.broadcast(documents)

    def weigh(batches):
        weigher = steps.Weigher(documents.value, articles, days)
        for batch in batches:
            yield from pa.table(weigher.weigh(batch)).to_batches()

    postings = words.mapInArrow(weigh, POSTINGS)
    products = grouped(postings, ["word", "window"], steps.meet, PRODUCTS)
    whole = products.groupBy("a", "b", "day_a", "day_b").agg(F.sum("product").alias("product"))
    return mapped(whole, steps.liken, "a bigint, b bigint, alike bigint")


def components(pairs):
    """The first article of each component beside each other article of it."""
    parts = mapped(pairs, steps.connect, "a bigint, b bigint")
    return grouped(parts, [F.lit(0)], steps.connect, "a bigint, b bigint")


def stories(pairs, components):
    """The story of each article that is in one. No story crosses a component, so each component is linked by itself."""
    of_a = components.select(F.col("b").alias("a"), F.col("a").alias("of_a"))
    of_b = components.select("b", F.col("a").alias("of_b"))
    told = pairs.join(of_a, "a", "left").join(of_b, "b", "left")
    told = told.withColumn("of_a", F.coalesce("of_a", "a")).withColumn("of_b", F.coalesce("of_b", "b"))
    return grouped(told.where("of_a = of_b"), ["of_a"], steps.link, "story bigint, place bigint")


def ledgers(told):
    """The ledger of each story."""

    def collate(rows):
        # Spark has strings of one kind only; those of a task are some hundred MB together.
        return pa.table(steps.collate(rows)).cast(LEDGERS)

    return grouped(told, ["story"], collate, "story bigint, articles bigint, ledger string")


class Clock:
    """Seconds of each step, as they end."""

    def __init__(self):
        self.began = time.perf_counter()

    def done(self, what, rows):
        now = time.perf_counter()
        print(f"  {what:<12} {now - self.began:8.1f} s  {rows}", flush=True)
        self.began = now


def kept(frame, clock, what):
    """A frame that is made once, here and now."""
    frame = frame.persist(StorageLevel.MEMORY_AND_DISK)
    clock.done(what, f"{frame.count():,} rows")
    return frame


def written(ledgers, clock):
    """The ledgers by way of files: together they are more than Spark's own process need hold."""
    with tempfile.TemporaryDirectory() as folder:
        ledgers.write.mode("overwrite").parquet(folder)
        table = pyarrow.parquet.read_table(folder)
    clock.done("ledgers", f"{len(table):,} rows")
    return table


def run(spark, rows, partitions):
    """The bytes of `crossread stories --format json`."""
    spark.conf.set("spark.sql.shuffle.partitions", partitions)
    shuffled = random.Random(partitions).sample(rows, len(rows))
    clock = Clock()
    spark.conf.set(AT_ONCE, ARTICLES_AT_ONCE)
    frame = spark.createDataFrame(pa.Table.from_pylist(shuffled)).repartition(partitions)
    read = kept(mapped(frame, steps.read, READ), clock, "read")
    spark.conf.set(AT_ONCE, ROWS_AT_ONCE)
    heap = kept(the_heap(read), clock, "heap")
    pairs = kept(alike(heap, read), clock, "pairs")
    together = kept(components(pairs), clock, "components")
    members = kept(stories(pairs, together), clock, "stories")
    told = members.join(heap, "place").join(read.select("row", "article"), "row")
    told = told.select("story", "place", "reprint", "article")
    laid = written(ledgers(told), clock)
    alone = heap.join(members, "place", "left_anti").select("place", "id")
    skipped = read.where("code is not null").select("row", "code", "reason")
    whole = steps.write(laid, alone.toArrow(), skipped.toArrow())
    clock.done("write", f"{len(whole):,} bytes")
    for frame in (read, heap, pairs, together, members):
        frame.unpersist()
    return whole


def program(rows):
    """The same of the program."""
    lines = b"".join(json.dumps(without_row(row)).encode() + b"\n" for row in rows)
    command = [sys.executable, "-m", "crossread", "stories", "-", "--format", "json", "--quiet"]
    began = time.perf_counter()
    done = subprocess.run(command, input=lines, stdout=subprocess.PIPE, check=False)
    print(f"program: {time.perf_counter() - began:.1f} s, {len(done.stdout):,} bytes", flush=True)
    return done.stdout


def without_row(row):
    return {name: value for name, value in row.items() if name != "row" and value is not None}


def session(memory):
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[2]").appName("crossread")
    settings = {
        "spark.driver.memory": memory,
        "spark.driver.maxResultSize": "0",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        # As many partitions as asked for, also where few would do.
        "spark.sql.adaptive.enabled": "false",
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def articles(path, first):
    data = pathlib.Path(path).read_bytes()
    data = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
    read = [json.loads(line) for line in data.decode().split("\n") if line]
    if first:
        read = sorted(read, key=lambda one: one.get("published") or "")[:first]
    names = sorted({name for one in read for name in one})
    return [{name: one.get(name) for name in names} | {"row": row} for row, one in enumerate(read)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles")
    parser.add_argument("--first", type=int, help="only so many, the first by day")
    parser.add_argument("--partitions", type=int, nargs="+", default=[1, 2, 7])
    parser.add_argument("--memory", default="2g", help="of Spark's Java process")
    asked = parser.parse_args()
    rows = articles(asked.articles, asked.first)
    print(f"{len(rows):,} articles")
    wanted = program(rows)
    spark = session(asked.memory)
    same = True
    for partitions in asked.partitions:
        print(f"{partitions} shuffled partitions:")
        began = time.perf_counter()
        got = run(spark, rows, partitions)
        is_same = got == wanted
        same &= is_same
        word = "the program's bytes" if is_same else "OTHER BYTES"
        print(f"  {word}, {hashlib.sha256(got).hexdigest()[:16]}, in {time.perf_counter() - began:.1f} s", flush=True)
    spark.stop()
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()
