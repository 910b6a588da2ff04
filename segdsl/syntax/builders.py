"""The table of all builders, by rule of the grammar."""

from __future__ import annotations

from segdsl.syntax.expressions import EXPRESSIONS, Builder
from segdsl.syntax.habits import HABITS
from segdsl.syntax.lines import ITEMS, LINES

BUILDERS: dict[str, Builder] = {**EXPRESSIONS, **HABITS, **LINES, **ITEMS}

NESTING = frozenset({*EXPRESSIONS, *HABITS, "record", "pair"})
"""Rules that may hold themselves, so that their depth has to be bounded."""
