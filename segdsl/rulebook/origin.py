"""Where an item of the rulebook stands, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from segdsl.diagnostics import Span

Status = Literal["draft", "live", "retired"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an item stands: file, offset of its text in the file, its extent, and the headings above it.

    `name_span` is relative to the item, as all spans of terms are.
    """

    file: str
    offset: int
    name_span: Span
    length: int
    theme: str | None = None
    dimension: str | None = None
