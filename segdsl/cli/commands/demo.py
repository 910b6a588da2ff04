"""`segdsl demo`: an example project, written, previewed and exported from, in one command."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from segdsl.cli.command import declare
from segdsl.cli.options import output_format
from segdsl.cli.output import Output
from segdsl.cli.progress import progress
from segdsl.cli.show.preview import pages
from segdsl.cli.show.table import heading
from segdsl.cli.texts import demo as texts
from segdsl.cli.values import count
from segdsl.cli.wrap import columns

if TYPE_CHECKING:
    from segdsl.api.project import Project
    from segdsl.demo import Summary
    from segdsl.engine.results import Preview

OUT = "out"  # the folder of the exported file, inside the project
EXPRESSION = "followed and age in 18..30"


@declare("demo")
@click.argument("folder", metavar="[DIR]", default="demo", type=click.Path(path_type=Path))
@click.option("--customers", metavar="N", callback=count(1))
@click.option("--seed", metavar="N", callback=count(0))
@output_format("table", "json")
def command(out: Output, folder: Path, customers: int | None, seed: int | None, form: str) -> int:
    """Write the project or its data anew, show all sizes, export the first segment that has members."""
    import segdsl
    from segdsl.campaign.export import ExportOptions

    summary = write(out, folder, customers, seed)
    with segdsl.open(folder) as project:
        out.sources.update(project.rulebook.sources)
        preview = project.preview()
        name = next((item.name for item in preview.items if item.kind == "segment" and item.size), None)
        options = ExportOptions(overwrite=True)
        exported = project.export(name, folder / OUT, options=options).to_dict() if name else None
        key = first_member(project, name) if name else None
    if form == "json":
        result = preview.to_dict() | {"warnings": out.as_json(preview.warnings), "diagnostics": []}
        out.json({"folder": str(folder), "customers": summary.customers, "preview": result, "export": exported})
        return 0
    show(out, folder, preview)
    if name and exported:
        (file,) = exported["files"]
        path = folder / OUT / str(file["path"])
        out.text("\n" + out.say(texts.EXPORTED, name=name, rows=f"{file['rows']:,}", path=path) + "\n")
    activate = activation()
    steps = [(activate, out.say(texts.ACTIVATE))] if activate else []
    steps += [
        (line.format(folder=folder, name=name, key=key, expression=EXPRESSION), said.say(out.language))
        for line, said in texts.STEPS
        if name or "{name}" not in line
    ]
    out.show(heading(out.say(texts.NEXT)))
    out.text("\n".join(columns(steps, 100, widest=60)) + "\n")
    return 0


def write(out: Output, folder: Path, customers: int | None, seed: int | None) -> Summary:
    """Write the files and say how much was written."""
    from segdsl.demo import DEFAULT_CUSTOMERS, DEFAULT_SEED, write_project

    with progress(out, out.say(texts.WRITING)) as advance:
        summary = write_project(
            folder,
            DEFAULT_CUSTOMERS if customers is None else customers,
            DEFAULT_SEED if seed is None else seed,
            progress=advance,
        )
    counted = ("customers", "visits", "pushes", "promotions", "payments")
    rows = {name: f"{getattr(summary, name):,}" for name in counted}
    out.note(texts.WRITTEN, folder=folder, **rows)
    return summary


def show(out: Output, folder: Path, preview: Preview) -> None:
    """All sizes, and findings about the data."""
    out.show(*pages(preview, out.language))
    out.remarks(preview.warnings)


def activation() -> str | None:
    """The command that puts `segdsl` on the path; None where the shell finds it already.

    Of use after `make demo`, which installs into the checkout's own environment and leaves the shell alone.
    """
    script = Path(sys.prefix, "bin", "activate")
    if shutil.which("segdsl") or not script.exists():
        return None
    near = os.path.relpath(script)
    return "source " + shlex.quote(str(script) if near.startswith("..") else near)


def first_member(project: Project, name: str) -> str:
    """The smallest key of a segment's members."""
    return str(project.members(name).collect().to_series(0).min())
