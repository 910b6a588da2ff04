"""What all commands have in common: help in the user's language, the options every command takes, complete parsing."""

from __future__ import annotations

from collections.abc import Callable

import click

from segdsl.cli import help as pages
from segdsl.cli.options import universal
from segdsl.cli.output import Output
from segdsl.cli.texts.commands import COMMANDS
from segdsl.diagnostics import Diagnostic, Language, SegdslError, system_language

HELP_NAMES = ["-h", "--help"]


def language_of(ctx: click.Context | None) -> Language:
    """The language of the run, and of the system where none has begun."""
    out = ctx.find_object(Output) if ctx else None
    return out.language if out else system_language()


class Command(click.Command):
    """A command whose help comes from the tables of texts, and whose surplus arguments are named in an error."""

    allow_extra_args = True  # looked at below: click would report them in English

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse as click does; raise `SegdslError` for what is left over."""
        given = list(args)  # parsing empties the other
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            if isinstance(error, click.MissingParameter) and isinstance(error.param, click.Argument):
                error.param = self._first_missing(ctx, given)
            raise
        if rest and not ctx.resilient_parsing:
            raise SegdslError(Diagnostic("unexpected-argument", {"argument": rest[0], "usage": pages.usage(ctx)}))
        return rest

    def _first_missing(self, ctx: click.Context, args: list[str]) -> click.Argument:
        """The argument that people left out: what is there fills the required from the left."""
        values, _, _ = self.make_parser(ctx).parse_args(args)
        required = [param for param in self.params if isinstance(param, click.Argument) and param.required]
        given = sum(isinstance(values.get(str(param.name)), str) for param in required)
        return required[min(given, len(required) - 1)]

    def get_help(self, ctx: click.Context) -> str:
        """The command's page."""
        return pages.command_page(ctx, language_of(ctx))

    def get_short_help_str(self, limit: int = 45) -> str:
        """One line for shell completion, which has no room for more."""
        return COMMANDS[str(self.name)].summary.say(language_of(click.get_current_context(silent=True)))


def declare(name: str) -> Callable[[Callable[..., int]], Command]:
    """Make a command of a function that takes an `Output` and the parameters, and returns the exit code."""

    def make(function: Callable[..., int]) -> Command:
        made = click.command(name, cls=Command, context_settings={"help_option_names": HELP_NAMES})
        return made(universal(click.pass_obj(function)))

    return make
