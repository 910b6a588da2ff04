"""The table of all builders, by rule of the grammar."""

from __future__ import annotations

from segdsl.syntax.expressions import EXPRESSIONS, Builder
from segdsl.syntax.habits import HABITS
from segdsl.syntax.lines import ITEMS, LINES

BUILDERS: dict[str, Builder] = {**EXPRESSIONS, **HABITS, **LINES, **ITEMS}

_CHAINED = dict.fromkeys(("plus", "minus", "times", "divided"), 1)
DEPTHS: dict[str, int] = {**dict.fromkeys((*EXPRESSIONS, *HABITS, "record", "pair"), 2), **_CHAINED}
"""How much a rule that may hold itself adds to the depth of the tree. Sums are long rather than deep."""
