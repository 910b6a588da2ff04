"""Diagnostics as the JSON object of the interface: lines and columns from 1, columns in code points."""

from __future__ import annotations

from typing import Any

from segdsl.diagnostics.diagnostic import Diagnostic
from segdsl.diagnostics.render.report import Report
from segdsl.diagnostics.span import Position, Span


def render(report: Report) -> dict[str, Any]:
    """One object with all findings."""
    return {"diagnostics": findings(report)}


def findings(report: Report) -> list[dict[str, Any]]:
    """The findings alone, for results that carry warnings of their own."""
    return [_finding(report, diagnostic) for diagnostic in report.diagnostics]


def _finding(report: Report, diagnostic: Diagnostic) -> dict[str, Any]:
    """`hint`, `file` and `span` are null where there is none; `span` also where the file cannot be read."""
    language = report.language
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": diagnostic.message(language),
        "hint": diagnostic.hint(language),
        "file": diagnostic.file,
        "span": _span(report, diagnostic.file, diagnostic.span),
        "fixes": [
            {
                "title": fix.title.say(language, fix.args),
                "edits": [{"span": _span(report, diagnostic.file, e.span), "text": e.text} for e in fix.edits],
            }
            for fix in diagnostic.fixes
        ],
        "related": [
            {"message": r.text.say(language, r.args), "file": r.file, "span": _span(report, r.file, r.span)}
            for r in diagnostic.related
        ],
    }


def _span(report: Report, file: str | None, span: Span | None) -> dict[str, Any] | None:
    place = report.place(file, span)
    return place and {"start": _position(place[0]), "end": _position(place[1])}


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column}
