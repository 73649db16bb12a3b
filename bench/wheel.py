"""What Python adds: articles of a pandas frame through the wheel, beside the program, in one run on one machine.

    env/bin/pip install pandas && env/bin/maturin build --release && env/bin/pip install target/wheels/*.whl
    env/bin/python bench/wheel.py PROGRAM ARTICLES.jsonl.gz [COUNT]

The articles are given again, each with a sentence of its own, until there are COUNT (10,000). The program reads lines and writes lines to
a file; the wheel reads the frame and writes the same lines. Compared is processor time, which other work on the machine disturbs least;
the bytes must be the same. Nothing of the product depends on this script.
"""

import gzip
import json
import pathlib
import resource
import subprocess
import sys
import tempfile

import pandas

import crossread


def spent(who):
    use = resource.getrusage(who)
    return use.ru_utime + use.ru_stime


def rows(path, count):
    """So many articles, none of which has the text of another."""
    opened = gzip.open if path.endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8") as lines:
        known = [json.loads(line) for line in lines]
    for n in range(count):
        row = known[n % len(known)]
        again = n // len(known)
        yield {"text": row["text"] + (f"\n\nCopy {again} was filed on Monday." if again else ""), "title": row.get("title")}


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    program, path, count = sys.argv[1], sys.argv[2], int((sys.argv[3:] or ["10000"])[0])
    frame = pandas.DataFrame(rows(path, count))
    with tempfile.TemporaryDirectory() as folder:
        heap, theirs, ours = (pathlib.Path(folder) / name for name in ("heap.jsonl", "program.jsonl", "wheel.jsonl"))
        heap.write_text("".join(json.dumps(row) + "\n" for row in frame.to_dict("records")), encoding="utf-8")
        began = spent(resource.RUSAGE_CHILDREN)
        with open(heap, "rb") as given, open(theirs, "wb") as written:
            subprocess.run([program, "read", "-", "--quiet"], stdin=given, stdout=written, check=True)
        of_program = spent(resource.RUSAGE_CHILDREN) - began
        began = spent(resource.RUSAGE_SELF)
        accounts = crossread.read(frame, text="text", title="title")
        read = spent(resource.RUSAGE_SELF) - began
        ours.write_text(accounts.json(), encoding="utf-8", newline="")
        of_wheel = spent(resource.RUSAGE_SELF) - began
        assert theirs.read_bytes() == ours.read_bytes(), "other bytes"
    more = 100 * (of_wheel / of_program - 1)
    print(f"{count} articles: program {of_program:.1f} s, wheel {of_wheel:.1f} s ({read:.1f} s to read): {more:+.1f} %, the same bytes")
    sys.exit(more > 15)


main()
