"""`segdsl fit`: learn from the data and keep what was learned, as numbers, beside the rules; and report on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

import click

from segdsl.cli.command import declare
from segdsl.cli.options import output_format
from segdsl.cli.output import Output
from segdsl.cli.progress import progress
from segdsl.cli.scope import Scope, with_scope
from segdsl.cli.texts import clusters as texts

if TYPE_CHECKING:
    from rich.console import RenderableType

    from segdsl.api.project import Project
    from segdsl.diagnostics import Diagnostic, Language
    from segdsl.rulebook.model import Rulebook

T = TypeVar("T")


@declare("fit")
@click.argument("names", nargs=-1, metavar="[NAME…]")
@click.option("--explore", is_flag=True)
@click.option("--report", is_flag=True)
@click.option("--against", metavar="DURATION")
@with_scope
@output_format("text", "json")
def command(
    out: Output, scope: Scope, names: tuple[str, ...], explore: bool, report: bool, against: str | None, form: str
) -> int:
    """Fit and write the artefacts, or take those there are, and report on each; or try numbers of groups."""
    with scope.open(out) as project:
        if explore:
            found = explored(out, project, names or None, form)
        else:
            found = fitted(out, project, names or None, form, report=report, against=against)
        out.remarks((*found, *project.customers.findings))
    return 0


def fitted(
    out: Output, project: Project, names: Sequence[str] | None, form: str, *, report: bool, against: str | None
) -> tuple[Diagnostic, ...]:
    """Reports on what was fitted, now or before; and what is to be warned of."""
    from segdsl.api import learning
    from segdsl.api.findings import changed, findings
    from segdsl.cli.show.fitted.report import pages, summary

    reports = learning.reports(project, names) if report else learning.fit(project, names)
    if against is not None:
        reports = tuple(learning.against(project, one, against) for one in reports)
    if form == "json":
        out.json({"fitted": [summary(one) for one in reports]})
    else:
        one_by_one(out, project, reports, pages)
    return (*findings([one.artefact for one in reports]), *(found for one in reports for found in changed(one)))


def explored(out: Output, project: Project, names: Sequence[str] | None, form: str) -> tuple[Diagnostic, ...]:
    """How many groups there are; there is nothing to warn of yet."""
    from segdsl.api import learning
    from segdsl.cli.show.fitted.explore import pages, summary

    with progress(out, out.say(texts.EXPLORING)) as advance:
        found = learning.explore(project, names, out.language, advance)
    if form == "json":
        out.json({"explored": [summary(one, out.language) for one in found]})
    else:
        one_by_one(out, project, found, pages)
    return ()


def one_by_one(
    out: Output,
    project: Project,
    found: Sequence[T],
    pages: Callable[[T, Rulebook, Language], Iterator[RenderableType]],
) -> None:
    """What was found for each definition, an empty line between two."""
    for number, one in enumerate(found):
        out.show(*([""] if number else []), *pages(one, project.rulebook, out.language))
