"""The command line: one file per command, exit codes and output in one place."""

from __future__ import annotations

import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run `segdsl` with the arguments of the process, and end it with the command's exit code."""
    from segdsl.cli import app

    files = app.files(sys.argv[1:])
    if files is not None:
        sys.exit(app.opened(files))
    from segdsl.cli.root import ROOT

    ROOT.main(prog_name="segdsl")
    raise AssertionError("the root command ends the process")
