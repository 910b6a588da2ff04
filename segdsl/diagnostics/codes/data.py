"""Codes of reading data and holding it against the contract."""

from __future__ import annotations

from segdsl.diagnostics.codes.spec import Code

DATA: dict[str, Code] = {}
