"""All members of a condition as a table that is read by the page: for looking through a million rows.

Who is a member, and in which order, is worked out once and remembered by sessions that do; of what is shown beside the
key only the rows of the page are taken. Personal data is masked before it leaves.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

import polars as pl

from segdsl.engine.ask import mentioned, usable, usable_column
from segdsl.engine.frames import frame_of
from segdsl.engine.masking import masked
from segdsl.engine.results import Page, PageColumn
from segdsl.engine.session import Session
from segdsl.functions.types import NUMERIC, Kind
from segdsl.lowering.polars import column_name


@dataclass(frozen=True, slots=True)
class Order:
    """By which field or definition members are sorted, those without a value last; equal ones by their key."""

    column: str
    descending: bool = False


def page(session: Session, name: str, start: int, length: int, order: Order | None = None) -> Page:
    """The members `start` (from 0) and following of a condition, in the order of their keys unless told otherwise.

    Shown are the key, what the rule mentions, and personal fields, masked. Where there are fewer members the page is
    shorter. Raises `SegdslError` for a name that cannot be used, and for an order by what is no column.
    """
    usable(session, name)
    columns = _columns(session, name)
    wanted = [*columns, *([usable_column(session, order.column)] if order else [])]
    frame = _frame(session, name, wanted)
    members = _members(session, frame, name, order)
    taken = members.slice(start, length)
    cells = [_shown(session, column).alias(column) for column in columns]
    rows = frame.select(pl.all().gather(taken)).select(cells).collect()
    return Page(tuple(_described(session, column) for column in columns), len(members), start, tuple(rows.rows()))


def _columns(session: Session, name: str) -> list[str]:
    """The key, what the rule mentions, and what is shown masked, each once."""
    table = session.customers.table
    personal = (field.name for field in table.fields.values() if field.pii)
    return list(dict.fromkeys(chain([table.key], mentioned(session, name), personal)))


def _frame(session: Session, name: str, columns: list[str]) -> pl.LazyFrame:
    """The customers with a column for each of these and for the condition."""
    definitions = [name, *(column for column in columns if column in session.rulebook.definitions)]
    return frame_of(session, definitions, {column for column in columns if column not in definitions})


def _members(session: Session, frame: pl.LazyFrame, name: str, order: Order | None) -> pl.Series:
    """The row numbers of the members in their order."""
    kept = session.kept
    if kept is None:
        return _sorted(session, frame, name, order)
    by = "" if order is None else f" by {order.column} {_meaning(session, order.column)}"
    key = (f"members{by}", _meaning(session, name), order is not None and order.descending)
    if key not in kept.columns:
        kept.columns.add(key, _sorted(session, frame, name, order))
    found = kept.columns[key]
    kept.columns.shrink()
    return found


def _meaning(session: Session, column: str) -> int:
    """What a definition says, as a number; fields of one set of customers always say the same."""
    assert session.kept is not None
    defined = column in session.rulebook.definitions
    return session.kept.meanings.of_definition(column, session.context) if defined else -1


def _sorted(session: Session, frame: pl.LazyFrame, name: str, order: Order | None) -> pl.Series:
    mask = frame.select(pl.col(column_name(name)).fill_null(value=False)).collect().to_series()
    in_order = session.customers.in_key_order()
    members = mask.arg_true() if in_order is None else in_order.filter(mask.gather(in_order))
    if order is None:
        return members
    value = frame.select(pl.all().gather(members)).select(_shown(session, order.column).alias("by"))
    by = pl.arg_sort_by("by", descending=order.descending, nulls_last=True, maintain_order=True)
    return members.gather(value.select(by).collect().to_series())


def _shown(session: Session, column: str) -> pl.Expr:
    """A column as it may be seen: sorting by what is hidden would tell of it, too."""
    if column in session.rulebook.definitions:
        return pl.col(column_name(column))
    pii = session.customers.table.fields[column].pii
    return masked(pl.col(column), pii) if pii else pl.col(column)


def _described(session: Session, column: str) -> PageColumn:
    found = session.rulebook.definitions.get(column) or session.customers.table.fields[column]
    is_number = found.type.kind in NUMERIC | {Kind.DURATION} and column != session.customers.table.key
    return PageColumn(column, found.title, is_number)
