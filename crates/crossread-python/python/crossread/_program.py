"""The program itself, for the console."""

import signal
import sys

from ._crossread import run


def main() -> None:
    # Rust code holds the thread for as long as it runs: Ctrl-C must end it all the same.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(run(["crossread", *sys.argv[1:]]))
