"""Codes of the lexer and the parser."""

from __future__ import annotations

from segdsl.diagnostics.codes.spec import Code

SYNTAX: dict[str, Code] = {}
