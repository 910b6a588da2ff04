"""Codes of resolving and type-checking a rulebook."""

from __future__ import annotations

from segdsl.diagnostics.codes.spec import Code

RULEBOOK: dict[str, Code] = {}
