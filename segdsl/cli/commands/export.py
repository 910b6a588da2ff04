"""`segdsl export`: the members of a segment as a target file with its manifest, or nothing at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from segdsl.cli.command import declare
from segdsl.cli.options import output_format
from segdsl.cli.output import Output
from segdsl.cli.paths import existing
from segdsl.cli.scope import Scope, with_scope
from segdsl.cli.show.table import titled
from segdsl.cli.texts import results as texts
from segdsl.cli.values import OneOf, words
from segdsl.diagnostics.render.summary import plural

if TYPE_CHECKING:
    from segdsl.campaign.export import Export

HMAC_KEY = "SEGDSL_HMAC_KEY"  # an environment variable: a secret on a command line is seen by everyone


@declare("export")
@click.argument("files", nargs=-1, metavar="[FILE…]")
@click.argument("name", metavar="NAME")
@click.option("--to", "folder", metavar="DIR", required=True, type=click.Path(path_type=Path))
@click.option("--as", "kind", type=OneOf(("csv", "xlsx", "parquet", "jsonl")), default="csv", show_default=True)
@click.option("--columns", metavar="NAME,…", callback=words)
@click.option("--headers", type=OneOf(("names", "titles")))
@click.option("--encoding", type=OneOf(("utf-8-sig", "utf-8", "gb18030")), default="utf-8-sig", show_default=True)
@click.option("--pii", type=OneOf(("mask", "hmac", "raw")), default="mask", show_default=True)
@click.option("--overwrite", is_flag=True)
@with_scope
@output_format("text", "json")
def command(
    out: Output,
    scope: Scope,
    files: tuple[str, ...],
    name: str,
    folder: Path,
    columns: tuple[str, ...] | None,
    form: str,
    **how: Any,
) -> int:
    """Write, read back, compare, and say what was left out."""
    from segdsl.campaign.export import ExportOptions

    secret = os.environ.get(HMAC_KEY, "").encode() or None
    options = ExportOptions(format=how.pop("kind"), hmac_key=secret, **how)
    with scope.open(out, [existing(file) for file in files]) as project:
        export = project.export(name, folder, columns=columns, options=options)
        title, findings = project.rulebook.definitions[name].title, project.customers.findings
    if form == "json":
        out.json(export.to_dict())
    else:
        say(out, titled(name, title), export)
    out.remarks(findings)
    return 0


def say(out: Output, name: str, export: Export) -> None:
    """Files, rows, and who was taken out."""
    rows = sum(int(file["rows"]) for file in export.files)
    out.text(plural(texts.EXPORTED, rows, out.language, name=name) + "\n")
    folder = export.manifest.parent
    for path in (*(folder / str(file["path"]) for file in export.files), export.manifest):
        out.text(f"  {path}\n")
    for entry in export.removed:
        if entry["count"]:
            out.text(plural(texts.REMOVED, int(entry["count"]), out.language, reason=entry["reason"]) + "\n")
