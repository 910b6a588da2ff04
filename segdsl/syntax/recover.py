"""Parsing that survives mistakes: every mistake is reported once, and everything around it is kept.

When a token does not fit, a small repair is tried first. Where none helps, the parser panics: it reports what it
expected, skips to the next line of the block, and cuts its stack back to the most of the spoiled line that makes sense
there.
"""

from __future__ import annotations

from segdsl.diagnostics import Span
from segdsl.syntax.context import Context
from segdsl.syntax.expected import report_unexpected
from segdsl.syntax.parser import END, TooDeep
from segdsl.syntax.reading import Reading
from segdsl.syntax.repairs import REPAIRS
from segdsl.syntax.words import symbol_of


def read(context: Context, start: str = "start", *, whole: bool = True) -> Reading:
    """Read all of the context's text, as items or, from `expression`, as one expression.

    Unless it is the `whole` of it, the end of the text ends nothing: the parser is left where more may follow.
    """
    reading = Reading(context, start)
    too_deep = False
    while reading.at < len(reading.tokens) - (not whole):
        try:
            if too_deep:
                too_deep = False
                _panic(reading, from_floor=True)
            else:
                _step(reading)
        except TooDeep as fault:
            context.report_at("too-deep", fault.span)
            too_deep = True
    return reading


def _step(reading: Reading) -> None:
    symbol = symbol_of(reading)
    fits = reading.parser.feed(symbol, reading.token)
    reading.settle()
    if fits:
        reading.taken.append(reading.token)
        reading.symbols.append(symbol)
        reading.at += 1
    elif not any(repair(reading) for repair in REPAIRS):
        _give_up(reading)


def _give_up(reading: Reading) -> None:
    context, parser, token, before = reading.context, reading.parser, reading.token, reading.before
    finished = before is not None and before.kind == "RBRACE" and not parser.blocks
    opener = reading.open_bracket()
    if opener and (token.kind == "LBRACE" or reading.is_boundary(reading.at)):
        context.report_at(
            "unclosed-bracket", Span(opener.start, opener.end), text=opener.text, new=")" if opener.text == "(" else "]"
        )
    elif token.kind != "JUNK":  # that was reported as what it is
        report_unexpected(context, parser, before, token, new_item=finished or parser.between_items)
    if finished:
        reading.at = len(reading.tokens) - 1
    else:
        _panic(reading)


def _panic(reading: Reading, *, from_floor: bool = False) -> None:
    """Skip to where reading can go on, and make the stack fit that place."""
    parser = reading.parser
    reading.broken = True
    if reading.at == reading.stuck:  # skipping to here did not help: nothing of the line can be kept
        parser.cut(parser.floor)
        reading.at += 1
        return
    reading.stuck = reading.at
    reading.at = _next_boundary(reading)
    if reading.looks_like_line(reading.at):
        _salvage(reading, "RBRACE", from_floor=from_floor)
        return
    while reading.token.kind == "WORD" and reading.line_keyword(reading.at) is None:
        _salvage(reading, "RBRACE", from_floor=from_floor)
        reading.make("RBRACE", "}")
    _salvage(reading, reading.line_keyword(reading.at) or reading.token.kind, from_floor=from_floor)


def _next_boundary(reading: Reading) -> int:
    """Where the next line of this block or of one around it begins, the block ends, or one inside the line opens."""
    nested = 0
    for index in range(reading.at, len(reading.tokens)):
        kind = reading.tokens[index].kind
        if kind == END:
            break
        if nested == 0 and reading.is_boundary(index) and (kind != "RBRACE" or reading.parser.blocks):
            return index
        if kind == "LBRACE":
            if nested == 0 and _height_for(reading, "LBRACE") is not None:
                return index
            nested += 1
        elif kind == "RBRACE":
            nested = max(0, nested - 1)
    return len(reading.tokens) - 1


def _salvage(reading: Reading, symbol: str, *, from_floor: bool) -> None:
    """Cut the stack back so that `symbol` may follow."""
    height, hole = _height_for(reading, symbol, from_floor=from_floor) or (reading.parser.floor, False)
    reading.parser.cut(height)
    if hole:
        reading.make("HOLE")


def _height_for(reading: Reading, symbol: str, *, from_floor: bool = False) -> tuple[int, bool] | None:
    """How much of the stack to keep so that `symbol` may follow, and whether an unread expression comes first.

    As much as possible of the line, or with `from_floor` as little; None if none of the line can be kept.
    """
    parser = reading.parser
    heights = range(parser.floor, len(parser.states) + 1)
    for height in heights if from_floor else reversed(heights):
        if parser.accepts(symbol, height=height):
            return height, False
        if parser.accepts("HOLE", symbol, height=height):
            return height, True
    return None
