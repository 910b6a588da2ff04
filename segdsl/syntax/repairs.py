"""Small repairs of a token that does not fit. Each says whether it changed something, so that reading goes on."""

from __future__ import annotations

from collections.abc import Callable

from segdsl.diagnostics import Edit, Fix, Span
from segdsl.syntax.expected import suppliable
from segdsl.syntax.foreign import REMOVE, WRITE, report_word
from segdsl.syntax.literals import unescape
from segdsl.syntax.parser import END
from segdsl.syntax.reading import CLOSERS, Reading
from segdsl.syntax.tokens import Token
from segdsl.syntax.unparse import format_name
from segdsl.syntax.words import misspelt, synonym


def _read_habit(reading: Reading) -> bool:
    """A keyword in capitals, a synonym of one, or one with a slip of the keys."""
    token = reading.token
    if token.kind != "WORD":
        return False
    words = reading.parser.tables.words
    if symbol := synonym(reading):
        report_word(token, reading.context, "foreign-keyword", words.get(symbol, "%"))
    elif symbol := misspelt(reading):
        report_word(token, reading.context, "misspelt-keyword", words[symbol], safe=False)
    else:
        return False
    reading.tokens[reading.at] = token._replace(kind=symbol)
    return True


def _close_block(reading: Reading) -> bool:
    """The `}` of the innermost block is missing: a line of an outer block begins, or the text ends."""
    token, blocks = reading.token, reading.parser.blocks
    if not blocks or not reading.parser.accepts("RBRACE"):
        return False
    keyword = reading.keyword(token)
    if token.kind != END and not (token.first and any(keyword in block.words for block in blocks[:-1])):
        return False
    opener = blocks[-1].opener
    reading.context.report_at("unclosed-block", Span(opener.start, opener.end), text="{", new="}")
    reading.broken = True
    reading.make("RBRACE", "}")
    return True


_COMMAS = frozenset({"then", "within", "然后", "接着"})
"""Words that part the steps of a sequence elsewhere, and its steps from the time it may take."""


def _part(reading: Reading) -> bool:
    """A word where a comma belongs: `count(visit where … in last 30d)`, `sequence(push then visit within 3d)`."""
    token, before = reading.token, reading.before
    of_time = reading.after.kind in ("DURATION", "DATE") or reading.keyword(reading.after) == "LAST"
    parts = token.text.lower() in _COMMAS or (reading.keyword(token) == "IN" and of_time)
    if not parts or before is None or not reading.parser.accepts("COMMA", "LAST"):
        return False
    fix = Fix(WRITE, (Edit(Span(before.end, token.end), ","),), {"new": ","})
    reading.context.report_at("foreign-keyword", _span(token), fix, text=token.text, new=",")
    reading.tokens[reading.at] = token._replace(kind="COMMA", text=",")
    return True


def _supply(reading: Reading) -> bool:
    """One token is missing, and it is clear which."""
    token, before = reading.token, reading.before
    found = suppliable(reading.parser, token) if reading.at != reading.supplied and before else None
    if found is None or before is None:
        return False
    reading.supplied = reading.at
    symbol, text, safe = found
    leads = token.first and symbol != "LBRACE"
    place = token.start if leads else before.end
    padded = text if symbol in ("COMMA", "COLON") else f"{text} " if leads else f" {text}"
    # Behind a word that is spelt like the missing one, the author may have left out something else.
    fix = Fix(WRITE, (Edit(Span(place, place), padded),), {"new": text}, safe and before.text != text)
    reading.context.report_at("missing-token", _span(token), fix, text=token.text[:40], new=text)
    reading.make(symbol, text)
    return True


def _replace(reading: Reading) -> bool:
    """`=` for `:` and the other way, and a quoted name where only a name can stand."""
    token = reading.token
    symbol, new = {"EQUAL": ("COLON", ":"), "COLON": ("EQUAL", "="), "STRING": ("NAME", "")}.get(token.kind, ("", ""))
    if not symbol or not reading.parser.accepts(symbol) or reading.parser.accepts("COMPARE"):
        return False
    if symbol != "NAME":
        reading.tokens[reading.at] = token._replace(kind=symbol, text=new)
        if symbol == "EQUAL" and reading.before and reading.before.end == token.start:
            new = " ="
    elif reading.after.kind == "COLON":
        name = unescape(token.text)
        new = format_name(name)
        reading.tokens[reading.at] = token._replace(kind="QUOTED", text=f"`{name}`")
    else:
        return False
    report_word(token, reading.context, "wrong-mark", new)
    return True


def _drop(reading: Reading) -> bool:
    """A bracket that nothing opened, or a mark where none is needed."""
    token, parser = reading.token, reading.parser
    alone = token.kind in CLOSERS and not reading.open_bracket()
    if alone or (token.kind == "RBRACE" and not parser.blocks and parser.accepts(END)):
        code, safe = "unopened-bracket", False
    elif token.kind in ("COMMA", "COLON") and _fits(reading, reading.after):
        code, safe = "needless-mark", True
    else:
        return False
    fix = Fix(REMOVE, (Edit(_span(token), ""),), safe=safe)
    reading.context.report_at(code, _span(token), fix, text=token.text)
    reading.at += 1
    return True


def _fits(reading: Reading, token: Token) -> bool:
    symbols = {token.kind} if token.kind != "WORD" else {"NAME", reading.keyword(token) or "NAME"}
    return any(reading.parser.accepts(symbol) for symbol in symbols)


def _span(token: Token) -> Span:
    return Span(token.start, token.end)


REPAIRS: tuple[Callable[[Reading], bool], ...] = (_read_habit, _close_block, _part, _supply, _replace, _drop)
"""In the order in which they are tried: what is most likely first."""
