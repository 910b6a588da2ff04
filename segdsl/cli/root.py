"""The `segdsl` command itself: loads the command that is used and turns every outcome into an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import click
from click.shell_completion import shell_complete

from segdsl.cli import help as pages
from segdsl.cli.command import HELP_NAMES, language_of
from segdsl.cli.failures import as_segdsl_error
from segdsl.cli.options import LANGUAGES, early, universal
from segdsl.cli.output import Output
from segdsl.cli.texts import help as texts
from segdsl.cli.texts.commands import COMMANDS, NOT_YET
from segdsl.diagnostics import Diagnostic, SegdslError, system_language

COMPLETION = "_SEGDSL_COMPLETE"  # set by the shell's completion script
INTERRUPTED = 130  # as shells count: 128 and the number of the signal


class Root(click.Group):
    """Commands are the rows of the table of texts; each is imported when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of the help page."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command. Raises `SegdslError` for a name that is none, unless the shell is only completing."""
        if cmd_name in COMMANDS:
            command: click.Command = import_module(f"segdsl.cli.commands.{cmd_name}").command
            return command
        if ctx.resilient_parsing or cmd_name.startswith("-"):
            return None
        if cmd_name in NOT_YET:
            raise SegdslError(Diagnostic("command-not-yet", {"command": cmd_name}))
        close = get_close_matches(cmd_name.lower(), [*COMMANDS, *NOT_YET], 1)
        other = {"other": close[0]} if close else {}
        raise SegdslError(Diagnostic("unknown-command", {"command": cmd_name, **other}))

    def get_help(self, ctx: click.Context) -> str:
        """The page of all commands."""
        return pages.root_page(ctx, language_of(ctx))

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the command line and end the process with its exit code. Never raises anything but `SystemExit`."""
        arguments = list(sys.argv[1:] if args is None else args)
        name, out = prog_name or "segdsl", output_for(arguments)

        def parse_and_run() -> object:
            if asked := os.environ.get(COMPLETION):
                return shell_complete(self, {"obj": out}, name, COMPLETION, asked)
            try:
                with self.make_context(name, arguments, obj=out) as ctx:
                    return self.invoke(ctx)
            except click.exceptions.Exit as end:
                return end.exit_code

        sys.exit(exit_code(parse_and_run, out))


def output_for(arguments: Sequence[str]) -> Output:
    """How to speak, read from the command line before it is parsed: errors in parsing obey it too."""
    asked = early("--lang", arguments)
    language = system_language() if asked not in LANGUAGES else "zh" if asked == "zh" else "en"
    return Output(language, early("--format", arguments), "--debug" in arguments)


def exit_code(action: Callable[[], object], out: Output) -> int:
    """Run an action. Its number is the exit code; errors are said and become 1 or 2, an interruption 130."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a terminal without Chinese shows escapes, not an error
    try:
        result = action()
        sys.stdout.flush()
    except (click.Abort, KeyboardInterrupt):
        out.note(texts.INTERRUPTED)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader, such as `head`, has seen enough. What is still buffered must not complain when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - the one place where any error becomes a message
        return _said(error, out)
    return result if isinstance(result, int) else 0


def _said(error: Exception, out: Output) -> int:
    if out.debug:
        import traceback

        traceback.print_exception(error, file=sys.stderr)
    problem = as_segdsl_error(error)
    out.failed(problem.diagnostics)
    return problem.exit_code


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"segdsl {version('segdsl')}")
        ctx.exit()


def _help_instead(ctx: click.Context) -> int:
    """No command was given: show what there is, and fail, as a script that gets here has lost an argument."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
    return 2


_version_option = click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version)
_declare = click.command(
    "segdsl",
    cls=Root,
    invoke_without_command=True,
    subcommand_metavar="COMMAND …",
    context_settings={"help_option_names": HELP_NAMES},
)
ROOT: Root = _declare(universal(_version_option(click.pass_context(_help_instead))))
