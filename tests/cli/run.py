"""Runs `segdsl` inside the test process, as a person would, and keeps what it printed where."""

from click.testing import CliRunner, Result

from segdsl.cli.root import ROOT


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    """The outcome of `segdsl ARGUMENTS`: `exit_code`, `stdout`, `stderr`."""
    result = CliRunner().invoke(ROOT, arguments, input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), "an error escaped"
    return result
