"""`segdsl check`: everything that can be said about rules without reading data."""

from __future__ import annotations

import click

from segdsl.cli.command import declare
from segdsl.cli.options import output_format
from segdsl.cli.options import project as project_option
from segdsl.cli.output import Output
from segdsl.cli.paths import existing
from segdsl.cli.rules import is_within, load_rules, project_file, rules_to_load
from segdsl.diagnostics.render.report import Report


@declare("check")
@click.argument("paths", nargs=-1, metavar="[PATH…]")
@click.option("--strict", is_flag=True)
@project_option
@output_format("text", "json", "sarif", "github")
def command(out: Output, paths: tuple[str, ...], strict: bool, project: str | None, form: str) -> int:
    """Print all findings; 1 if there is an error, under `--strict` also if there is a warning."""
    from segdsl.rulebook.assemble import in_order
    from segdsl.rulebook.lists import list_errors

    wanted = [existing(path).resolve() for path in paths]
    file = project_file(project, wanted)
    rules, root = rules_to_load(wanted, file)
    book = load_rules(out, wanted, file, {})
    unknown = list_errors(book, file.lists) if file is not None and rules is file.rules else ()
    inside = {name for name in book.sources if not wanted or is_within((root / name).resolve(), wanted)}
    found = [d for d in in_order((*book.diagnostics, *unknown), book.sources) if d.file is None or d.file in inside]
    out.findings(Report.of(found, out.language, out.sources, len(inside)))
    failing = ("error", "warning") if strict else ("error",)
    return 1 if any(d.severity in failing for d in found) else 0
