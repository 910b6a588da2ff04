"""`segdsl compile`: a rule as the Polars script it is run as, or as sentences for the people who own it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from segdsl.cli.command import declare
from segdsl.cli.options import output_format
from segdsl.cli.output import Output
from segdsl.cli.paths import existing
from segdsl.cli.rules import load_rules, project_file, require
from segdsl.cli.scope import Scope, with_scope
from segdsl.cli.values import OneOf
from segdsl.data.project import DEFAULT_ZONE
from segdsl.diagnostics import Language

if TYPE_CHECKING:
    from segdsl.rulebook.model import Rulebook

Compile = Callable[["Rulebook", str, dt.date, Language], str]


def to_polars(book: Rulebook, name: str, day: dt.date, language: Language) -> str:
    """A script over the columns as they are in the file."""
    from segdsl.lowering.polars import Context, render

    context = Context(
        as_of=day, key=book.profile.key if book.profile else "", definitions=book.definitions, contract=book.profile
    )
    return render(name, book.order, context, language)


def to_plain(book: Rulebook, name: str, day: dt.date, language: Language) -> str:
    """Sentences, missing values included. They say `today`, whatever day that is."""
    from segdsl.lowering.plain import plain

    return plain(book.definitions[name], book, language) + "\n"


TARGETS: Mapping[str, Compile] = {"polars": to_polars, "plain": to_plain}


@declare("compile")
@click.argument("files", nargs=-1, metavar="[FILE…]")
@click.argument("name", metavar="NAME")
@click.option("--to", "target", type=OneOf(tuple(TARGETS)), default="polars", show_default=True)
@with_scope
@output_format("text", "json")
def command(out: Output, scope: Scope, files: tuple[str, ...], name: str, target: str, form: str) -> int:
    """Print the script or the sentences. Data is read only where no profile is declared."""
    wanted = [existing(file).resolve() for file in files]
    file = project_file(scope.project, wanted)
    book = load_rules(out, wanted, file, scope.params)
    if book.profile is None and (scope.data or file):
        with scope.open(out, wanted) as project:
            book = project.rulebook
    require(book, name)
    zone = ZoneInfo(file.timezone if file else DEFAULT_ZONE)
    day = scope.as_of or (file.as_of if file else None) or dt.datetime.now(zone).date()
    text = TARGETS[target](book, name, day, out.language)
    if form == "json":
        out.json({"name": name, "to": target, "text": text})
    else:
        out.text(text)
    return 0
