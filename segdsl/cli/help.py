"""The help pages, in the user's language and right under double-width characters."""

from __future__ import annotations

import shutil

import click

from segdsl.cli.options import UNIVERSAL
from segdsl.cli.texts import help as texts
from segdsl.cli.texts.commands import COMMANDS, SECTIONS
from segdsl.cli.texts.options import option_text
from segdsl.cli.wrap import columns, wrap
from segdsl.diagnostics import Language

WIDEST = 100  # longer lines are hard to read
TERM = 34  # cells of an option; longer ones stand above their explanation


def page_width() -> int:
    """Cells of a line of help."""
    return min(shutil.get_terminal_size().columns, WIDEST)


def root_page(ctx: click.Context, language: Language) -> str:
    """`segdsl --help`: the commands by section, made from the table alone, without loading any of them."""
    width = page_width()
    lines = [*wrap(texts.TAGLINE.say(language), width), "", usage_line(ctx, language), ""]
    for section, title in SECTIONS.items():
        rows = [(name, text.summary.say(language)) for name, text in COMMANDS.items() if text.section == section]
        if rows:
            lines += [title.say(language), *columns(rows, width), ""]
    lines += [texts.OPTIONS.say(language), *columns(_options(ctx, language), width, widest=TERM), ""]
    lines += wrap(texts.MORE.say(language), width)
    return "\n".join(lines)


def command_page(ctx: click.Context, language: Language) -> str:
    """`segdsl COMMAND --help`: usage, what it does, arguments and options, examples."""
    width, text = page_width(), COMMANDS[str(ctx.command.name)]
    lines = [usage_line(ctx, language), "", *wrap(text.details.say(language), width), ""]
    lines += [texts.ARGUMENTS.say(language), *columns(_options(ctx, language), width, widest=TERM), ""]
    lines += [texts.EXAMPLES.say(language)]
    lines += columns([(line, said.say(language)) for line, said in text.examples], width, widest=width // 2)
    return "\n".join(lines)


def usage_line(ctx: click.Context, language: Language) -> str:
    """For example `Usage: segdsl check [OPTIONS] [PATH…]`."""
    return f"{texts.USAGE.say(language)} {usage(ctx)}"


def usage(ctx: click.Context) -> str:
    """The command and what follows it."""
    return " ".join([ctx.command_path, *ctx.command.collect_usage_pieces(ctx)])


def _options(ctx: click.Context, language: Language) -> list[tuple[str, str]]:
    """Arguments first, what every command takes last."""
    params = sorted(
        ctx.command.get_params(ctx), key=lambda p: (not isinstance(p, click.Argument), _long(p) in UNIVERSAL)
    )
    return [(_term(p, ctx), _explanation(p, ctx, language)) for p in params]


def _term(param: click.Parameter, ctx: click.Context) -> str:
    if isinstance(param, click.Argument):
        metavar = param.make_metavar(ctx)
        return metavar.strip("[]").removesuffix("…") if " " not in metavar else metavar
    value = "" if isinstance(param, click.Option) and param.is_flag else f" {param.make_metavar(ctx)}"
    return ", ".join(param.opts) + value


def _explanation(param: click.Parameter, ctx: click.Context, language: Language) -> str:
    said = [option_text(ctx.command.name, _long(param)).say(language)]
    if isinstance(param, click.Option) and param.multiple:
        said.append(f"({texts.REPEATABLE.say(language)})")
    if isinstance(param, click.Option) and param.show_default:
        said.append(f"({texts.DEFAULT.say(language, {'value': param.default})})")
    return " ".join(said)


def _long(param: click.Parameter) -> str:
    """The name in the table of texts: that of the long form without dashes."""
    return max(param.opts, key=len).lstrip("-") if isinstance(param, click.Option) else str(param.name)
