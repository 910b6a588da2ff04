"""`segdsl tui`: the terminal app."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from segdsl.cli import app
from segdsl.cli.command import declare
from segdsl.cli.options import early
from segdsl.cli.output import Output
from segdsl.cli.paths import existing
from segdsl.cli.scope import Scope, with_scope
from segdsl.diagnostics import Diagnostic, SegdslError


@declare("tui")
@click.argument("files", nargs=-1, metavar="[FILE…]")
@with_scope
def command(out: Output, scope: Scope, files: tuple[str, ...]) -> int:
    """Open the app; the exit code is its own."""
    rules = [existing(file) for file in files]
    if not app.in_terminal():
        raise SegdslError(Diagnostic("no-terminal"))
    return app.run(
        Path(scope.project or "."),
        language=out.language if early("--lang", sys.argv[1:]) else None,
        rules=rules,
        data=scope.data,
        as_of=scope.as_of,
        params=scope.params,
        key=scope.key,
        strict=scope.strict,
    )
