"""Print how long each headless command takes from a fresh interpreter.

Run by `make cold-start`. The figure is the best of several runs minus that of an empty interpreter: what we add, not
what the machine was doing besides. Nothing asserts it: what may be loaded at all is a test (architecture/test_imports).
"""

import subprocess
import sys
import time

from rich.console import Console
from rich.table import Table

from tests.architecture.headless import STARTS

RUNS = 5


def best_ms(statement: str) -> float:
    """Return the shortest of several runs of a statement in a fresh interpreter, in milliseconds."""

    def once() -> float:
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", statement], capture_output=True, check=False)
        return (time.perf_counter() - begun) * 1000

    return min(once() for _ in range(RUNS))


def main() -> None:
    """Print the table."""
    empty = best_ms("pass")
    table = Table(title=f"Cold start, best of {RUNS}, without the {empty:.0f} ms of the interpreter itself")
    table.add_column("what")
    table.add_column("ms", justify="right")
    for start in STARTS:
        table.add_row(start.name, f"{best_ms(start.statement) - empty:.0f}")
    Console().print(table)


if __name__ == "__main__":
    main()
