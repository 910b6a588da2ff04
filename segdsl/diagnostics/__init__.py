"""Findings, where they stand, and how they are worded. The lowest layer: it knows nothing of rules or data."""

from segdsl.diagnostics.diagnostic import Diagnostic, Edit, Fix, Related, RulebookError, SegdslError
from segdsl.diagnostics.severity import Severity
from segdsl.diagnostics.span import Position, Source, Span
from segdsl.diagnostics.text import Language, Text, system_language

__all__ = [
    "Diagnostic",
    "Edit",
    "Fix",
    "Language",
    "Position",
    "Related",
    "RulebookError",
    "SegdslError",
    "Severity",
    "Source",
    "Span",
    "Text",
    "system_language",
]
