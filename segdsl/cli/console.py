"""The console that results are printed on. Apart from `output`, so that commands without tables never load rich."""

from __future__ import annotations

from rich.console import Console


class PipedConsole(Console):
    """A console whose reader may leave: rich would end the process with 1, which here means findings."""

    def on_broken_pipe(self) -> None:
        """Let the one place that turns outcomes into exit codes decide."""
        raise BrokenPipeError
