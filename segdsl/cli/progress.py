"""How far a long step is: a bar on stderr, only in a terminal, only for what takes more than a second."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from segdsl.cli.texts import results as texts

if TYPE_CHECKING:
    from segdsl.cli.output import Output

PATIENCE = 1.0  # seconds without a bar


@contextmanager
def progress(out: Output, text: str) -> Iterator[Callable[[int, int], None] | None]:
    """A function to call with how much is done and how much there is; None where stderr is no terminal."""
    console = out.console(sys.stderr)
    if not console.is_terminal:
        yield None
        return
    from rich.progress import Progress

    bar = Progress(console=console, transient=True)
    task = bar.add_task(text, total=None)
    began = monotonic()

    def advance(done: int, total: int) -> None:
        bar.update(task, completed=done, total=total)
        if not bar.live.is_started and done < total and monotonic() - began > PATIENCE:
            bar.start()

    try:
        yield advance
    finally:
        bar.stop()


class RowCount:
    """Tells on one line of stderr how many rows of a table have been read, and takes it away when all are."""

    def __init__(self, out: Output) -> None:
        self._out = out
        self._rows = 0
        self._began: float | None = None
        self._shown = False

    def __call__(self, table: str, rows: int) -> None:
        """Count `rows` more; none says that was all."""
        if not sys.stderr.isatty():
            return
        if not rows:
            if self._shown:
                sys.stderr.write("\r\x1b[K")
                sys.stderr.flush()
            self._rows, self._began, self._shown = 0, None, False
            return
        self._rows += rows
        self._began = self._began or monotonic()
        if monotonic() - self._began > PATIENCE:
            text = texts.READING.say(self._out.language).format(table=table, rows=f"{self._rows:,}")
            sys.stderr.write(f"\r\x1b[K{text}")
            sys.stderr.flush()
            self._shown = True
