"""What a word is where it stands: keyword or name; and words that stand for a keyword without being one."""

from __future__ import annotations

from difflib import get_close_matches

from segdsl.syntax.foreign import UNITS, report_word
from segdsl.syntax.reading import OPERANDS, Reading
from segdsl.syntax.tokens import Token

SYNONYMS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("且", "并且", "而且", "和", "与"), ("AND",)),
    **dict.fromkeys(("或", "或者"), ("OR",)),
    **dict.fromkeys(("非", "不"), ("NOT",)),
    "属于": ("IN",),
    **dict.fromkeys(("null", "none", "nil", "na", "nan", "empty", "blank", "空"), ("MISSING",)),
    **dict.fromkeys(("if", "where", "当"), ("WHEN", "WHERE")),
    "when": ("WHERE",),
    **dict.fromkeys(("else", "default", "其他"), ("OTHERWISE",)),
    "include": ("REQUIRE",),
    **dict.fromkeys(("mod", "modulo"), ("PERCENT_SIGN",)),
}


def symbol_of(reading: Reading) -> str:
    """What the grammar calls the next token here. May mend it on the way, or join it with the one after."""
    token = reading.token
    kind = token.kind
    if kind == "WORD":
        return _word(reading, token)
    if kind == "INT":
        return _join_unit(reading, token)
    return "NAME" if kind == "QUOTED" else kind


def _word(reading: Reading, token: Token) -> str:
    parser = reading.parser
    keyword = reading.keyword(token)
    row = parser.row
    if keyword is not None:
        if token.first and reading.line_keyword(reading.at) and reading.at not in reading.enclosed:
            return keyword
        if keyword in row and ("NAME" not in row or parser.accepts(keyword)):
            return keyword
    elif "NAME" in row and (capital := _capital(token, reading.after)) and parser.accepts(capital):
        report_word(token, reading.context, "foreign-keyword", parser.tables.words[capital])
        return capital
    return "NAME"


def _capital(token: Token, after: Token) -> str | None:
    """The keyword that a word in capitals is, where a name may stand as well. None if it is more likely a name."""
    lower = token.text.lower()
    if lower == token.text:
        return None
    if lower in ("true", "false"):
        return lower.upper()
    follows = (after.kind in OPERANDS or after.kind == "LPAR") and not after.first
    return lower.upper() if follows and lower in ("not", "last") else None


def _join_unit(reading: Reading, token: Token) -> str:
    """`30 d` is `30d`, unless a name may follow a number here."""
    word = reading.after
    unit = UNITS.get(word.text.lower()) if word.kind == "WORD" and not word.first else None
    if unit is None or reading.parser.accepts("INT", "NAME"):
        return "INT"
    joined = token._replace(kind="DURATION", text=token.text.replace("_", "") + unit, end=word.end)
    written = joined._replace(text=f"{token.text} {word.text}")
    report_word(written, reading.context, "foreign-duration", joined.text)
    reading.at += 1
    reading.tokens[reading.at] = joined
    return joined.kind


def synonym(reading: Reading) -> str | None:
    """The keyword acceptable here that the next word is in capitals, or means in another language."""
    lower = reading.token.text.lower()
    candidates = (reading.parser.tables.keywords.get(lower), *SYNONYMS.get(lower, ()))
    return next((symbol for symbol in candidates if symbol and reading.parser.accepts(symbol)), None)


def misspelt(reading: Reading) -> str | None:
    """The one keyword acceptable here that the next word looks like, if any."""
    parser, token = reading.parser, reading.token
    if len(token.text) <= 2 or (token.first and reading.line_keyword(reading.at)):
        return None
    block = parser.blocks[-1] if parser.blocks else None
    lines = block.words if block and not block.inline and not token.first else frozenset()
    words = parser.tables.words
    likely = {words[symbol]: symbol for symbol in parser.row if symbol in words and symbol not in lines}
    near = get_close_matches(token.text.lower(), likely, n=3, cutoff=0.75)
    return next((likely[word] for word in near if parser.accepts(likely[word])), None)
