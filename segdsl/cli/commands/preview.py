"""`segdsl preview`: sizes of everything, of one definition clause by clause, of an expression."""

from __future__ import annotations

from typing import Any

import click

from segdsl.cli.command import declare
from segdsl.cli.options import output_format
from segdsl.cli.output import Output
from segdsl.cli.paths import naming, split
from segdsl.cli.scope import Scope, with_scope
from segdsl.cli.show.preview import pages
from segdsl.cli.values import count
from segdsl.engine.expression import FILE


@declare("preview")
@click.argument("names", nargs=-1, metavar="[NAME|FILE…]")
@click.option("-e", "--expr", metavar="EXPR")
@click.option("--waterfall", is_flag=True)
@click.option("--by", metavar="NAME")
@click.option("--overlap", is_flag=True)
@click.option("--reachable", is_flag=True)
@click.option("--sample", metavar="N", callback=count(1))
@with_scope
@output_format("table", "json")
def command(
    out: Output, scope: Scope, names: tuple[str, ...], expr: str | None, sample: int | None, form: str, **shown: Any
) -> int:
    """Print sizes; 1 where definitions had to be left out because of errors in the rules."""
    rules, wanted = split(names)
    with naming(wanted), scope.open(out, rules, expr) as project:
        preview = project.preview(wanted or None, expr=expr, sample=sample or 0, **shown)
    errors = [d for d in preview.diagnostics if d.severity == "error"]
    if form == "json":
        findings = {
            "warnings": out.as_json(preview.warnings),
            "diagnostics": out.as_json(preview.diagnostics),
        }
        out.json(preview.to_dict() | findings)
    else:
        out.show(*pages(preview, out.language))
        out.remarks([*preview.warnings, *(d for d in preview.diagnostics if d in errors or d.file == FILE)])
    return 1 if errors else 0
