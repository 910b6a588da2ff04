"""Spellings that people bring from SQL, Excel, Python or a Chinese keyboard: what they stand for here.

Each has its own diagnostic and, where the author's meaning is clear, a fix that `fmt --fix` applies. The parser goes on
with the mended token, so one habit costs one message. Spellings of several tokens (`between 1 and 3`) are in `habits`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from segdsl.diagnostics import Edit, Fix, Span, Text
from segdsl.syntax.context import Context
from segdsl.syntax.tokens import OPERATORS, PUNCTUATION, SPACE, Token, lex
from segdsl.syntax.unparse import format_text

WRITE = Text("write `{new}`", "写成 `{new}`")
REMOVE = Text("remove it", "删去")

UNITS = {
    **dict.fromkeys(("天", "日", "d", "day", "days"), "d"),
    **dict.fromkeys(("周", "星期", "w", "wk", "wks", "week", "weeks"), "w"),
    **dict.fromkeys(("个月", "月", "mo", "mos", "mon", "month", "months"), "mo"),
    **dict.fromkeys(("年", "y", "yr", "yrs", "year", "years"), "y"),
    **dict.fromkeys(("小时", "个小时", "时", "h", "hr", "hrs", "hour", "hours"), "h"),
    **dict.fromkeys(("分钟", "分", "min", "mins", "minute", "minutes"), "min"),
}
_POWERS = {"百": 100, "千": 1_000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}

_OPERATORS = {
    **dict.fromkeys(("==", "===", ":="), "="),
    **dict.fromkeys(("<>", "><", "!==", "≠"), "!="),
    **dict.fromkeys((">=", "=>", "≥", "≥="), ">="),
    **dict.fromkeys(("<=", "=<", "≤", "≤="), "<="),
    **dict.fromkeys(("&&", "&"), "and"),
    **dict.fromkeys(("||", "|"), "or"),
    "!": "not",
}
_RANGES = re.compile(r"\.{3,}|…+|[~～〜]")
_PUNCTUATION = {
    **dict(zip("，、（）【】［］｛｝：＋－−–—＊×／÷．？％", ",,()[][]{}:+----**//.?%", strict=True)),
    "。": ".",
}
_DAY = re.compile(r"([0-9]{4})\D([0-9]{1,2})\D([0-9]{1,2})[日号]?(?:[Tt \t]+([0-9]{1,2})[:：]([0-9]{2})(.*))?")
_SECONDS = re.compile(r"[:：]([0-9]{2})(\.[0-9]+)?")
_AMOUNT = re.compile(r"([0-9][0-9_]*(?:\.[0-9]+)?)[ \t]*(\D\w*)?")
_EXPONENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)([eE][+-]?[0-9]+)")
_BRACES = re.compile(r"(.*?)\s*(\{.*[{}]|\{)\s*", re.DOTALL)


class Mended(NamedTuple):
    """How a token reads in this language: its kind and spelling, the diagnostic's code, and whether that is certain."""

    kind: str
    spelling: str
    code: str
    safe: bool = True


def mend(token: Token, at: Context) -> list[Token]:
    """The tokens that one of the `FOREIGN` kinds stands for. Reports what it mends; spans are the chunk's."""
    how = _MENDERS.get(token.kind)
    if how is not None:
        return how(token, at)
    mended = _READERS[token.kind](token.text)
    if mended is None:
        return _junk(token, at)
    spelling = _spaced(mended.spelling, token, at.text) if mended.kind in _WORDS else mended.spelling
    _report(at, token, mended.code, spelling, safe=mended.safe)
    return [token._replace(kind=mended.kind, text=mended.spelling)]


def report_word(token: Token, at: Context, code: str, new: str, *, safe: bool = True) -> None:
    """Report a word that is written otherwise here, with the word as its fix."""
    _report(at, token, code, new, safe=safe)


def _report(at: Context, token: Token, code: str, new: str, *, safe: bool) -> None:
    span = Span(token.start, token.end)
    title = WRITE if new.strip() else REMOVE
    fix = Fix(title, (Edit(span, new),), {"new": new.strip()}, safe)
    at.report_at(code, span, fix, text=token.text[:40], new=new.strip())


def _spaced(word: str, token: Token, text: str) -> str:
    """The word with the spaces it needs where a sign needed none."""
    before, after = text[token.start - 1 : token.start], text[token.end : token.end + 1]
    left = "" if not before or before in SPACE + "\n([" else " "
    right = "" if not after or after in SPACE + "\n" else " "
    return left + word + right


_WORDS = {"AND": "and", "OR": "or", "NOT": "not"}


# ---- one reader per odd kind -----------------------------------------------------------------------------------------


def _operator(text: str) -> Mended | None:
    narrow = unicodedata.normalize("NFKC", text) if "…" not in text else text
    new = ".." if _RANGES.fullmatch(narrow) else _OPERATORS.get(narrow, narrow)
    if new in ("and", "or", "not"):
        return Mended(new.upper(), new, "foreign-operator")
    if new not in OPERATORS:
        return None
    return Mended(OPERATORS[new], new, "full-width" if new == narrow else "foreign-operator")


def _punctuation(text: str) -> Mended:
    new = _PUNCTUATION[text]
    return Mended(PUNCTUATION[new], new, "full-width")


def _amount(text: str) -> Mended | None:
    found = _AMOUNT.fullmatch(text)
    if found is None:
        return None
    number, unit = found[1].replace("_", ""), found[2] or ""
    if unit in ("％", "%"):
        return Mended("PERCENT", f"{number}%", "full-width")
    if unit in _POWERS:
        value = Decimal(number) * _POWERS[unit]
        whole = value == value.to_integral_value()
        return Mended("INT", f"{int(value):_}", "foreign-number") if whole else _float(f"{value.normalize():f}")
    if unit.lower() in UNITS:
        if "." in number:
            return Mended("DURATION", f"{number.partition('.')[0]}{UNITS[unit.lower()]}", "fraction-of-duration", False)
        return Mended("DURATION", number + UNITS[unit.lower()], "foreign-duration")
    if unit.lower() == "m":
        return Mended("DURATION", f"{number}mo", "ambiguous-duration", False)
    kind = "FLOAT" if "." in number else "INT"
    return Mended(kind, number, "unit-after-number", False) if unit else Mended(kind, number, "foreign-number")


def _float(text: str) -> Mended:
    return Mended("FLOAT", text, "foreign-number")


def _number(text: str) -> Mended | None:
    narrow = unicodedata.normalize("NFKC", text)
    if narrow != text:
        again = lex(narrow)
        if len(again) != 1:
            return None
        inner = _READERS[again[0].kind](narrow) if again[0].kind in _READERS else None
        return inner or Mended(again[0].kind, narrow, "full-width")
    if text.startswith("."):
        return _float("0" + text)
    if found := _EXPONENT.fullmatch(text):
        return _float(found[1] + (".0" if "." not in found[1] else "") + found[2])
    return _amount(text)


def _date(text: str) -> Mended | None:
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, rest = found.groups()
    new = f"{year}-{int(month):02}-{int(day):02}"
    if hour is None:
        return Mended("DATE", new, "foreign-date")
    seconds = _SECONDS.match(rest)
    new += f"T{int(hour):02}:{minute}" + (f":{seconds[1]}" if seconds else "")
    zone = rest[seconds.end() :] if seconds else rest
    return Mended("DATETIME", new, "zone-in-time" if zone else "foreign-date", not zone)


def _string(text: str) -> Mended:
    content = text[1:-1]
    if text[0] == "'":
        content = content.replace("\\'", "'")
    return Mended("STRING", format_text(content), "foreign-quotes")


_READERS: dict[str, Callable[[str], Mended | None]] = {
    "ODD_OPERATOR": _operator,
    "ODD_PUNCTUATION": _punctuation,
    "ODD_AMOUNT": _amount,
    "ODD_NUMBER": _number,
    "ODD_DATE": _date,
    "ODD_DAY": _date,
    "ODD_STRING": _string,
}


# ---- tokens that vanish, or that nothing can be made of --------------------------------------------------------------


def _comment(token: Token, at: Context) -> list[Token]:
    mark = 1 if token.text[0] == "＃" else 2
    span = Span(token.start, token.start + mark)
    divides = mark == 2 and not token.first and token.text[2:].lstrip(SPACE)[:1].isdigit()
    fix = Fix(WRITE, (Edit(span, "#"),), {"new": "#"}, safe=not divides)
    at.report_at("foreign-comment", span, fix, text=token.text[:mark])
    return []


def _semicolon(token: Token, at: Context) -> list[Token]:
    _report(at, token, "needless-semicolon", "", safe=True)
    return []


def _mark(token: Token, at: Context) -> list[Token]:
    """`；` and `。` separate nothing here; any other full-width mark is its narrow one."""
    line = at.text[token.end :].partition("\n")[0].strip(SPACE)
    if token.text in ";；" or (token.text == "。" and not line):
        return _semicolon(token, at)
    mended = _punctuation(token.text)
    _report(at, token, mended.code, mended.spelling, safe=True)
    return [token._replace(kind=mended.kind, text=mended.spelling)]


def _unclosed(token: Token, at: Context) -> list[Token]:
    """A quote without its partner: a string to the end of the line, but not over the brace that opens a block."""
    rest: list[Token] = []
    text = token.text.rstrip(SPACE)
    if found := _BRACES.fullmatch(token.text):
        text = found[1]
        offset = token.start + found.start(2)
        rest = [t._replace(start=t.start + offset, end=t.end + offset, first=False) for t in lex(found[2])]
    end = token.start + max(1, len(text))
    if token.text[0] == "`":
        at.report_at("unclosed-name", Span(token.start, end), text=text[:40])
        return [token._replace(kind="QUOTED", text=f"`{text[1:].strip('`') or '?'}`", end=end), *rest]
    fix = Fix(Text('close it with `"`', '用 `"` 结束'), (Edit(Span(end, end), '"'),), safe=False)
    at.report_at("unclosed-string", Span(token.start, end), fix, text=text[:40])
    return [token._replace(kind="STRING", text=format_text(text[1:]), end=end), *rest]


def _junk(token: Token, at: Context) -> list[Token]:
    span = Span(token.start, token.end)
    category = unicodedata.category(token.text[0])
    number = f"U+{ord(token.text[0]):04X}"
    if category in ("Cf", "Cc", "Zs", "Zl", "Zp"):
        new = " " if category[0] == "Z" else ""
        at.report_at("invisible-character", span, Fix(REMOVE, (Edit(span, new),)), text=number)
        return []
    at.report_at("unknown-character", span, text=token.text[:40], number=number)
    return [token._replace(kind="JUNK")]


_MENDERS: dict[str, Callable[[Token, Context], list[Token]]] = {
    "ODD_COMMENT": _comment,
    "ODD_PUNCTUATION": _mark,
    "UNCLOSED": _unclosed,
    "JUNK": _junk,
}

FOREIGN = frozenset({*_READERS, *_MENDERS})
"""Kinds of tokens that are not of this language."""
