"""`segdsl export`: the members of a segment as a target file with its manifest, or nothing at all; first tried dry."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from segdsl.cli.command import declare
from segdsl.cli.options import output_format
from segdsl.cli.output import Output
from segdsl.cli.paths import naming, split
from segdsl.cli.progress import progress
from segdsl.cli.scope import Scope, with_scope
from segdsl.cli.show.table import titled
from segdsl.cli.texts import results as texts
from segdsl.cli.values import OneOf, words
from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.diagnostics.render.summary import plural

if TYPE_CHECKING:
    from collections.abc import Callable

    from segdsl.campaign.export import Export, Rehearsal

USAGE = "segdsl export [FILE…] (NAME | -e EXPR --name NAME) --to DIR"
HMAC_KEY = "SEGDSL_HMAC_KEY"  # an environment variable: a secret on a command line is seen by everyone


@declare("export")
@click.argument("names", nargs=-1, metavar="[FILE…] NAME")
@click.option("-e", "--expr", metavar="EXPR")
@click.option("--name", metavar="NAME")
@click.option("--to", "folder", metavar="DIR", required=True, type=click.Path(path_type=Path))
@click.option("--as", "kind", type=OneOf(("csv", "xlsx", "parquet", "jsonl")), default="csv", show_default=True)
@click.option("--columns", metavar="NAME,…", callback=words)
@click.option("--headers", type=OneOf(("names", "titles")))
@click.option("--encoding", type=OneOf(("utf-8-sig", "utf-8", "gb18030")), default="utf-8-sig", show_default=True)
@click.option("--pii", type=OneOf(("mask", "hmac", "raw")), default="mask", show_default=True)
@click.option("--overwrite", is_flag=True)
@click.option("--despite-asserts", "despite", is_flag=True)
@click.option("--dry-run", "dry", is_flag=True)
@with_scope
@output_format("text", "json")
def command(
    out: Output,
    scope: Scope,
    names: tuple[str, ...],
    expr: str | None,
    name: str | None,
    folder: Path,
    columns: tuple[str, ...] | None,
    form: str,
    **how: Any,
) -> int:
    """Write, read back, compare, and say what was left out; a dry run says what would come of it."""
    from segdsl.campaign.export import ExportOptions
    from segdsl.engine.testing.assertions import failed

    secret = os.environ.get(HMAC_KEY, "").encode() or None
    despite, dry = how.pop("despite"), how.pop("dry")
    rules, wanted = split(names)
    target = name_of_target(wanted, expr, name)
    with naming(wanted), scope.open(out, rules, expr) as project, progress(out, texts.WRITING.say(out.language)) as bar:
        how["advance"] = lambda phase, done, rows: bar(done, rows) if bar and phase == "write" else None
        options = ExportOptions(format=how.pop("kind"), hmac_key=secret, **how)
        run: Callable[..., Export | Rehearsal] = project.rehearse if dry else project.export
        done = run(target, folder, expr=expr, columns=columns, options=options, despite_asserts=despite)
        definition, findings = project.rulebook.definitions.get(target), project.customers.findings
    if form == "json":
        out.json(done.to_dict())
    else:
        say(out, titled(target, definition.title if definition and expr is None else None), done)
    out.remarks([*findings, *(failed(verdict) for verdict in done.asserts if not verdict.passed)])
    return 0


def name_of_target(names: tuple[str, ...], expr: str | None, name: str | None) -> str:
    """The one segment to export, or what the expression shall be called. Raises `SegdslError` for anything else."""
    surplus = names[1:] if expr is None else names
    if surplus:
        raise SegdslError(Diagnostic("unexpected-argument", {"argument": surplus[0], "usage": USAGE}))
    if expr is None and name is not None:
        raise SegdslError(Diagnostic("option-needs-option", {"option": "--name", "other": "-e"}))
    found = name if expr is not None else next(iter(names), None)
    if found is None:
        missing = "NAME" if expr is None else "--name"
        raise SegdslError(Diagnostic("missing-argument", {"argument": missing, "usage": USAGE}))
    return found


def say(out: Output, name: str, done: Export | Rehearsal) -> None:
    """Files, rows, and who was taken out; of a dry run also the columns, and how personal data appears in them."""
    from segdsl.campaign.export import Rehearsal

    dry = isinstance(done, Rehearsal)
    rows = sum(int(file["rows"]) for file in done.files)
    out.text(plural(texts.WOULD_EXPORT if dry else texts.EXPORTED, rows, out.language, name=name) + "\n")
    folder = done.manifest.parent
    for path in (*(folder / str(file["path"]) for file in done.files), done.manifest):
        out.text(f"  {path}\n")
    for entry in done.removed:
        if entry["count"]:
            said = texts.WOULD_REMOVE if dry else texts.REMOVED
            out.text(plural(said, int(entry["count"]), out.language, reason=entry["reason"]) + "\n")
    if isinstance(done, Rehearsal):
        out.text(texts.COLUMNS.say(out.language) + "\n")
        for column in done.columns:
            header = column["header"] if column["header"] != column["name"] else None
            treatment = column["treatment"]
            how = f"  {texts.TREATMENTS[treatment].say(out.language)}" if treatment else ""
            out.text(f"  {titled(column['name'], header)}{how}\n")
        out.text(texts.NOTHING_WRITTEN.say(out.language) + "\n")
