"""Diagnostics as SARIF 2.1.0, which code hosts and editors read."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from segdsl.diagnostics.codes import CODES
from segdsl.diagnostics.diagnostic import Diagnostic, Fix
from segdsl.diagnostics.render.report import Report
from segdsl.diagnostics.severity import Severity
from segdsl.diagnostics.span import Span

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVEL: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}


def render(report: Report, version: str) -> dict[str, Any]:
    """One log with one run. `version` is the product's."""
    codes = sorted({d.code for d in report.diagnostics})
    driver = {"name": "segdsl", "version": version, "rules": [_rule(code) for code in codes]}
    results = [_result(report, diagnostic, codes.index(diagnostic.code)) for diagnostic in report.diagnostics]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str) -> dict[str, Any]:
    """Codes are words: said with spaces they are their own short description."""
    return {
        "id": code,
        "shortDescription": {"text": code.replace("-", " ").capitalize()},
        "defaultConfiguration": {"level": LEVEL[CODES[code].severity]},
    }


def _result(report: Report, diagnostic: Diagnostic, index: int) -> dict[str, Any]:
    language = report.language
    said = [diagnostic.message(language), diagnostic.hint(language)]
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": index,
        "level": LEVEL[diagnostic.severity],
        "message": {"text": "\n".join(text for text in said if text)},
    }
    if diagnostic.file is not None:
        result["locations"] = [_location(report, diagnostic.file, diagnostic.span)]
        fixes = [_fix(report, diagnostic.file, fix) for fix in diagnostic.fixes]
        if fixes and diagnostic.file in report.sources:
            result["fixes"] = fixes
    if diagnostic.related:
        result["relatedLocations"] = [
            {**_location(report, r.file, r.span), "message": {"text": r.text.say(language, r.args)}}
            for r in diagnostic.related
        ]
    return result


def _location(report: Report, file: str, span: Span | None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(file)}}
    region = _region(report, file, span)
    if region:
        physical["region"] = region
    return {"physicalLocation": physical}


def _region(report: Report, file: str, span: Span | None) -> dict[str, int]:
    place = report.place(file, span)
    if place is None:
        return {}
    (start, end) = place
    return {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}


def _fix(report: Report, file: str, fix: Fix) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(report, file, e.span), "insertedContent": {"text": e.text}} for e in fix.edits
    ]
    change = {"artifactLocation": {"uri": quote(file)}, "replacements": replacements}
    return {"description": {"text": fix.title.say(report.language, fix.args)}, "artifactChanges": [change]}
