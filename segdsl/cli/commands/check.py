"""`segdsl check`: everything that can be said about rules without reading data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from segdsl.cli.command import declare
from segdsl.cli.options import output_format
from segdsl.cli.options import project as project_option
from segdsl.cli.output import Output
from segdsl.cli.paths import existing
from segdsl.data.project import find_project, load_project
from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.diagnostics.render.report import Report


@declare("check")
@click.argument("paths", nargs=-1, metavar="[PATH…]")
@click.option("--strict", is_flag=True)
@project_option
@output_format("text", "json", "sarif", "github")
def command(out: Output, paths: tuple[str, ...], strict: bool, project: str | None, form: str) -> int:
    """Print all findings; 1 if there is an error, under `--strict` also if there is a warning."""
    from segdsl.rulebook import load

    wanted = [existing(path).resolve() for path in paths]
    rules, root = rules_to_load(wanted, project)
    book = load(rules, root=root)
    out.sources.update(book.sources)
    inside = {name for name in book.sources if not wanted or is_within((root / name).resolve(), wanted)}
    found = [d for d in book.diagnostics if d.file is None or d.file in inside]
    out.findings(Report.of(found, out.language, out.sources, len(inside)))
    failing = ("error", "warning") if strict else ("error",)
    return 1 if any(d.severity in failing for d in found) else 0


def rules_to_load(wanted: Sequence[Path], project: str | None) -> tuple[Sequence[Path], Path]:
    """The rules that make up the rulebook, and the folder that file names are relative to.

    Files of a project are read with all others of it, since they use each other's names; other files stand alone.
    Raises `SegdslError` where no path is given and there is no project.
    """
    here = Path.cwd()
    start = Path(project) if project else (wanted[0] if wanted else here)
    found = find_project(start if start.is_dir() else start.parent)
    if project and found is None:
        raise SegdslError(Diagnostic("project-missing", {"folder": project}))
    if found is not None:
        file = load_project(found.parent)
        if all(path == file.root or is_within(path, file.rules) for path in wanted):
            return file.rules, here if file.root.is_relative_to(here) else file.root
    return wanted or [here], here


def is_within(path: Path, places: Sequence[Path]) -> bool:
    """Whether a path is one of the places or lies in one of them."""
    return any(path == place or path.is_relative_to(place) for place in places)
