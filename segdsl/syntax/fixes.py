"""Applying fixes: what `fmt --fix` and the editor do with the corrections that diagnostics carry."""

from __future__ import annotations

from collections.abc import Iterable

from segdsl.diagnostics import Diagnostic, Edit, Fix, Source
from segdsl.syntax.parse import parse

_ROUNDS = 20  # a fix may uncover the next mistake, but not forever


def apply_fixes(text: str, diagnostics: Iterable[Diagnostic]) -> str:
    """`text` with the safe fixes of these diagnostics, whose spans are offsets into it.

    A fix is taken whole or not at all: of two that overlap, the one that begins first.
    """
    taken: list[Edit] = []
    for fix in sorted(_safe(diagnostics), key=lambda fix: min(edit.span for edit in fix.edits)):
        if not any(_overlap(edit, other) for edit in fix.edits for other in taken):
            taken += fix.edits
    return apply_edits(text, taken)


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """`text` with edits that do not overlap."""
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def fix_source(source: Source) -> Source:
    """The file with every safe fix of the syntax applied, again and again until none is left."""
    for _ in range(_ROUNDS):
        text = apply_fixes(source.text, parse(source).diagnostics)
        if text == source.text:
            break
        source = Source(source.name, text)
    return source


def _safe(diagnostics: Iterable[Diagnostic]) -> Iterable[Fix]:
    """The first safe fix of each diagnostic."""
    for diagnostic in diagnostics:
        fix = next((fix for fix in diagnostic.fixes if fix.safe and fix.edits), None)
        if fix is not None:
            yield fix


def _overlap(one: Edit, other: Edit) -> bool:
    """Whether two edits touch the same text; two insertions at one place do."""
    if one.span == other.span:
        return True
    return one.span.start < other.span.end and other.span.start < one.span.end
