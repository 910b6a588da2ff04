"""`segdsl fit`: learn from the data and keep what was learned, as numbers, beside the rules; and report on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from segdsl.cli.command import declare
from segdsl.cli.options import output_format
from segdsl.cli.output import Output
from segdsl.cli.scope import Scope, with_scope

if TYPE_CHECKING:
    from segdsl.api.project import Project
    from segdsl.lowering.fitted.artefacts import Artefact


@declare("fit")
@click.argument("names", nargs=-1, metavar="[NAME…]")
@click.option("--report", is_flag=True)
@with_scope
@output_format("text", "json")
def command(out: Output, scope: Scope, names: tuple[str, ...], report: bool, form: str) -> int:
    """Fit and write the artefacts, or take those there are, and report on each."""
    from segdsl.api.findings import findings
    from segdsl.api.learning import fitted

    with scope.open(out) as project:
        artefacts = fitted(project, names or None) if report else project.fit(names or None)
        show(out, project, artefacts, form)
        out.remarks((*findings(artefacts), *project.customers.findings))
    return 0


def show(out: Output, project: Project, artefacts: tuple[Artefact, ...], form: str) -> None:
    """The reports, one after the other."""
    from segdsl.cli.show.fitted.report import pages, summary
    from segdsl.rulebook.model import Learned

    if form == "json":
        out.json({"fitted": [summary(artefact) for artefact in artefacts]})
        return
    for number, artefact in enumerate(artefacts):
        learned = project.rulebook.definitions[artefact.name]
        assert isinstance(learned, Learned)
        out.show(*([""] if number else []), *pages(artefact, learned, out.language))
