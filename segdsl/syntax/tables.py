"""The parse tables of `grammar.lark`, in the shape that `parser` drives.

Computing them takes lark a quarter of a second, reading them some milliseconds, and every command starts with them. So
`tables.json` beside this file holds them, with the digest of the grammar they were computed from; a grammar that was
edited is compiled anew. `python -m segdsl.syntax.compile_grammar` writes the file, a test finds it out of date.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from segdsl.syntax.builders import BUILDERS, DEPTHS
from segdsl.syntax.expressions import Builder

GRAMMAR = "grammar.lark"
COMPILED = "tables.json"


@dataclass(frozen=True, slots=True)
class Reduction:
    """Replace the top `size` values of the stack by one.

    `rule` is the rule's name or alias, `symbol` what the rest of the grammar calls the result. `keep` says which values
    the builder gets: an index from the bottom of the `size`, or None for an optional part that is absent. `splice`
    marks a helper whose values become values of the rule that uses it, `unwrap` one that passes its only value on.
    `depth` is what it adds to the depth of the tree: 0 for rules that cannot hold their own kind. `build` makes the
    value, unless it is one of those two; `is_unit` says that one value is passed on as it is.
    """

    rule: str
    symbol: str
    size: int
    keep: tuple[int | None, ...]
    splice: bool
    unwrap: bool
    depth: int
    build: Builder | None
    is_unit: bool


Row = dict[str, "int | Reduction"]


@dataclass(frozen=True, slots=True)
class Tables:
    """`rows[state][symbol]` is the state to go to, or the reduction to make.

    `starts` has the first state for each kind of text, `ends` the states in which a text is whole. `keywords` maps a
    word to its symbol, `words` the other way. `units` remembers where chains of unit reductions end.
    """

    rows: tuple[Row, ...]
    starts: dict[str, int]
    ends: frozenset[int]
    keywords: dict[str, str]
    words: dict[str, str]
    units: dict[tuple[int, str, str], int] = field(default_factory=dict)


@cache
def tables() -> Tables:
    """The tables of the segment language, made ready once in a process."""
    here = files("segdsl.syntax")
    grammar = here.joinpath(GRAMMAR).read_text(encoding="utf-8")
    compiled = json.loads(here.joinpath(COMPILED).read_text(encoding="utf-8"))
    if compiled["grammar"] != hashlib.sha256(grammar.encode()).hexdigest():
        from segdsl.syntax.compile_grammar import compile_grammar

        compiled = compile_grammar(grammar)
    return _load(compiled)


def _load(compiled: dict[str, Any]) -> Tables:
    reductions = [
        Reduction(
            rule,
            symbol,
            size,
            tuple(keep),
            splice,
            unwrap,
            DEPTHS.get(rule, 0),
            None if splice or unwrap else BUILDERS[rule],
            unwrap and size == 1,
        )
        for rule, symbol, size, keep, splice, unwrap in compiled["reductions"]
    ]
    symbols: list[str] = compiled["symbols"]
    rows: list[Row] = []
    for row in compiled["rows"]:
        pairs = zip(row[::2], row[1::2], strict=True)
        rows.append({symbols[s]: target if target >= 0 else reductions[-target - 1] for s, target in pairs})
    keywords: dict[str, str] = compiled["keywords"]
    words = {symbol: word for word, symbol in keywords.items()}
    return Tables(tuple(rows), compiled["starts"], frozenset(compiled["ends"]), keywords, words)
