"""`segdsl sweep`: a size as a function of a threshold."""

from __future__ import annotations

from collections.abc import Sequence

import click

from segdsl.cli.command import declare
from segdsl.cli.options import output_format
from segdsl.cli.output import Output
from segdsl.cli.paths import naming, split
from segdsl.cli.progress import progress
from segdsl.cli.scope import Scope, with_scope
from segdsl.cli.show.sweep import pages
from segdsl.cli.texts import results as texts
from segdsl.diagnostics import Diagnostic, SegdslError

USAGE = "segdsl sweep [FILE…] PARAM A..B[:STEP] NAME"
EXPRESSION = "expr"


@declare("sweep")
@click.argument("arguments", nargs=-1, metavar="[FILE…] PARAM A..B[:STEP] NAME")
@click.option("-e", "--expr", metavar="EXPR")
@with_scope
@output_format("table", "json")
def command(out: Output, scope: Scope, arguments: tuple[str, ...], expr: str | None, form: str) -> int:
    """Print the size for each value."""
    rules, words = split(arguments)
    param, span, name = wanted(words, expr)
    with naming([name]), scope.open(out, rules, expr) as project, progress(out, out.say(texts.SWEEPING)) as advance:
        sweep = project.sweep(param, span, name, expr=expr, advance=advance)
        definition = project.rulebook.definitions.get(name) if expr is None else None
        titles = (definition.title if definition else None, project.rulebook.definitions[param].title)
        findings = [*project.customers.findings, *project.session.events.findings]
    if form == "json":
        out.json(sweep.to_dict() | {"warnings": out.as_json(findings)})
    else:
        out.show(*pages(sweep, *titles, out.language))
        out.remarks(findings)
    return 0


def wanted(words: Sequence[str], expr: str | None) -> tuple[str, str, str]:
    """The param, its values, and the condition. Raises `SegdslError` naming what is missing or too much."""
    names = ("PARAM", "A..B[:STEP]", "NAME") if expr is None else ("PARAM", "A..B[:STEP]")
    if len(words) < len(names):
        raise SegdslError(Diagnostic("missing-argument", {"argument": names[len(words)], "usage": USAGE}))
    if len(words) > len(names):
        raise SegdslError(Diagnostic("unexpected-argument", {"argument": words[len(names)], "usage": USAGE}))
    param, span, name = (*words, EXPRESSION)[:3]
    return param, span, name
