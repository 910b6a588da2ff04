"""Diagnostics as workflow commands, which GitHub shows beside the changed lines of a pull request."""

from __future__ import annotations

from segdsl.diagnostics.diagnostic import Diagnostic
from segdsl.diagnostics.render.report import Report
from segdsl.diagnostics.severity import Severity

COMMAND: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
DATA = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))  # the percent sign first: the others bring their own
PROPERTY = (*DATA, (":", "%3A"), (",", "%2C"))


def render(report: Report) -> str:
    """One line per finding."""
    return "".join(_line(report, diagnostic) + "\n" for diagnostic in report.diagnostics)


def _line(report: Report, diagnostic: Diagnostic) -> str:
    properties: dict[str, object] = {}
    if diagnostic.file is not None:
        properties["file"] = diagnostic.file
    place = report.place(diagnostic.file, diagnostic.span)
    if place:
        start, end = place
        properties |= {"line": start.line, "endLine": end.line}
        if start.line == end.line:  # columns of a span over several lines are refused
            properties |= {"col": start.column, "endColumn": end.column}
    properties["title"] = diagnostic.code
    listed = ",".join(f"{name}={_escape(str(value), PROPERTY)}" for name, value in properties.items())
    message = "\n".join(filter(None, (diagnostic.message(report.language), diagnostic.hint(report.language))))
    return f"::{COMMAND[diagnostic.severity]} {listed}::{_escape(message, DATA)}"


def _escape(text: str, table: tuple[tuple[str, str], ...]) -> str:
    for character, written in table:
        text = text.replace(character, written)
    return text
