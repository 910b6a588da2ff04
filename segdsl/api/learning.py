"""What can be asked of a project about what it learned, beside fitting it (`Project.fit`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from segdsl.api.fitted import artefact_path, outdated, settled, to_fit
from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.lowering.fitted.artefacts import load

if TYPE_CHECKING:
    from segdsl.api.project import Project
    from segdsl.diagnostics import Language
    from segdsl.engine.crossing import Crossing
    from segdsl.learn.drift import Drift
    from segdsl.learn.explore import Advance, Exploration
    from segdsl.learn.refit import Refit
    from segdsl.lowering.fitted.artefacts import Artefact


@dataclass(frozen=True, slots=True)
class Report:
    """What can be said of something fitted.

    `refit` compares it with an earlier fit of the same definition, `drift` the customers of today with those it was
    fitted on, `crossing` what they have today with what they had so long `ago`; None where that was not asked for, or
    where, `ago` being given, there is nothing to look back at.
    """

    artefact: Artefact
    refit: Refit | None = None
    drift: Drift | None = None
    crossing: Crossing | None = None
    ago: str | None = None


def fit(project: Project, names: Sequence[str] | None = None) -> tuple[Report, ...]:
    """Fit as `Project.fit` does, and compare clusters with how they were fitted before."""
    return tuple(one_by_one(project, names))


def one_by_one(
    project: Project, names: Sequence[str] | None = None, failed: list[Diagnostic] | None = None
) -> Iterator[Report]:
    """The same, each when its report is asked for.

    With `failed`, what is to be said of those that cannot be fitted is added to it, and the others are fitted.
    """
    for name in to_fit(project.session, names):
        earlier = project.fitted.get(name)
        try:
            (artefact,) = project.fit([name])
        except SegdslError as problem:
            if failed is None:
                raise
            failed += problem.diagnostics
            continue
        yield _compared(project, artefact, earlier)


def reread(project: Project, name: str) -> tuple[Project, Report | None]:
    """The project with what was learned of a definition elsewhere since it was opened, compared as `fit` does.

    There is no report of what does not belong to the project's rules. Raises `SegdslError` for a file that is none, or
    was changed by hand.
    """
    path = artefact_path(project.file.root, project.rulebook.definitions[name])
    artefact, before = load(path, name), project.fitted
    if artefact is None:
        raise SegdslError(Diagnostic("needs-model", {"name": name}))
    earlier = before.get(name)
    project.learned = {**project.learned, name: artefact}
    other = project.with_rulebook(project.rulebook)
    said = settled(project.customers.findings, name)
    project.customers.findings = (*said, *outdated(before, other.fitted))
    return other, _compared(other, artefact, earlier) if name in other.fitted else None


def _compared(project: Project, artefact: Artefact, earlier: Artefact | None) -> Report:
    if earlier is None or artefact.kind != "cluster":
        return Report(artefact)
    from segdsl.learn.refit import refit

    return Report(artefact, refit(project.session, project.rulebook, project.fitted, earlier))


def reports(project: Project, names: Sequence[str] | None = None) -> tuple[Report, ...]:
    """What was fitted of the named definitions, or of all, and how far customers have moved away from that since.

    Raises `SegdslError` for a named one that was not fitted.
    """
    from segdsl.learn.drift import drift

    return tuple(Report(each, drift=drift(project.session, each)) for each in fitted(project, names))


def against(project: Project, report: Report, ago: str) -> Report:
    """The report with who moved from where to where since so long `ago`, a duration as rules write it.

    A lookalike has no labels to move between, and what is scored once for a day has none of another: there is no
    crossing of these.
    """
    from segdsl.engine.crossing import moved

    crossing = None
    if report.artefact.kind != "lookalike":
        try:
            crossing = moved(project.session, report.artefact.name, ago)
        except SegdslError as problem:
            if any(finding.code != "scores-of-today" for finding in problem.diagnostics):
                raise
    return replace(report, crossing=crossing, ago=ago)


def fitted(project: Project, names: Sequence[str] | None = None) -> tuple[Artefact, ...]:
    """The artefacts of the named definitions, or all there are. Raises `SegdslError` for a named one without."""
    found = []
    for name in to_fit(project.session, names):
        artefact = project.fitted.get(name)
        if artefact is not None:
            found.append(artefact)
        elif names is not None:
            raise SegdslError(Diagnostic("needs-model", {"name": name}))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Explored:
    """What speaks for each number of groups, and rule text for the one that is recommended."""

    found: Exploration
    draft: str


def explore(
    project: Project, names: Sequence[str] | None, language: Language, advance: Advance | None = None
) -> tuple[Explored, ...]:
    """Try numbers of groups for the named clusters, or all. Nothing is written; titles in drafts are in `language`.

    Raises `SegdslError` for what is no cluster, and for too few customers.
    """
    from segdsl.learn import draft, fit
    from segdsl.learn.explore import explore as tried

    found = []
    for name in to_fit(project.session, names):
        if project.rulebook.definitions[name].kind == "cluster":
            task = fit.task(project.session, project.rulebook, name)
            exploration = tried(task, advance)
            found.append(Explored(exploration, draft.draft(task, project.rulebook, exploration, language)))
        elif names is not None:
            raise SegdslError(Diagnostic("explore-not-a-cluster", {"name": name}))
    return tuple(found)
