"""Arithmetic (LANGUAGE sections 3 and 12): what is no finite number, or leaves 64 bits, is missing."""

from __future__ import annotations

import math

Number = int | float
INT_MIN, INT_MAX = -(2**63), 2**63 - 1


def settled(value: Number | None) -> Number | None:
    """`value`, or missing where it is no finite number or no 64-bit integer."""
    if isinstance(value, int):
        return value if INT_MIN <= value <= INT_MAX else None
    return value if value is not None and math.isfinite(value) else None


def calculate(op: str, a: Number, b: Number) -> Number | None:
    """`a op b`; ints give an int, except that `/` always gives a number."""
    if op == "/":
        return settled(float(a) / float(b)) if b != 0 else None
    if isinstance(a, float) or isinstance(b, float):
        a, b = float(a), float(b)
    return settled({"+": a + b, "-": a - b, "*": a * b}[op])


def rounded(x: float) -> float:
    """The nearest whole number, ties away from zero."""
    whole = math.floor(abs(x))
    return math.copysign(whole + (abs(x) - whole >= 0.5), x)


def round_number(x: float, digits: int = 0) -> Number | None:
    """x·10^digits rounded and divided by 10^digits, as people who know spreadsheets expect of 2.675."""
    if digits < 0:
        scale = float(f"1e{-digits}")
        return settled(rounded(x / scale) * scale)
    scale = float(f"1e{digits}")
    scaled = x * scale
    if not abs(scaled) < 2.0**52:  # it has no digits there
        return x
    return rounded(scaled) / scale


def round_int(x: int, digits: int = 0) -> Number | None:
    """An int rounded before the point, exactly."""
    if digits >= 0:
        return x
    unit = 10**-digits
    whole, rest = divmod(abs(x), unit)
    magnitude = (whole + (2 * rest >= unit)) * unit
    return settled(magnitude if x >= 0 else -magnitude)
