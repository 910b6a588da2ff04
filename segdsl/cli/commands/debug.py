"""`segdsl debug`: what each stage made of a rule file, for whoever works on the product or wonders about a result."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from segdsl.cli.command import declare
from segdsl.cli.output import Output
from segdsl.cli.paths import existing
from segdsl.cli.show.dump import dump
from segdsl.cli.values import OneOf
from segdsl.data.project import DEFAULT_ZONE
from segdsl.diagnostics import Diagnostic


def tree(out: Output, file: Path) -> tuple[Iterator[str], tuple[Diagnostic, ...]]:
    """The syntax tree, item by item; spans count from the start of the item."""
    from segdsl.rulebook.files import read_sources
    from segdsl.syntax.parse import parse

    parsed = [parse(source) for source in read_sources(file)]
    out.sources.update({one.source.name: one.source for one in parsed})
    lines = (line for one in parsed for item in one.items for line in dump(item.node))
    return lines, tuple(d for one in parsed for d in one.diagnostics)


def rulebook(out: Output, file: Path) -> tuple[Iterator[str], tuple[Diagnostic, ...]]:
    """The typed rulebook: contract and definitions in the order in which they are computed."""
    from segdsl.rulebook import load

    book = load(file)
    out.sources.update(book.sources)
    parts = [book.profile, *book.events.values(), *(book.definitions[name] for name in book.order)]
    return (line for part in parts if part for line in dump(part)), book.errors


def polars(out: Output, file: Path) -> tuple[Iterator[str], tuple[Diagnostic, ...]]:
    """The scripts of all definitions that no other uses, over the columns as they are in the file, as of today."""
    from segdsl.lowering.polars import Context, Sources, has_column, render
    from segdsl.rulebook import load

    book = load(file)
    out.sources.update(book.sources)
    key = book.profile.key if book.profile else ""
    day = dt.datetime.now(ZoneInfo(DEFAULT_ZONE)).date()
    context = Context(as_of=day, key=key, definitions=book.definitions, contract=book.profile)
    used = frozenset[str]().union(*(definition.uses for definition in book.definitions.values()))
    roots = [name for name in book.order if name not in used and has_column(book.definitions[name])]
    sources = Sources(book.events)
    return (render(name, book.order, context, out.language, sources) for name in roots), book.errors


STAGES: dict[str, Callable[[Output, Path], tuple[Iterator[str], tuple[Diagnostic, ...]]]] = {
    "tree": tree,
    "rulebook": rulebook,
    "polars": polars,
}


@declare("debug")
@click.argument("stage", metavar="|".join(STAGES), type=OneOf(tuple(STAGES)))
@click.argument("file", metavar="FILE")
def command(out: Output, stage: str, file: str) -> int:
    """Print the stage; findings go to stderr."""
    lines, findings = STAGES[stage](out, existing(file))
    for line in lines:
        out.text(line + "\n")
    out.remarks(findings)
    return 1 if any(d.severity == "error" for d in findings) else 0
