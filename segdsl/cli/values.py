"""Values of options, with errors in the user's language."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any, NoReturn

import click

from segdsl.diagnostics import Diagnostic, SegdslError


def name_of(param: click.Parameter | None) -> str:
    """What messages call an option or argument."""
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return str(param.metavar or param.name) if param else "?"


def reject(code: str, param: click.Parameter | None, value: object, **args: str | int) -> NoReturn:
    """Raise that a value does not fit."""
    raise SegdslError(Diagnostic(code, {"option": name_of(param), "value": str(value), **args}))


class OneOf(click.Choice[str]):
    """One of a few words, all shown in the help."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Raises `SegdslError` with the choices."""
        if value not in self.choices:
            reject("unknown-option-value", param, value, choices=", ".join(self.choices))
        return str(value)


def day(ctx: click.Context, param: click.Parameter, value: str | None) -> dt.date | None:
    """A date as year-month-day. Raises `SegdslError` for anything else."""
    try:
        return dt.date.fromisoformat(value) if value is not None else None
    except ValueError:
        reject("option-no-date", param, value)


def count(least: int) -> Callable[[click.Context, click.Parameter, str | None], int | None]:
    """A whole number, at least `least`; `1_000` is fine."""

    def convert(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
        if value is None:
            return None
        try:
            number = int(value)
        except ValueError:
            number = least - 1
        return number if number >= least else reject("option-no-count", param, value, least=least)

    return convert


def between(least: float, most: float) -> Callable[[click.Context, click.Parameter, str], float]:
    """A number within these bounds; `5%` is 0.05."""

    def convert(ctx: click.Context, param: click.Parameter, value: str) -> float:
        number = _number(value)
        if number is None or not least <= number <= most:
            reject("option-out-of-range", param, value, least=f"{least:g}", most=f"{most:g}")
        return number

    return convert


def amount(ctx: click.Context, param: click.Parameter, value: str) -> float:
    """A number of customers, or a share of them below 1, from `500`, `0.5%` or `0.005`."""
    number = _number(value)
    if number is None or number <= 0 or (number >= 1 and (value.endswith("%") or not number.is_integer())):
        reject("option-no-amount", param, value)
    return number


def _number(text: str) -> float | None:
    percent = text.strip().endswith("%")
    try:
        number = float(text.strip().removesuffix("%"))
    except ValueError:
        return None
    return number / 100 if percent else number


def duration(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """A length of time as in a rule, such as `90d` or `6mo`; None where none is given."""
    from segdsl.syntax.values import Duration

    if value is None or ((found := Duration.read(value)) is not None and found.count):
        return value
    return reject("option-no-duration", param, value)


_UNITS = {"K": 10, "M": 20, "G": 30, "T": 40}
_LEAST = 64 * 2**20


def memory(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    """Bytes from `4G`, `500M` or `2.5GB`. Raises `SegdslError` for anything else, and for less than 64 MB."""
    if value is None:
        return None
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([KMGT])(?:i?B)?", value.strip(), re.IGNORECASE)
    size = int(float(found[1]) * 2 ** _UNITS[found[2].upper()]) if found else 0
    return size if size >= _LEAST else reject("option-no-memory", param, value)


def settings(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """`NAME=VALUE`, several times; the last one of a name counts. Raises `SegdslError` where there is no `=`."""
    pairs = {}
    for value in values:
        name, equals, text = value.partition("=")
        if not equals or not name.strip():
            reject("option-no-setting", param, value)
        pairs[name.strip()] = text.strip()
    return pairs


def words(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    """Names between commas, ASCII or full-width."""
    return (
        None if value is None else tuple(word for part in value.replace("，", ",").split(",") if (word := part.strip()))
    )
