"""What the steps of `crossread stories` cost as a heap grows: the numbers of `docs/scale.md`.

    env/bin/python bench/growth.py ARTICLES.jsonl

Two ways to grow: more articles of the same days (a sample of the heap), and more days (the first of the dated ones by day). Seconds are of
the processor, of one process; rows are what an engine would have to move.
"""

import random
import sys
import time

import pyarrow as pa
import spark

from crossread import steps


class Measured:
    """Steps with the processor time they took."""

    def __init__(self):
        self.seconds = {}

    def __call__(self, name, step, *arguments):
        began = time.process_time()
        table = pa.table(step(*arguments))
        self.seconds[name] = self.seconds.get(name, 0) + time.process_time() - began
        return table


def read_all(rows):
    """All rows read, some at a time."""
    measured, parts = Measured(), []
    for at in range(0, len(rows), 128):
        parts.append(measured("read", steps.read, pa.Table.from_pylist(rows[at : at + 128])))
    table = pa.concat_tables(parts)
    size = table["article"].nbytes / len(rows)
    words = table["words"].combine_chunks().flatten()
    print(f"read: {measured.seconds['read'] / len(rows) * 1000:.1f} ms an article, {size / 1000:.0f} kB packed,", end=" ")
    print(f"{len(words) / len(rows):.0f} words; {table.drop_columns(['article']).nbytes / len(rows) / 1000:.1f} kB of all else")
    return table


def components(pairs):
    """The members of each component."""
    stars = pa.table(steps.connect(pairs))
    sizes = {}
    for first in stars["a"].to_pylist():
        sizes[first] = sizes.get(first, 1) + 1
    return sorted(sizes.values(), reverse=True) or [1]


def measure(read, name):
    """The steps on one heap."""
    measured = Measured()
    kept = measured("heap", steps.keep_first, read, "key")
    kept = measured("heap", steps.keep_first, kept, "printing")
    heap = measured("heap", steps.mark_reprints, kept).sort_by("key")
    at = {row: place for place, row in enumerate(read["row"].to_pylist())}
    words = read["words"].take(pa.array([at[row] for row in heap["row"].to_pylist()]))
    heap = heap.append_column("place", pa.array(range(len(heap)))).append_column("words", words)
    documents = measured("count", steps.count_words, heap)
    days = [day for day in heap["day"].to_pylist() if day is not None]
    weigher = steps.Weigher(documents, len(heap), (min(days), max(days)))
    postings = measured("weigh", weigher.weigh, heap)
    products = measured("meet", steps.meet, postings)
    pairs = measured("liken", steps.liken, products)
    stars = measured("connect", steps.connect, pairs)
    members = measured("link", steps.link, pairs)
    often = sum(count > 1 for count in documents["articles"].to_pylist())
    close = sum(alike >= 110 for alike in pairs["alike"].to_pylist())
    sizes, links = components(pairs), joins(postings)
    stories = {}
    for story in members["story"].to_pylist():
        stories[story] = stories.get(story, 0) + 1
    print(
        f"{name}: {len(heap):,} articles of {max(days) - min(days) + 1:,} days; {len(documents):,} words, {often:,} in two or more; "
        f"{len(postings):,} postings; {links:,} products, {len(products):,} pairs that meet, {len(pairs):,} alike at all, {close:,} enough; "
        f"{len(stars) + len(sizes):,} articles in {len(sizes):,} components, the largest of {sizes[0]:,}; "
        f"{len(members):,} in {len(stories):,} stories, the largest of {max(stories.values(), default=0)}"
    )
    print("   " + ", ".join(f"{step} {seconds:.2f} s" for step, seconds in measured.seconds.items()), flush=True)


def joins(postings):
    """Rows that a join of the postings by word and window would have."""
    counts = postings.group_by(["word", "window"]).aggregate([("place", "count")])["place_count"].to_pylist()
    return sum(count * (count - 1) // 2 for count in counts)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    rows = spark.articles(sys.argv[1], None)
    read = read_all(rows)
    order = list(range(len(rows)))
    random.Random(1).shuffle(order)
    for parts in (8, 4, 2, 1):
        measure(read.take(pa.array(sorted(order[: len(rows) // parts]))), f"1 in {parts} of all days")
    read = read.filter(read["day"].is_valid()).sort_by("day")
    for parts in (8, 4, 2, 1):
        measure(read.slice(0, len(read) // parts), f"1 in {parts} of the dated, the first by day")


if __name__ == "__main__":
    main()
