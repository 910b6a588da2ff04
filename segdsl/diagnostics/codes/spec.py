"""The shape of a row in the table of codes."""

from __future__ import annotations

from dataclasses import dataclass

from segdsl.diagnostics.severity import Severity
from segdsl.diagnostics.text import Text


@dataclass(frozen=True, slots=True)
class Code:
    """How serious a finding is and how it is said.

    Of several hints the first one shows for which the diagnostic has all placeholders; none where there is no such.
    """

    severity: Severity
    message: Text
    hints: tuple[Text, ...] = ()


def error(en: str, zh: str, *hints: str) -> Code:
    """A row for something that stops the definition or the command concerned."""
    return _code("error", en, zh, hints)


def warning(en: str, zh: str, *hints: str) -> Code:
    """A row for something that runs but may not mean what its author thinks."""
    return _code("warning", en, zh, hints)


def info(en: str, zh: str, *hints: str) -> Code:
    """A row for something worth knowing."""
    return _code("info", en, zh, hints)


def _code(severity: Severity, en: str, zh: str, hints: tuple[str, ...]) -> Code:
    """The row; hints are pairs, English and Chinese."""
    return Code(severity, Text(en, zh), tuple(Text(*pair) for pair in zip(hints[::2], hints[1::2], strict=True)))
