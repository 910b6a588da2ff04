"""What is to be said of a fit besides its figures: warnings for those who would use it unread."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from segdsl.diagnostics import Diagnostic

if TYPE_CHECKING:
    from segdsl.lowering.fitted.artefacts import Artefact


def findings(artefacts: Iterable[Artefact]) -> tuple[Diagnostic, ...]:
    """The warnings about what was fitted, one artefact after the other."""
    return tuple(finding for artefact in artefacts for finding in _FINDINGS.get(artefact.kind, _none)(artefact))


def _none(_: Artefact) -> Iterator[Diagnostic]:
    return iter(())


def _model(artefact: Artefact) -> Iterator[Diagnostic]:
    name, figures = artefact.name, artefact.figures
    validation = figures["validation"]
    if validation["ahead"][1] <= 0:
        yield Diagnostic("fit-no-better", {"name": name, "label": validation["majority"]["label"]})
    for feature, accuracy in figures["telltale"].items():
        yield Diagnostic("fit-telltale", {"name": name, "feature": feature, "accuracy": f"{accuracy:.1%}"})
    for label, customers in figures["rare"].items():
        yield Diagnostic("fit-rare-label", {"name": name, "label": label, "customers": customers})


def _preference(artefact: Artefact) -> Iterator[Diagnostic]:
    best, methods = artefact.figures["best"], artefact.figures["methods"]
    if best["certain"]:
        own, other = (f"{methods[name]['validation']['hit_rate']:.1%}" for name in (artefact.method, best["method"]))
        args = {"name": artefact.name, "method": artefact.method, "best": best["method"], "own": own, "other": other}
        yield Diagnostic("fit-beaten", args)


_FINDINGS: Mapping[str, Callable[[Artefact], Iterator[Diagnostic]]] = {"model": _model, "preference": _preference}
