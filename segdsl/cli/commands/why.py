"""`segdsl why`: why one customer is in an audience, or is not."""

from __future__ import annotations

import click

from segdsl.cli.command import declare
from segdsl.cli.options import output_format
from segdsl.cli.output import Output
from segdsl.cli.paths import existing
from segdsl.cli.scope import Scope, with_scope
from segdsl.cli.show.why import pages


@declare("why")
@click.argument("files", nargs=-1, metavar="[FILE…]")
@click.argument("name", metavar="NAME")
@click.argument("customer", metavar="KEY")
@with_scope
@output_format("table", "json")
def command(out: Output, scope: Scope, files: tuple[str, ...], name: str, customer: str, form: str) -> int:
    """Print each clause with the values it looked at."""
    with scope.open(out, [existing(file) for file in files]) as project:
        why = project.why(name, customer)
        definition, findings = project.rulebook.definitions[name], project.customers.findings
    if form == "json":
        out.json(why.to_dict())
    else:
        out.show(*pages(why, definition.title, out.language))
    out.remarks(findings)
    return 0
