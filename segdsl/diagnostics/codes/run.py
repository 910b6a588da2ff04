"""Codes of running commands: options, projects, files, exports."""

from __future__ import annotations

from segdsl.diagnostics.codes.spec import Code

RUN: dict[str, Code] = {}
