"""Reports of what was fitted: what all kinds have in common, and which function shows the figures of which kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from segdsl.cli.show.fitted import cluster, model, preference
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
}
"""What shows the figures of an artefact, by its kind; the rulebook says what things are called."""


def pages(artefact: Artefact, rulebook: Rulebook, language: Language) -> Iterator[RenderableType]:
    """A line that says what was fitted when and on whom, then what the kind has to show."""
    from rich.text import Text as RichText

    fit, definition = artefact.provenance, rulebook.definitions[artefact.name]
    args = {"name": titled(artefact.name, definition.title), "method": artefact.method, "as_of": fit.as_of}
    yield RichText(plural(texts.FITTED, fit.rows, language, **args), "bold")
    yield from _FIGURES[artefact.kind](artefact, rulebook, language)


def summary(artefact: Artefact) -> dict[str, Any]:
    """The same for programs; `figures` are those of the artefact, whose shape depends on the kind."""
    fit = artefact.provenance
    return {
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
