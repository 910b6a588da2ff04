"""Has lark compute the parse tables, as plain data that can be stored. The only module that imports lark.

`python -m segdsl.syntax.compile_grammar` writes `tables.json` after a change of `grammar.lark`.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

STARTS = ["start", "expression"]

Compiled = dict[str, Any]


def compile_grammar(grammar: str) -> Compiled:
    """The tables of `grammar`: rows of symbol and action in turn, an action being a state or, negative, a reduction.

    The same grammar gives the same tables on every run. Raises lark's `GrammarError` for a grammar that is not LALR(1).
    """
    from lark import Lark
    from lark.lexer import Lexer, PatternStr

    class NoLexer(Lexer):
        """Tokens come from `tokens.lex`."""

        def __init__(self, _conf: Any) -> None: ...
        def lex(self, *_: Any) -> Any: ...

    lark = Lark(grammar, parser="lalr", lexer=NoLexer, start=STARTS, maybe_placeholders=True)
    table = lark.parse_interactive("", start=STARTS[0]).parser_state.parse_conf.parse_table
    actions: dict[int, dict[str, Any]] = {
        int(state): {symbol: target for symbol, (_, target) in row.items()} for state, row in table.states.items()
    }
    starts = {name: int(state) for name, state in table.start_states.items()}
    number = _numbered(actions, starts)
    symbols = sorted({symbol for row in actions.values() for symbol in row})
    rules = (target for row in actions.values() for target in row.values() if not isinstance(target, int))
    reductions = sorted({_reduction(rule) for rule in rules}, key=repr)
    index_of = {reduction: index for index, reduction in enumerate(reductions)}
    symbol_of = {symbol: index for index, symbol in enumerate(symbols)}
    rows: list[list[int]] = [[] for _ in number]
    for state, row in actions.items():
        for symbol, target in sorted(row.items()):
            action = number[target] if isinstance(target, int) else -1 - index_of[_reduction(target)]
            rows[number[state]] += [symbol_of[symbol], action]
    patterns = ((t.name, t.pattern.value) for t in lark.terminals if isinstance(t.pattern, PatternStr))
    return {
        "grammar": hashlib.sha256(grammar.encode()).hexdigest(),
        "starts": {name: number[state] for name, state in starts.items()},
        "ends": sorted(number[int(state)] for state in table.end_states.values()),
        "keywords": {word: name for name, word in patterns if word.isidentifier()},
        "symbols": symbols,
        "reductions": [[rule, symbol, size, list(keep), *rest] for rule, symbol, size, keep, *rest in reductions],
        "rows": rows,
    }


def _numbered(actions: dict[int, dict[str, Any]], starts: dict[str, int]) -> dict[int, int]:
    """New numbers for the states, in the order in which they can be reached: lark's own differ from run to run."""
    order = list(starts.values())
    known = set(order)
    for state in order:
        for _, target in sorted(actions[state].items(), key=lambda item: item[0]):
            if isinstance(target, int) and target not in known:
                known.add(target)
                order.append(target)
    return {state: index for index, state in enumerate(order)}


def _reduction(rule: Any) -> tuple[Any, ...]:
    """A rule as name, symbol, size, kept values, whether it is spliced, whether it is unwrapped: see `Reduction`."""
    name = str(rule.origin.name)
    kept: list[int | None] = []
    symbols = iter(enumerate(rule.expansion))
    for absent in rule.options.empty_indices or (False,) * len(rule.expansion):
        if absent:
            kept.append(None)
            continue
        index, symbol = next(symbols)
        if not (symbol.is_term and symbol.filter_out):
            kept.append(index)
    unwrap = bool(rule.options.expand1) and not rule.alias and len(kept) == 1
    return str(rule.alias or name), name, len(rule.expansion), tuple(kept), name.startswith("_"), unwrap


def stored(compiled: Compiled) -> str:
    """The text of the file: a line for each row, so that a change of the grammar can be read in a diff."""
    return json.dumps(compiled, ensure_ascii=False, separators=(",", ":")).replace("],[", "],\n[") + "\n"


if __name__ == "__main__":
    here = Path(__file__).parent
    compiled = compile_grammar(here.joinpath("grammar.lark").read_text(encoding="utf-8"))
    here.joinpath("tables.json").write_text(stored(compiled), encoding="utf-8")
