"""The parse tables that lark computes from `grammar.lark`, in the shape that `parser` drives."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

GRAMMAR = "grammar.lark"


@dataclass(frozen=True, slots=True)
class Reduction:
    """Replace the top `size` values of the stack by one.

    `rule` is the rule's name or alias, `symbol` what the rest of the grammar calls the result. `keep` says which values
    the builder gets: an index from the bottom of the `size`, or None for an optional part that is absent. `splice`
    marks a helper whose values become values of the rule that uses it, `unwrap` one that passes its only value on.
    """

    rule: str
    symbol: str
    size: int
    keep: tuple[int | None, ...]
    splice: bool
    unwrap: bool


Row = dict[str, "int | Reduction"]


@dataclass(frozen=True, slots=True)
class Tables:
    """`rows[state][symbol]` is the state to go to, or the reduction to make.

    `starts` has the first state for each kind of text, `ends` the states in which a text is whole. `keywords` maps a
    word to its symbol.
    """

    rows: tuple[Row, ...]
    starts: dict[str, int]
    ends: frozenset[int]
    keywords: dict[str, str]


@cache
def tables() -> Tables:
    """The tables of the segment language, computed once in a process."""
    from lark import Lark
    from lark.lexer import Lexer, PatternStr

    class NoLexer(Lexer):
        """Tokens come from `tokens.lex`."""

        def __init__(self, _conf: Any) -> None: ...
        def lex(self, *_: Any) -> Any: ...

    starts = ["start", "expression"]
    text = files("segdsl.syntax").joinpath(GRAMMAR).read_text(encoding="utf-8")
    grammar = Lark(text, parser="lalr", lexer=NoLexer, start=starts, maybe_placeholders=True)
    conf = grammar.parse_interactive("", start="start").parser_state.parse_conf
    reductions: dict[int, Reduction] = {}
    rows: list[Row] = [{} for _ in conf.states]
    for state, actions in conf.states.items():
        for symbol, (_, target) in actions.items():
            if isinstance(target, int):
                rows[state][symbol] = target
            else:
                rows[state][symbol] = reductions.setdefault(id(target), _reduction(target))
    names = ((t.name, t.pattern.value) for t in grammar.terminals if isinstance(t.pattern, PatternStr))
    keywords = {word: name for name, word in names if word.isidentifier()}
    states = conf.parse_table
    return Tables(tuple(rows), dict(states.start_states), frozenset(states.end_states.values()), keywords)


def _reduction(rule: Any) -> Reduction:
    name = str(rule.origin.name)
    kept: list[int | None] = []
    symbols = iter(enumerate(rule.expansion))
    absent = rule.options.empty_indices or (False,) * len(rule.expansion)
    for empty in absent:
        if empty:
            kept.append(None)
        else:
            index, symbol = next(symbols)
            if not (symbol.is_term and symbol.filter_out):
                kept.append(index)
    splice = name.startswith("_")
    unwrap = bool(rule.options.expand1) and not rule.alias and len(kept) == 1
    return Reduction(str(rule.alias or name), name, len(rule.expansion), tuple(kept), splice, unwrap)
