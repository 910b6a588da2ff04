"""`segdsl fit`: learn cluster tags from the data and keep them, as numbers, beside the rules."""

from __future__ import annotations

import click

from segdsl.cli.command import declare
from segdsl.cli.options import output_format
from segdsl.cli.output import Output
from segdsl.cli.scope import Scope, with_scope
from segdsl.cli.show.table import titled
from segdsl.cli.texts import results as texts
from segdsl.diagnostics.render.summary import plural


@declare("fit")
@click.argument("names", nargs=-1, metavar="[NAME…]")
@with_scope
@output_format("text", "json")
def command(out: Output, scope: Scope, names: tuple[str, ...], form: str) -> int:
    """Fit, write the artefacts, and say how many customers each label stands for."""
    with scope.open(out) as project:
        models = project.fit(names or None)
        definitions, findings = project.rulebook.definitions, project.customers.findings
    if form == "json":
        fitted = [{"name": m.name, "rows": m.provenance.rows, "labels": m.figures["sizes"]} for m in models]
        out.json({"fitted": fitted})
        return 0
    for model in models:
        name = titled(model.name, definitions[model.name].title)
        out.text(plural(texts.FITTED, model.provenance.rows, out.language, name=name) + "\n")
        for label, size in model.figures["sizes"].items():
            out.text(f"  {label}  {size:,}\n")
    out.remarks(findings)
    return 0
