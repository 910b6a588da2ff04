"""Every code the product can report: a typed table, split by the stage that reports it.

Codes are words, stable, and never reused. A new diagnostic is one row here and one triggering example in
`tests/diagnostics/`.
"""

from __future__ import annotations

from segdsl.diagnostics.codes.data import DATA
from segdsl.diagnostics.codes.editing import EDITING
from segdsl.diagnostics.codes.engine import ENGINE
from segdsl.diagnostics.codes.evaluation import EVALUATION
from segdsl.diagnostics.codes.export import EXPORT
from segdsl.diagnostics.codes.lint import LINT
from segdsl.diagnostics.codes.pattern import PATTERN
from segdsl.diagnostics.codes.rulebook import RULEBOOK
from segdsl.diagnostics.codes.run import RUN
from segdsl.diagnostics.codes.spec import Code
from segdsl.diagnostics.codes.syntax import SYNTAX
from segdsl.diagnostics.codes.testing import TESTING

CODES: dict[str, Code] = {
    **SYNTAX, **RULEBOOK, **PATTERN, **LINT, **DATA, **ENGINE, **EVALUATION, **EXPORT, **TESTING, **EDITING, **RUN,
}  # fmt: skip

__all__ = ["CODES", "Code"]
