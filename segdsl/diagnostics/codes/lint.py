"""Codes of the lints: rules that run but may surprise."""

from __future__ import annotations

from segdsl.diagnostics.codes.spec import Code

LINT: dict[str, Code] = {}
