"""`segdsl refresh`: bring the snapshot of the project's data up to date, and say what was found on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from segdsl.api.findings import drifted
from segdsl.cli.command import declare
from segdsl.cli.options import output_format
from segdsl.cli.output import Output
from segdsl.cli.scope import Scope, with_scope
from segdsl.cli.show.fitted import changes
from segdsl.cli.show.table import Column, Grid, numbers
from segdsl.cli.texts import results as texts

if TYPE_CHECKING:
    from segdsl.api.project import Project
    from segdsl.learn.drift import Drift


def drifting(project: Project) -> list[Drift]:
    """How far customers have moved away from those that the project's definitions were fitted on."""
    if not project.fitted:
        return []
    from segdsl.api.learning import reports

    return [report.drift for report in reports(project) if report.drift is not None]


@declare("refresh")
@with_scope
@output_format("table", "json")
def command(out: Output, scope: Scope, form: str) -> int:
    """Refresh all tables and print what was done for each."""
    with scope.open(out) as project:
        done = project.refresh()
        drifts = drifting(project)
        findings = [*project.customers.findings, *project.events.findings]
        findings += [finding for drift in drifts for finding in drifted(drift)]
        folder = project.store.folder if project.store else None
    if folder is None:
        raise click.UsageError(texts.NO_STORE.say(out.language))
    if form == "json":
        tables = [
            {"table": one.table, "how": one.how, "rows": one.rows, "strangers": one.strangers, "bytes": one.size,
             "seconds": round(one.seconds, 3)}
            for one in done
        ]  # fmt: skip
        moved = [{"name": drift.name, **changes.drift_summary(drift)} for drift in drifts]
        out.json({"folder": str(folder), "tables": tables, "drift": moved, "warnings": out.as_json(findings)})
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
    if drifts:
        out.show(*changes.drifts(drifts, out.language))
    out.remarks(findings)
    return 0
