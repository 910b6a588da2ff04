"""`segdsl refresh`: bring the snapshot of the project's data up to date, and say what was found on the way."""

from __future__ import annotations

import click

from segdsl.cli.command import declare
from segdsl.cli.options import output_format
from segdsl.cli.output import Output
from segdsl.cli.scope import Scope, with_scope
from segdsl.cli.show.table import Column, Grid, numbers
from segdsl.cli.texts import results as texts


@declare("refresh")
@with_scope
@output_format("table", "json")
def command(out: Output, scope: Scope, form: str) -> int:
    """Refresh all tables and print what was done for each."""
    with scope.open(out) as project:
        done = project.refresh()
        findings = [*project.customers.findings, *project.events.findings]
        folder = project.store.folder if project.store else None
    if folder is None:
        raise click.UsageError(texts.NO_STORE.say(out.language))
    if form == "json":
        tables = [
            {"table": one.table, "how": one.how, "rows": one.rows, "strangers": one.strangers, "bytes": one.size,
             "seconds": round(one.seconds, 3)}
            for one in done
        ]  # fmt: skip
        out.json({"folder": str(folder), "tables": tables, "warnings": out.as_json(findings)})
        return 0
    columns = (
        Column(texts.TABLE), Column(texts.DONE), numbers(texts.ROWS), numbers(texts.MEGABYTES), numbers(texts.SECONDS),
    )  # fmt: skip
    rows = [
        (one.table, texts.REFRESHED[one.how].say(out.language), f"{one.rows:,}", f"{one.size / 1e6:,.1f}",
         f"{one.seconds:,.1f}")
        for one in done
    ]  # fmt: skip
    out.show(Grid(columns, rows, out.language))
    out.remarks(findings)
    return 0
