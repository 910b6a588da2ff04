"""What every renderer gets: findings in reading order, the texts they point into, and the language to speak."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from segdsl.diagnostics import Diagnostic, Language, Position, Severity, Source, Span

ORDER: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True)
class Report:
    """Findings to be shown together. `files` counts the files looked at; None where that means nothing."""

    diagnostics: tuple[Diagnostic, ...]
    language: Language
    sources: Mapping[str, Source] = field(default_factory=dict)
    files: int | None = None

    @classmethod
    def of(
        cls,
        diagnostics: Iterable[Diagnostic],
        language: Language,
        sources: Mapping[str, Source] | None = None,
        files: int | None = None,
    ) -> Report:
        """A report in reading order: findings without a file first, then by file and place."""
        ordered = sorted(diagnostics, key=lambda d: (d.file or "", d.span or Span(0, 0), ORDER.index(d.severity)))
        return cls(tuple(ordered), language, sources or {}, files)

    def place(self, file: str | None, span: Span | None) -> tuple[Position, Position] | None:
        """First and last position of a span; None where it points nowhere, or into a text that is not at hand."""
        source = self.sources.get(file) if file is not None else None
        if source is None or span is None:
            return None
        return source.position(span.start), source.position(span.end)

    def count(self, severity: Severity) -> int:
        """How many findings are that serious."""
        return sum(d.severity == severity for d in self.diagnostics)
