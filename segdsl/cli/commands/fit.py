"""`segdsl fit`: learn from the data and keep what was learned, as numbers, beside the rules; and report on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from segdsl.cli.command import declare
from segdsl.cli.options import output_format
from segdsl.cli.output import Output
from segdsl.cli.progress import progress
from segdsl.cli.scope import Scope, with_scope
from segdsl.cli.texts import clusters as texts
from segdsl.cli.values import duration
from segdsl.diagnostics import Diagnostic, SegdslError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from segdsl.api.learning import Report
    from segdsl.api.project import Project
    from segdsl.diagnostics import Language
    from segdsl.rulebook.model import Rulebook

T = TypeVar("T")
Told = Mapping[str, Any]
"""What is told to programs; empty for people, who have read it by then."""


@declare("fit")
@click.argument("names", nargs=-1, metavar="[NAME…]")
@click.option("--explore", is_flag=True)
@click.option("--report", is_flag=True)
@click.option("--against", metavar="DURATION", callback=duration)
@with_scope
@output_format("text", "json")
def command(
    out: Output, scope: Scope, names: tuple[str, ...], explore: bool, report: bool, against: str | None, form: str
) -> int:
    """Fit and write the artefacts, or take those there are, and report on each; or try numbers of groups.

    What cannot be fitted does not keep the others from it: the errors come last, with the exit code 2.
    """
    if explore and (report or against is not None):
        other = "--report" if report else "--against"
        raise SegdslError(Diagnostic("options-exclude", {"option": "--explore", "other": other}))
    failed: list[Diagnostic] = []
    found: tuple[Diagnostic, ...] = ()
    with scope.open(out) as project:
        if explore:
            told = explored(out, project, names or None, form)
        else:
            reports = _reports(project, names or None, failed, report=report, against=against)
            told, found = fitted(out, project, reports, failed, form)
        warnings = (*found, *project.customers.findings)
    if form == "json":
        why = {"diagnostics": out.as_json(failed)} if failed else {}
        out.json({**told, "warnings": out.as_json(warnings), **why})
    else:
        out.remarks((*warnings, *failed))
    return 2 if failed else 0


def _reports(
    project: Project, names: Sequence[str] | None, failed: list[Diagnostic], *, report: bool, against: str | None
) -> Iterator[Report]:
    """What there is to report, as soon as it is known."""
    from segdsl.api import learning

    for one in learning.reports(project, names) if report else learning.one_by_one(project, names, failed):
        yield one if against is None else learning.against(project, one, against)


def fitted(
    out: Output, project: Project, reports: Iterator[Report], failed: Sequence[Diagnostic], form: str
) -> tuple[Told, tuple[Diagnostic, ...]]:
    """Reports on what was fitted, now or before: for people each as it comes. And what is to be warned of.

    Raises `SegdslError` where nothing could be fitted.
    """
    from segdsl.api.findings import changed, findings
    from segdsl.cli.show.fitted.report import pages, summary

    kept = list(one_by_one(out, project, reports, pages) if form == "text" else reports)
    if failed and not kept:
        raise SegdslError(*failed)
    told = {"fitted": [summary(one) for one in kept]} if form == "json" else {}
    return told, (*findings([one.artefact for one in kept]), *(found for one in kept for found in changed(one)))


def explored(out: Output, project: Project, names: Sequence[str] | None, form: str) -> Told:
    """How many groups there are."""
    from segdsl.api import learning
    from segdsl.cli.show.fitted.explore import pages, summary

    with progress(out, out.say(texts.EXPLORING)) as advance:
        found = learning.explore(project, names, out.language, advance)
    if form == "json":
        return {"explored": [summary(one, out.language) for one in found]}
    list(one_by_one(out, project, found, pages))
    return {}


def one_by_one(
    out: Output,
    project: Project,
    found: Iterable[T],
    pages: Callable[[T, Rulebook, Language], Iterator[RenderableType]],
) -> Iterator[T]:
    """What was found for each definition, shown as it comes, an empty line between two."""
    for number, one in enumerate(found):
        out.show(*([""] if number else []), *pages(one, project.rulebook, out.language))
        yield one
