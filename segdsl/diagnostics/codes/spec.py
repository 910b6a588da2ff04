"""The shape of a row in the table of codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from segdsl.diagnostics.text import Text

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Code:
    """How serious a finding is and how it is said. A hint shows only when the diagnostic has all its placeholders."""

    severity: Severity
    message: Text
    hint: Text | None = None


def error(en: str, zh: str, hint_en: str = "", hint_zh: str = "") -> Code:
    """A row for something that stops the definition or the command concerned."""
    return Code("error", Text(en, zh), Text(hint_en, hint_zh) if hint_en else None)


def warning(en: str, zh: str, hint_en: str = "", hint_zh: str = "") -> Code:
    """A row for something that runs but may not mean what its author thinks."""
    return Code("warning", Text(en, zh), Text(hint_en, hint_zh) if hint_en else None)


def info(en: str, zh: str, hint_en: str = "", hint_zh: str = "") -> Code:
    """A row for something worth knowing."""
    return Code("info", Text(en, zh), Text(hint_en, hint_zh) if hint_en else None)
