"""What is to be said of a fit besides its figures: warnings for those who would use it unread."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from segdsl.diagnostics import Diagnostic, Text

if TYPE_CHECKING:
    from segdsl.api.learning import Report
    from segdsl.learn.drift import Drift
    from segdsl.learn.refit import Refit
    from segdsl.lowering.fitted.artefacts import Artefact


def findings(artefacts: Iterable[Artefact]) -> tuple[Diagnostic, ...]:
    """The warnings about what was fitted, one artefact after the other."""
    return tuple(finding for artefact in artefacts for finding in _FINDINGS.get(artefact.kind, _none)(artefact))


def changed(report: Report) -> Iterator[Diagnostic]:
    """The warnings about what has changed: labels since an earlier fit, customers since the fit."""
    if report.refit is not None:
        yield from _refit(report.refit)
    if report.drift is not None:
        yield from drifted(report.drift)
    if report.ago is not None and report.crossing is None:
        yield Diagnostic("no-looking-back", {"name": report.artefact.name})


def drifted(drift: Drift) -> Iterator[Diagnostic]:
    """A word on each thing that has moved more than a little since a fit."""
    for shift in drift.shifts:
        if shift.level != "little":
            what = f"`{shift.text}`" if shift.of == "feature" else _SHIFTED[shift.of]
            yield Diagnostic(f"drift-{shift.level}", {"name": drift.name, "what": what, "index": f"{shift.index:.2f}"})


_SHIFTED = {
    "labels": Text("the shares of its labels", "各标签的占比"),
    "unlabelled": Text("the share of customers without a label", "无标签客户的占比"),
}


def _refit(refit: Refit) -> Iterator[Diagnostic]:
    for one in refit.labels:
        name = {"name": refit.name, "label": one.label}
        if one.far:
            far = {"distance": f"{one.distance:.1f}", "neighbour": f"{one.neighbour:.1f}"}
            yield Diagnostic("label-moved", {**name, **far})
        if one.by_distance != one.label:
            yield Diagnostic("labels-crossed", {**name, "other": one.by_distance})


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


def _lookalike(artefact: Artefact) -> Iterator[Diagnostic]:
    if artefact.figures["validation"]["place"][1] <= 0.5:
        yield Diagnostic("fit-no-likeness", {"name": artefact.name})
    for feature, accuracy in artefact.figures["telltale"].items():
        yield Diagnostic("fit-telltale", {"name": artefact.name, "feature": feature, "accuracy": f"{accuracy:.1%}"})


_FINDINGS: Mapping[str, Callable[[Artefact], Iterator[Diagnostic]]] = {
    "model": _model, "preference": _preference, "lookalike": _lookalike,
}  # fmt: skip
