"""Pages a second on one core: crossread beside Trafilatura, in one run on one machine.

    python3 -m venv env && env/bin/pip install trafilatura lxml_html_clean
    env/bin/python bench/pages.py FOLDER

FOLDER holds pages, plain or packed with gzip. Both are given bytes in memory and asked for text and metadata; the
second of two passes is timed for both. Nothing of the product depends on this script or on Trafilatura.
"""

import gzip
import pathlib
import subprocess
import sys
import time

import trafilatura


def pages(folder):
    for path in sorted(pathlib.Path(folder).iterdir()):
        data = path.read_bytes()
        yield gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    data = list(pages(sys.argv[1]))
    for _ in range(2):
        began = time.perf_counter()
        read = sum(trafilatura.bare_extraction(page, with_metadata=True) is not None for page in data)
        seconds = time.perf_counter() - began
    theirs = len(data) / seconds
    print(f"trafilatura {trafilatura.__version__}: {theirs:.1f} pages a second ({len(data)} pages, {read} articles, {seconds:.2f} s)")
    command = ["cargo", "run", "--quiet", "--release", "--package", "xtask", "--", "bench", "pages", sys.argv[1]]
    ours = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    print(f"crossread: {ours}")
    print(f"ratio: {float(ours.split()[0]) / theirs:.1f}")


if __name__ == "__main__":
    main()
