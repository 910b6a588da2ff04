"""`segdsl tui`: the terminal app. It is found as a plug-in, so that no other command ever loads a terminal library."""

from __future__ import annotations

import gc
import sys
from importlib.metadata import entry_points
from pathlib import Path

import click

from segdsl.cli.command import declare
from segdsl.cli.options import early
from segdsl.cli.output import Output
from segdsl.cli.paths import existing
from segdsl.cli.scope import Scope, with_scope
from segdsl.diagnostics import Diagnostic, SegdslError

GROUP = "segdsl.app"


@declare("tui")
@click.argument("files", nargs=-1, metavar="[FILE…]")
@with_scope
def command(out: Output, scope: Scope, files: tuple[str, ...]) -> int:
    """Open the app; the exit code is its own."""
    rules = [existing(file) for file in files]
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise SegdslError(Diagnostic("no-terminal"))
    gc.disable()  # nothing loaded from here on is garbage; the app takes it up again once its screen is drawn
    (app,) = entry_points(group=GROUP, name="tui")
    run = app.load()
    code: int = run(
        Path(scope.project or "."),
        language=out.language if early("--lang", sys.argv[1:]) else None,
        rules=rules,
        data=scope.data,
        as_of=scope.as_of,
        params=scope.params,
        key=scope.key,
        strict=scope.strict,
    )
    return code
