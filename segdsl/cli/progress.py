"""How far a long step is: a bar on stderr, only in a terminal, only for what takes more than a second."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

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
