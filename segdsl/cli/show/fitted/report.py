"""Reports of what was fitted: what all kinds have in common, and which function shows the figures of which kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from segdsl.api.learning import Report
from segdsl.cli.show.fitted import changes, cluster, lookalike, model, preference
from segdsl.cli.show.numbers import count
from segdsl.cli.show.table import titled
from segdsl.cli.texts import fitted as texts
from segdsl.diagnostics import Language
from segdsl.diagnostics.render.summary import plural
from segdsl.lowering.fitted.artefacts import Artefact
from segdsl.rulebook.model import Rulebook

if TYPE_CHECKING:
    from rich.console import RenderableType

_FIGURES: Mapping[str, Callable[[Artefact, Rulebook, Language], Iterator[RenderableType]]] = {
    "cluster": cluster.figures,
    "model": model.figures,
    "preference": preference.figures,
    "lookalike": lookalike.figures,
}
"""What shows the figures of an artefact, by its kind; the rulebook says what things are called."""


def pages(report: Report, rulebook: Rulebook, language: Language) -> Iterator[RenderableType]:
    """A line that says what was fitted when and on whom, what the kind has to show, and what has changed."""
    from rich.text import Text as RichText

    artefact = report.artefact
    fit, definition = artefact.provenance, rulebook.definitions[artefact.name]
    args = {"name": titled(artefact.name, definition.title), "method": artefact.method, "as_of": fit.as_of}
    if fit.rows < fit.customers:
        drawn = {"n": count(fit.rows), "customers": count(fit.customers)}
        yield RichText(texts.FITTED_DRAWN.say(language, {**args, **drawn}), "bold")
    else:
        yield RichText(plural(texts.FITTED, fit.rows, language, **args), "bold")
    yield from _FIGURES[artefact.kind](artefact, rulebook, language)
    if report.refit is not None:
        yield from changes.refit(report.refit, language)
    if report.drift is not None:
        yield from changes.drift(report.drift, language)
    if report.crossing is not None:
        yield from changes.crossing(report.crossing, definition, report.ago or "", language)


def summary(report: Report) -> dict[str, Any]:
    """The same for programs; `figures` are those of the artefact, whose shape depends on the kind."""
    artefact, fit = report.artefact, report.artefact.provenance
    found: dict[str, Any] = {
        "name": artefact.name,
        "kind": artefact.kind,
        "method": artefact.method,
        "sha256": artefact.digest,
        "as_of": fit.as_of,
        "customers": fit.customers,
        "rows": fit.rows,
        "seed": fit.seed,
        "features": list(artefact.features),
        "figures": artefact.figures,
    }
    if report.refit is not None:
        found["refit"] = changes.refit_summary(report.refit)
    if report.drift is not None:
        found["drift"] = changes.drift_summary(report.drift)
    if report.crossing is not None:
        found["transition"] = {"ago": report.ago, **changes.crossing_summary(report.crossing)}
    return found
