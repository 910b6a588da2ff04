"""What was learned and how it holds up, asked of the open project; and learning it anew. For worker threads."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.engine.stopping import Stopped
from segdsl_tui.effects import files
from segdsl_tui.effects.apart import Request, learn
from segdsl_tui.state.learned import Asked

if TYPE_CHECKING:
    from segdsl.api.learning import Report
    from segdsl.api.project import Project
    from segdsl.engine.results import Item
    from segdsl.rulebook.model import Rulebook
    from segdsl_tui.effects.workbench import Wanted, Workbench

Standing = Literal["fitted", "outdated", "damaged", "missing"]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a definition as of a day. `path` is its artefact's, from the project's folder.

    Only what was `fitted`, and still belongs to the rules, has a `report`, and of a model the `sources` of its values.
    """

    standing: Standing
    as_of: dt.date
    path: str
    report: Report | None = None
    findings: tuple[Diagnostic, ...] = ()
    sources: Item | None = None


def look(workbench: Workbench, rulebook: Rulebook, asked: Asked, wanted: Wanted) -> Known | None:
    """What there is to say of a side; None without data. Raises `SegdslError`, and `Stopped` when unwanted."""
    return workbench.over_data(rulebook, wanted, lambda project: _known(project, asked))


def fit(workbench: Workbench, rulebook: Rulebook, request: Request, wanted: Wanted) -> Known | None:
    """Fit a definition as its rules lie on disk, in a process of its own, and have it count; None without data.

    Raises `SegdslError` where that cannot be, and `Stopped` if nothing was written before it was given up.
    """
    before, workbench.learning = files.fits(workbench.rules), True
    try:
        try:
            learn(request, lambda _done, _every: None, wanted)
        except Stopped:
            if files.fits(workbench.rules) == before:
                raise
        report = workbench.reread(rulebook, request.name)
    finally:
        workbench.learning = False
    known = look(workbench, rulebook, Asked(request.name, 0), lambda: True)
    return known if known is None or report is None else replace(known, report=report)


def _known(project: Project, asked: Asked) -> Known:
    from segdsl.api.findings import changed, findings
    from segdsl.api.fitted import artefact_path
    from segdsl.api.learning import Report, against, reports

    path = artefact_path(project.file.root, project.rulebook.definitions[asked.name])
    shown = path.relative_to(project.file.root).as_posix()
    artefact = project.fitted.get(asked.name)
    if artefact is None:
        return _unfitted(project, asked.name, shown)
    report, sources = Report(artefact), None
    match asked.side:
        case "drift":
            (report,) = reports(project, [asked.name])
            return Known("fitted", project.as_of, shown, report, tuple(changed(report)))
        case "moves":
            return Known("fitted", project.as_of, shown, against(project, report, asked.ago))
        case _ if artefact.kind == "model":
            sources = _sources(project, asked.name)
    return Known("fitted", project.as_of, shown, report, findings([artefact]), sources)


def _unfitted(project: Project, name: str, shown: str) -> Known:
    """Why there is nothing learned that counts, as the file beside the rules tells."""
    from segdsl.lowering.fitted.artefacts import load

    try:
        there = load(project.file.root / shown, name)
    except SegdslError as problem:
        return Known("damaged", project.as_of, shown, None, problem.diagnostics)
    if there is None:
        return Known("missing", project.as_of, shown)
    return Known("outdated", project.as_of, shown, None, (Diagnostic("fit-outdated", {"name": name}),))


def _sources(project: Project, name: str) -> Item:
    """How many values of a model were observed, how many predicted."""
    from segdsl.syntax.unparse import format_name

    return project.preview([], expr=f"{format_name(name)}.source").items[0]
