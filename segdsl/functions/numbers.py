"""Functions of numbers. Float results follow IEEE 754; what is not finite is missing."""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, Any

from segdsl.diagnostics import Text
from segdsl.functions.spec import Example, Function, Parameter, Polars, always, like_all, like_first
from segdsl.functions.types import CALENDAR, NUMBER, NUMERIC, Kind

if TYPE_CHECKING:
    import polars as pl

INT_MAX = 2**63 - 1
INT_MIN = -(2**63)
_X = Parameter("x", NUMERIC)
_ANY_ORDER = Parameter("x", NUMERIC | CALENDAR)


def finite(polars: Polars, x: pl.Expr) -> pl.Expr:
    """`x`, missing where it is NaN or infinite."""
    return polars.when(x.is_finite()).then(x)


def quotient(x: pl.Expr, divisor: float | pl.Expr) -> pl.Expr:
    """`x / divisor` as IEEE 754 has it, correctly rounded, whatever the divisor is.

    By a constant Polars multiplies with its reciprocal instead, except in a chunk of one row: 35.0 / 100 is then
    0.35000000000000003, and not the same in every chunk. A divisor computed from `x` is no constant.
    """
    return x / (x * 0.0 + divisor)


def _power(polars: Polars, x: pl.Expr, y: float | pl.Expr) -> pl.Expr:
    """`x` to the power of `y`, the same in every chunk.

    By a constant Polars multiplies, from 2 to 9, and takes the root for a half; by a column it does so only in a chunk
    of one row. Here it always does.
    """
    if isinstance(y, int | float):
        return finite(polars, x.pow(float(y)))
    found: Any = polars
    for special in (0.5, *map(float, range(2, 10))):
        found = found.when(y == special).then(x.pow(special))
    return finite(polars, found.otherwise(x.pow(y)))


def fits_int(polars: Polars, wide: pl.Expr) -> pl.Expr:
    """A 128-bit integer as a 64-bit one, missing where it does not fit."""
    return wide.cast(polars.Int64, strict=False)


def _abs_int(polars: Polars, x: pl.Expr) -> pl.Expr:
    return fits_int(polars, x.cast(polars.Int128).abs())


def _round(polars: Polars, x: pl.Expr, digits: int = 0) -> pl.Expr:
    """x·10^digits rounded to a whole number, ties away from zero, divided by 10^digits, all in float64."""
    if digits == 0:
        return x.round(0, mode="half_away_from_zero")
    if digits > 0:
        scale = 10.0 ** min(digits, 308)
        scaled = x * scale
        # From 2^52 on a float has no digits after the point: scaling would only blur it.
        rounded = quotient(scaled.round(0, mode="half_away_from_zero"), scale)
        return polars.when(scaled.abs() < 2.0**52).then(rounded).otherwise(x)
    scale = 10.0 ** min(-digits, 308)
    if digits < -308:  # no finite number reaches half of 10^309
        return x * 0.0
    return finite(polars, quotient(x, scale).round(0, mode="half_away_from_zero") * scale)


def _round_int(polars: Polars, x: pl.Expr, digits: int = 0) -> pl.Expr:
    if digits >= 0:
        return x
    if digits < -19:  # no 64-bit number reaches half of 10^20
        return x * 0
    unit = polars.lit(10**-digits, dtype=polars.Int128)
    wide = x.cast(polars.Int128)
    return fits_int(polars, (wide.abs() + unit // 2) // unit * unit * wide.sign())


def _log10(polars: Polars, x: pl.Expr) -> pl.Expr:
    """Polars divides two natural logarithms and so gets 2.9999999999999996 for 1000: powers of ten are made exact."""
    whole = x.log10().round(0)
    exact = polars.lit(10.0).pow(whole) == x
    return polars.when(x > 0).then(polars.when(exact).then(whole).otherwise(x.log10()))


def _where_all_known(polars: Polars, known: tuple[pl.Expr, ...], result: pl.Expr) -> pl.Expr:
    """Polars' horizontal functions skip nulls; here a missing argument makes the result missing."""
    return polars.when(reduce(and_, (x.is_not_null() for x in known))).then(result)


def _min_of(polars: Polars, *xs: pl.Expr) -> pl.Expr:
    return _where_all_known(polars, xs, polars.min_horizontal(*xs))


def _max_of(polars: Polars, *xs: pl.Expr) -> pl.Expr:
    return _where_all_known(polars, xs, polars.max_horizontal(*xs))


def _clip(polars: Polars, x: pl.Expr, low: pl.Expr, high: pl.Expr) -> pl.Expr:
    # One bound after the other: polars says nothing about bounds that cross, and ignores a missing one.
    return _where_all_known(polars, (low, high), x.clip(lower_bound=low).clip(upper_bound=high))


NUMBERS: tuple[Function, ...] = (
    Function(
        "abs", "number", (_X,), like_all,
        Text("The distance from zero.", "绝对值。"),
        (Example((-3,), 3), Example((2.5,), 2.5), Example((None,), None), Example((INT_MIN,), None)),
        partial=True,
        polars=lambda _, x: x.abs(),
        polars_int=_abs_int,
    ),
    Function(
        "round", "number", (_X, Parameter("digits", frozenset({Kind.INT}), optional=True, constant=True)), like_first,
        Text(
            "Rounded to `digits` places after the point (0 if left out, negative: before it); ties away from zero. "
            "Computed as x·10^digits, rounded, divided by 10^digits.",
            "四舍五入到小数点后 `digits` 位（省略为 0，负数表示小数点前）；恰好一半时远离零。"
            "算法：x·10^digits 取整后再除以 10^digits。",
        ),
        (
            Example((2.5,), 3.0), Example((-2.5,), -3.0), Example((0.49999999999999994,), 0.0),
            Example((2.675, 2), 2.68), Example((0.35, 2), 0.35), Example((1000000000000000.25, 2), 1000000000000000.25),
            Example((1250.0, -2), 1300.0), Example((1.7e308, -308), None), Example((12.5, -400), 0.0),
            Example((7,), 7), Example((-150, -2), -200), Example((INT_MAX, -3), None), Example((INT_MAX, -25), 0),
            Example((None,), None), Example((None, 2), None),
        ),
        partial=True,
        polars=_round,
        polars_int=_round_int,
    ),
    Function(
        "floor", "number", (_X,), like_all,
        Text("The nearest whole number that is not greater.", "向下取整。"),
        (Example((2.7,), 2.0), Example((-2.1,), -3.0), Example((5,), 5), Example((None,), None)),
        polars=lambda _, x: x.floor(),
        polars_int=lambda _, x: x,
    ),
    Function(
        "ceil", "number", (_X,), like_all,
        Text("The nearest whole number that is not less.", "向上取整。"),
        (Example((2.1,), 3.0), Example((-2.7,), -2.0), Example((5,), 5), Example((None,), None)),
        polars=lambda _, x: x.ceil(),
        polars_int=lambda _, x: x,
    ),
    Function(
        "sqrt", "number", (_X,), always(NUMBER.maybe()),
        Text("The square root; missing below zero.", "平方根；负数为缺失。"),
        (Example((9,), 3.0), Example((0.25,), 0.5), Example((-1.0,), None), Example((None,), None)),
        partial=True,
        polars=lambda polars, x: polars.when(x >= 0).then(x.sqrt()),
    ),
    Function(
        "log", "number", (_X,), always(NUMBER.maybe()),
        Text("The natural logarithm; missing for zero and below.", "自然对数；零和负数为缺失。"),
        (Example((1,), 0.0), Example((0,), None), Example((-1.5,), None), Example((None,), None)),
        partial=True,
        polars=lambda polars, x: polars.when(x > 0).then(x.log()),
    ),
    Function(
        "log10", "number", (_X,), always(NUMBER.maybe()),
        Text(
            "The logarithm to base 10, exact at powers of ten; missing for zero and below.",
            "以 10 为底的对数，10 的整数次幂结果精确；零和负数为缺失。",
        ),
        (
            Example((1000,), 3.0), Example((0.001,), -3.0), Example((1e22,), 22.0),
            Example((0.0,), None), Example((None,), None),
        ),
        partial=True,
        polars=_log10,
    ),
    Function(
        "exp", "number", (_X,), always(NUMBER.maybe()),
        Text("e to the power of x; missing where the result is too large.", "e 的 x 次方；结果过大时为缺失。"),
        (Example((0,), 1.0), Example((-1e9,), 0.0), Example((1000.0,), None), Example((None,), None)),
        partial=True,
        polars=lambda polars, x: finite(polars, x.exp()),
    ),
    Function(
        "power", "number", (_X, Parameter("y", NUMERIC, plain=True)), always(NUMBER.maybe()),
        Text(
            "x to the power of y, a number; missing where there is no finite real result.",
            "x 的 y 次方，结果为小数类型；没有有限实数结果时为缺失。",
        ),
        (
            Example((2, 10), 1024.0), Example((9.0, 0.5), 3.0), Example((0, 0), 1.0), Example((0, -1), None),
            Example((-8.0, 0.5), None), Example((1e200, 2), None), Example((None, 2), None), Example((2, None), None),
        ),
        partial=True,
        polars=_power,
    ),
    Function(
        "min_of", "number", (_ANY_ORDER, _ANY_ORDER), like_all,
        Text("The smallest of its arguments; missing if one is missing.", "各参数中的最小值；任一缺失则缺失。"),
        (Example((3, 2, 5), 2), Example((3, 2.5), 2.5), Example((1, None), None), Example((None, None), None)),
        variadic=True,
        polars=_min_of,
    ),
    Function(
        "max_of", "number", (_ANY_ORDER, _ANY_ORDER), like_all,
        Text("The largest of its arguments; missing if one is missing.", "各参数中的最大值；任一缺失则缺失。"),
        (Example((3, 2, 5), 5), Example((3, 2.5), 3.0), Example((1, None), None), Example((None, None), None)),
        variadic=True,
        polars=_max_of,
    ),
    Function(
        "clip", "number", (_X, Parameter("low", NUMERIC), Parameter("high", NUMERIC)), like_all,
        Text(
            "x, but at least `low` and at most `high` (`high` wins if they cross).",
            "x 限制在 `low` 与 `high` 之间（两者相悖时以 `high` 为准）。",
        ),
        (
            Example((7, 0, 5), 5), Example((-0.5, 0, 1), 0.0), Example((3, 0, 5), 3), Example((3, 5, 1), 1),
            Example((None, 0, 5), None), Example((3, None, 5), None),
        ),
        polars=_clip,
    ),
)  # fmt: skip
