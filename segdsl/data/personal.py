"""Personal data that nobody declared: guessed from what cells look like, else from what a column is called.

A wrong guess hides too much, which can be seen and corrected; none at all would show telephone numbers.
"""

from __future__ import annotations

import re
from dataclasses import replace

import polars as pl

from segdsl.functions.types import NUMERIC, Kind, Type
from segdsl.rulebook.model import Field, Pii

SAMPLE = 1000
"""How many of the first rows are looked at."""

_MOSTLY, _HALF = 0.9, 0.5
_VALUES: dict[Pii, str] = {"mobile": r"^1[3-9][0-9]{9}(\.0)?$", "id_card": r"^[1-9][0-9]{16}[0-9Xx]$"}
_NAMES: dict[Pii, str] = {
    "mobile": r"手机|电话|phone|mobile|(^|_)tel(_|$)",
    "id_card": r"身份证|证件号|id_?card",
    "name": r"姓名|客户名称|^(customer_|user_|full_|first_|last_)?name$",
    "address": r"地址|住址|address",
    "account": r"户号|账号|账户|银行卡|account",
}


def marked(field: Field, cells: pl.Series) -> Field:
    """The field, marked if it seems to hold personal data; `cells` are the first of its column as they are stored.

    Telephone numbers stored as numbers (13800138000, or 13800138000.0 where some are missing) become text: nobody
    computes with them, and text keeps every digit.
    """
    if field.type.kind is Kind.TEXT:
        return replace(field, pii=_of_values(cells, _MOSTLY) or _of_name(field.column))
    if field.type.kind not in NUMERIC:
        return field
    share = _HALF if _of_name(field.column) == "mobile" else _MOSTLY
    if _of_values(cells, share) != "mobile":
        return field
    return replace(field, type=Type(Kind.TEXT, field.type.optional), pii="mobile")


def as_key(field: Field) -> Field:
    """The field as the key, which is personal for what it holds, not for being called an account number."""
    pii = field.pii if field.pii in _VALUES else None
    return replace(field, type=field.type.maybe(False), role="key", pii=pii)


def _of_values(cells: pl.Series, share: float) -> Pii | None:
    """What at least this share of the known cells look like."""
    if cells.dtype.is_float():
        whole = cells.is_finite() & (cells == cells.round()) & (cells.abs() < 2**53)
        cells = cells.filter(whole.fill_null(value=False)).cast(pl.Int64)
    known = cells.drop_nulls().cast(pl.String).str.strip_chars()
    known = known.filter(known != "")
    return next((kind for kind, form in _VALUES.items() if len(known) and _share(known, form) >= share), None)


def _share(known: pl.Series, form: str) -> float:
    return int(known.str.contains(form).sum()) / len(known)


def _of_name(column: str) -> Pii | None:
    return next((kind for kind, form in _NAMES.items() if re.search(form, column, re.IGNORECASE)), None)
