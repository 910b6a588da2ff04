r"""Regular expressions of the language: the part that every backend runs in linear time, with one meaning.

A pattern is read here and written anew in a form that leaves nothing to the engine: `\d`, `\w`, `\s`, `\b` become
ASCII classes, `(?i)` becomes both cases of each ASCII letter, literals are escaped. What an engine could not do, or
would do differently (look-around, back-references, `\p{…}`, possessive quantifiers), is refused with its place.

    pattern     alternatives, each a row of atoms with an optional quantifier * + ? {m} {m,} {m,n}, `?` after it: lazy
    atom        character . ^ $ [class] [^class] (group) (?:group) \d \D \w \W \s \S \b \B \t \n \r \f \v
                \xHH \uHHHH, or a backslash before a punctuation mark
    flags       (?i) ASCII letters match in either case, (?s) the point matches line ends; only at the very beginning
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

MAX_REPEAT = 1000  # atoms that one quantifier makes; RE2 allows no more than 1,000 repetitions, nested ones multiplied
MAX_SIZE = 5000  # atoms after all repetition, well inside the ten megabytes that Rust's engine allows a program
MAX_DEPTH = 100

_CLASSES = {"d": "0-9", "w": "0-9A-Za-z_", "s": r"\t\n\x0b\f\r "}
_CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v"}
_SPECIAL = frozenset(r"\.+*?()|[]{}^$#&-~/")


class PatternError(ValueError):
    """A pattern that is not part of the language.

    `code` is the diagnostic that says why, `part` the text it concerns, `offset` where that begins in the pattern.
    """

    def __init__(self, code: str, part: str, offset: int) -> None:
        super().__init__(f"{code}: {part!r} at {offset}")
        self.code = code
        self.part = part
        self.offset = offset


def fault_of(pattern: str) -> PatternError | None:
    """What keeps a pattern from being one of the language."""
    try:
        translate(pattern)
    except PatternError as fault:
        return fault
    return None


@lru_cache(maxsize=512)
def translate(pattern: str) -> str:
    """The same pattern in explicit ASCII form for Rust's regex engine. Raises `PatternError`."""
    reader = _Reader(pattern)
    flags = reader.flags()
    body, _ = reader.alternatives(depth=0)
    if not reader.done:
        raise PatternError("pattern-unbalanced", ")", reader.at)
    return ("(?s)" if "s" in flags else "") + body


@dataclass
class _Reader:
    """A recursive-descent reader that writes while it reads; every rule returns its text and its size in atoms."""

    pattern: str
    at: int = 0
    fold: bool = False

    @property
    def done(self) -> bool:
        return self.at >= len(self.pattern)

    def peek(self, text: str) -> bool:
        return self.pattern.startswith(text, self.at)

    def take(self, text: str) -> bool:
        if self.peek(text):
            self.at += len(text)
            return True
        return False

    def next(self) -> str:
        if self.done:
            raise PatternError("pattern-unbalanced", self.pattern[-1:], max(0, self.at - 1))
        self.at += 1
        return self.pattern[self.at - 1]

    def flags(self) -> str:
        for flags in ("i", "s", "is", "si"):
            if self.take(f"(?{flags})"):
                self.fold = "i" in flags
                return flags
        return ""

    def alternatives(self, depth: int) -> tuple[str, int]:
        if depth > MAX_DEPTH:
            raise PatternError("pattern-too-large", "(", self.at)
        start = self.at
        parts = [self.row(depth)]
        while self.take("|"):
            parts.append(self.row(depth))
        total = sum(size for _, size in parts)
        if total > MAX_SIZE:
            raise PatternError("pattern-too-large", self.pattern[start : self.at], start)
        return "|".join(text for text, _ in parts), total

    def row(self, depth: int) -> tuple[str, int]:
        texts, total = [], 0
        while not (self.done or self.peek("|") or self.peek(")")):
            text, size = self.repeated(depth)
            texts.append(text)
            total += size
        return "".join(texts), total

    def repeated(self, depth: int) -> tuple[str, int]:
        start = self.at
        text, size = self.atom(depth)
        quantifier, times = self.quantifier()
        if not quantifier:
            return text, size
        if text in {"^", "$", r"(?-u:\b)", r"(?-u:\B)"}:
            raise PatternError("pattern-repeat", self.pattern[start : self.at], start)
        if times > 1 and max(size, 1) * times > MAX_REPEAT:
            raise PatternError("pattern-too-large", self.pattern[start : self.at], start)
        if any(self.peek(mark) for mark in ("*", "+", "?", "{")):
            raise PatternError("pattern-repeat", self.pattern[self.at], self.at)
        return text + quantifier, max(size, 1) * times

    def quantifier(self) -> tuple[str, int]:
        """The quantifier here, if any, and how many copies of its atom it makes in a compiled program."""
        start = self.at
        if any(self.take(mark) for mark in ("*", "+", "?")):
            times = 1
        elif self.take("{"):
            low = self.digits()
            high = (self.digits() if not self.peek("}") else "") if self.take(",") else low
            if not low or not self.take("}"):
                raise PatternError("pattern-unescaped", "{", start)
            if high and int(high) < int(low):
                raise PatternError("pattern-reversed", self.pattern[start : self.at], start)
            times = int(high or low)
        else:
            return "", 1
        self.take("?")
        return self.pattern[start : self.at], max(times, 1)

    def digits(self) -> str:
        start = self.at
        while not self.done and self.pattern[self.at] in "0123456789":
            self.at += 1
        return self.pattern[start : self.at][-9:]

    def atom(self, depth: int) -> tuple[str, int]:
        start = self.at
        match self.next():
            case "(":
                return self.group(start, depth)
            case "[":
                return self.set(start), 1
            case "\\":
                return self.escape(start), 1
            case "." | "^" | "$" as char:
                return char, 1
            case "*" | "+" | "?":
                raise PatternError("pattern-repeat", self.pattern[start : self.at], start)
            case "{":
                raise PatternError("pattern-unescaped", "{", start)
            case char:
                return self.literal(char), 1

    def group(self, start: int, depth: int) -> tuple[str, int]:
        if self.take("?") and not self.take(":"):
            raise PatternError("pattern-unsupported", self.pattern[start : self.at + 1], start)
        body, size = self.alternatives(depth + 1)
        if not self.take(")"):
            raise PatternError("pattern-unbalanced", "(", start)
        return f"(?:{body})", size

    def literal(self, char: str) -> str:
        if self.fold and char.isascii() and char.isalpha():
            return f"[{char.lower()}{char.upper()}]"
        return _escaped(char)

    def escape(self, start: int) -> str:
        char = self.next()
        if char in "dws":
            return f"[{_CLASSES[char]}]"
        if char in "DWS":
            return f"[^{_CLASSES[char.lower()]}]"
        if char in "bB":
            return rf"(?-u:\{char})"
        return self.literal(self.character(char, start))

    def character(self, char: str, start: int) -> str:
        """The one character that a backslash and `char` stand for."""
        if char in _CONTROLS:
            return _CONTROLS[char]
        if char in "xu":
            width = 2 if char == "x" else 4
            code = self.pattern[self.at : self.at + width]
            if len(code) == width and all(c in "0123456789abcdefABCDEF" for c in code):
                self.at += width
                value = int(code, 16)
                if not 0xD800 <= value <= 0xDFFF:
                    return chr(value)
        elif char.isascii() and not char.isalnum():
            return char
        raise PatternError("pattern-unsupported", "\\" + char, start)

    def set(self, start: int) -> str:
        negated = self.take("^")
        items: list[str] = []
        while not (self.peek("]") and items):
            if self.done:
                raise PatternError("pattern-unbalanced", "[", start)
            items.append(self.item())
        self.take("]")
        return f"[{'^' if negated else ''}{''.join(items)}]"

    def item(self) -> str:
        r"""A member of a class: a range, a character, or a class like `\d`."""
        start = self.at
        if self.peek("\\") and self.pattern[self.at + 1 : self.at + 2] in tuple("dwsDWS"):
            self.at += 1
            char = self.next()
            return _CLASSES[char] if char.islower() else f"[^{_CLASSES[char.lower()]}]"
        low = self.member()
        if not self.peek("-") or self.peek("-]") or self.at + 1 >= len(self.pattern):
            return self.span(low, low)
        self.at += 1
        high = self.member()
        if high < low:
            raise PatternError("pattern-reversed", self.pattern[start : self.at], start)
        return self.span(low, high)

    def member(self) -> str:
        start = self.at
        char = self.next()
        if char == "[":
            raise PatternError("pattern-unescaped", "[", start)
        return self.character(self.next(), start) if char == "\\" else char

    def span(self, low: str, high: str) -> str:
        """The range `low-high`, with the other case of its ASCII letters where case does not count."""
        spans = [(low, high)]
        if self.fold:
            for first, last, shift in (("A", "Z", 32), ("a", "z", -32)):
                if (start := max(low, first)) <= (end := min(high, last)):
                    spans.append((chr(ord(start) + shift), chr(ord(end) + shift)))
        return "".join(_escaped(a) if a == b else f"{_escaped(a)}-{_escaped(b)}" for a, b in spans)


def _escaped(char: str) -> str:
    if char in _SPECIAL:
        return "\\" + char
    return char if char.isprintable() else f"\\x{{{ord(char):x}}}"
