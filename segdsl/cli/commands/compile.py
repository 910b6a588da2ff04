"""`segdsl compile`: a rule as the Polars script it is run as, or as sentences for the people who own it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from segdsl.cli.command import declare
from segdsl.cli.options import output_format
from segdsl.cli.output import Output
from segdsl.cli.paths import existing
from segdsl.cli.rules import load_rules, project_file, require, with_learned
from segdsl.cli.scope import Scope, with_scope
from segdsl.cli.values import OneOf
from segdsl.data.project import DEFAULT_ZONE, ProjectFile

if TYPE_CHECKING:
    from segdsl.lowering.polars import Sources
    from segdsl.rulebook.model import Rulebook


@dataclass(frozen=True, slots=True)
class Asked:
    """A definition of a rulebook, and where it was found."""

    out: Output
    scope: Scope
    wanted: Sequence[Path]
    file: ProjectFile | None
    book: Rulebook
    name: str

    @property
    def day(self) -> dt.date | None:
        """The as-of date that somebody named."""
        return self.scope.as_of or (self.file.as_of if self.file else None)

    @property
    def today(self) -> dt.date:
        """The day on which this runs, where the project is."""
        return dt.datetime.now(ZoneInfo(self.file.timezone if self.file else DEFAULT_ZONE)).date()


def to_polars(asked: Asked) -> str:
    """A script over the columns as they are in the file; of a rule that reads events, one that reads the files."""
    from segdsl.lowering.polars import Context, reads_events, render

    name, book = asked.name, with_learned(asked.out, asked.wanted, asked.file, asked.book)
    events = reads_events(name, book.order, book.definitions)
    day = asked.day or (newest_day(asked) if events else None) or asked.today
    key = book.profile.key if book.profile else ""
    context = Context(as_of=day, key=key, definitions=book.definitions, contract=book.profile)
    return render(name, book.order, context, asked.out.language, where(asked) if events else None)


def newest_day(asked: Asked) -> dt.date | None:
    """The as-of date that follows from the data; None where there is none."""
    if not asked.scope.data and not (asked.file and asked.file.data):
        return None
    with asked.scope.open(asked.out, asked.wanted) as project:
        return project.as_of


def where(asked: Asked) -> Sources:
    """The files that the project or the command line names."""
    from segdsl.api.settings import settings
    from segdsl.api.sources import script_sources

    scope = asked.scope
    return script_sources(asked.book, settings(Path(scope.project or "."), asked.wanted, scope.data, scope.as_of))


def to_plain(asked: Asked) -> str:
    """Sentences, missing values included. They say `today`, whatever day that is."""
    from segdsl.lowering.plain import plain

    return plain(asked.book.definitions[asked.name], asked.book, asked.out.language) + "\n"


TARGETS: Mapping[str, Callable[[Asked], str]] = {"polars": to_polars, "plain": to_plain}


@declare("compile")
@click.argument("files", nargs=-1, metavar="[FILE…]")
@click.argument("name", metavar="NAME")
@click.option("--to", "target", type=OneOf(tuple(TARGETS)), default="polars", show_default=True)
@with_scope
@output_format("text", "json")
def command(out: Output, scope: Scope, files: tuple[str, ...], name: str, target: str, form: str) -> int:
    """Print the script or the sentences.

    Data is read only where no profile is declared, or where the as-of date follows from events.
    """
    wanted = [existing(file).resolve() for file in files]
    file = project_file(scope.project, wanted)
    book = load_rules(out, wanted, file, scope.params)
    if book.profile is None and (scope.data or file):
        with scope.open(out, wanted) as project:
            book = project.rulebook
    require(book, name)
    text = TARGETS[target](Asked(out, scope, wanted, file, book, name))
    if form == "json":
        out.json({"name": name, "to": target, "text": text})
    else:
        out.text(text)
    return 0
