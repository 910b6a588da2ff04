"""Functions of text, counted and compared by Unicode code points, case-sensitive, without normalisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segdsl.diagnostics import Text
from segdsl.functions.patterns import translate
from segdsl.functions.spec import Example, Function, Parameter, Polars, always, known_if_all
from segdsl.functions.types import BOOL, INT, TEXT, Kind

if TYPE_CHECKING:
    import polars as pl

_TEXT = frozenset({Kind.TEXT})
_X = Parameter("x", _TEXT)
_PART = Parameter("part", _TEXT)
_COUNT = Parameter("n", frozenset({Kind.INT}), constant=True)


def _length(polars: Polars, x: pl.Expr) -> pl.Expr:
    return x.str.len_chars().cast(polars.Int64)


TEXTS: tuple[Function, ...] = (
    Function(
        "length", "text", (_X,), known_if_all(INT),
        Text("The number of characters (code points).", "字符数（按码点计）。"),
        (Example(("国网",), 2), Example(("",), 0), Example(("e\u0301",), 2), Example((None,), None)),
        bounds=(0, 2**32),
        polars=_length,
    ),
    Function(
        "lower", "text", (_X,), known_if_all(TEXT),
        Text("In lower case (Unicode's full mapping).", "转为小写（按 Unicode 完整映射）。"),
        (Example(("ABC国",), "abc国"), Example(("",), ""), Example((None,), None)),
        polars=lambda _, x: x.str.to_lowercase(),
    ),
    Function(
        "upper", "text", (_X,), known_if_all(TEXT),
        Text("In upper case (Unicode's full mapping: ß gives SS).", "转为大写（按 Unicode 完整映射：ß 变为 SS）。"),
        (Example(("abc国",), "ABC国"), Example(("ß",), "SS"), Example((None,), None)),
        polars=lambda _, x: x.str.to_uppercase(),
    ),
    Function(
        "trim", "text", (_X,), known_if_all(TEXT),
        Text(
            "Without white space at both ends, full-width spaces included.",
            "去掉两端的空白，包括全角空格。",
        ),
        (
            Example(("  a b ",), "a b"), Example((" a b\t",), "a b"),
            Example(("\u3000张三\u00a0",), "张三"), Example(("\u3000",), ""),
            Example((None,), None),
        ),
        polars=lambda _, x: x.str.strip_chars(),
    ),
    Function(
        "contains", "text", (_X, _PART), always(BOOL),
        Text("Whether `part` occurs in x, as it is written.", "x 是否包含 `part`（按字面）。"),
        (
            Example(("南京市江宁区", "江宁"), True), Example(("abc", "B"), False), Example(("a.c", "."), True),
            Example(("", ""), True), Example((None, "a"), False), Example(("a", None), False),
        ),
        polars=lambda _, x, part: x.str.contains(part, literal=True),
    ),
    Function(
        "starts_with", "text", (_X, _PART), always(BOOL),
        Text("Whether x begins with `part`.", "x 是否以 `part` 开头。"),
        (
            Example(("138001", "138"), True), Example(("138001", "38"), False), Example(("x", ""), True),
            Example((None, "1"), False), Example(("1", None), False),
        ),
        polars=lambda _, x, part: x.str.starts_with(part),
    ),
    Function(
        "ends_with", "text", (_X, _PART), always(BOOL),
        Text("Whether x ends with `part`.", "x 是否以 `part` 结尾。"),
        (
            Example(("江宁区", "区"), True), Example(("江宁区", "宁"), False), Example(("x", ""), True),
            Example((None, "1"), False), Example(("1", None), False),
        ),
        polars=lambda _, x, part: x.str.ends_with(part),
    ),
    Function(
        "matches", "text", (_X, Parameter("pattern", _TEXT, constant=True)), always(BOOL),
        Text(
            "Whether the regular expression `pattern` is found anywhere in x. Linear time: no look-around, no "
            "back-references; `\\d`, `\\w`, `\\s`, `\\b` are ASCII.",
            "x 中是否能找到正则表达式 `pattern`（任意位置）。线性时间：不支持环视与反向引用；"
            "`\\d`、`\\w`、`\\s`、`\\b` 仅指 ASCII。",
        ),
        (
            Example(("16212345678", "^1(62|65|67|70|71)"), True), Example(("A16", "^16"), False),
            Example(("１３８", "\\d"), False), Example(("国网", "\\w"), False), Example(("国网3号", "网\\d号$"), True),
            Example(("a\n", "a$"), False), Example(("", ""), True), Example((None, ".*"), False),
        ),
        polars=lambda _, x, pattern: x.str.contains(translate(pattern)),
    ),
    Function(
        "prefix", "text", (_X, _COUNT), known_if_all(TEXT),
        Text("The first n characters; empty for n ≤ 0.", "前 n 个字符；n ≤ 0 时为空文本。"),
        (
            Example(("国网江苏", 2), "国网"), Example(("ab", 5), "ab"), Example(("ab", 0), ""), Example(("ab", -1), ""),
            Example((None, 2), None),
        ),
        polars=lambda _, x, n: x.str.head(max(n, 0)),
    ),
    Function(
        "suffix", "text", (_X, _COUNT), known_if_all(TEXT),
        Text("The last n characters; empty for n ≤ 0.", "后 n 个字符；n ≤ 0 时为空文本。"),
        (
            Example(("国网江苏", 2), "江苏"), Example(("ab", 5), "ab"), Example(("ab", 0), ""), Example(("ab", -1), ""),
            Example((None, 2), None),
        ),
        polars=lambda _, x, n: x.str.tail(max(n, 0)),
    ),
    Function(
        "concat", "text", (_X, _X), known_if_all(TEXT),
        Text("The texts one after the other; missing if one is missing.", "依次拼接；任一缺失则缺失。"),
        (
            Example(("国网", "江苏"), "国网江苏"), Example(("a", "", "b"), "ab"), Example(("a", None), None),
            Example((None, None), None),
        ),
        variadic=True,
        polars=lambda polars, *xs: polars.concat_str(*xs),
    ),
    Function(
        "text", "text", (Parameter("x", frozenset({Kind.CATEGORY})),), known_if_all(TEXT),
        Text("The name of a category's value, as text.", "把类别值转为文本。"),
        (Example(("silent",), "silent"), Example((None,), None)),
        polars=lambda polars, x: x.cast(polars.String),
    ),
)  # fmt: skip
