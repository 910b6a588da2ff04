"""Who has another answer under other rules: the same customers, a definition as it was and as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from segdsl.engine.ask import usable
from segdsl.engine.breakdown import titled_values
from segdsl.engine.frames import frame_of
from segdsl.engine.results import ClassDifference, Difference
from segdsl.functions.types import NUMERIC, Kind
from segdsl.lowering.polars import column_name

if TYPE_CHECKING:
    from segdsl.engine.session import Session


def difference(before: Session, after: Session, name: str) -> Difference | None:
    """What changed for whom in definition `name`; None where its values are of another type.

    Both sessions have to be over the same customers. A missing value is a value like others; of a condition it is no.
    Raises `SegdslError` where one of them has no such definition, or one with errors.
    """
    kinds = [session.rulebook.definitions[usable(session, name)].type.kind for session in (before, after)]
    if kinds[0] is not kinds[1] and not NUMERIC.issuperset(kinds):
        return None
    then, now = (_values(session, name, kind) for session, kind in zip((before, after), kinds, strict=True))
    if kinds[0] is not Kind.BOOL:
        classes = _classes(before, after, name, then, now) if kinds[0] is Kind.CATEGORY else ()
        return Difference(other=int(then.ne_missing(now).sum()), classes=classes)
    return Difference(int(then.sum()), int(now.sum()), int((now & ~then).sum()), int((then & ~now).sum()))


def _classes(before: Session, after: Session, tag: str, then: pl.Series, now: pl.Series) -> tuple[ClassDifference, ...]:
    """The classes that somebody entered or left, in the order in which they are declared now, then as they were."""
    pairs = pl.DataFrame({"then": then, "now": now}).group_by("then", "now").len().rows()
    titles: dict[str | None, str | None] = {}
    for session in (after, before):
        for value, title in titled_values(session.rulebook.definitions[tag], session.rulebook.channels):
            titles.setdefault(value, title)
    found = []
    for name in (*titles, None):
        was, is_ = (sum(row[2] for row in pairs if row[at] == name) for at in (0, 1))
        stayed = sum(n for old, new, n in pairs if old == new == name)
        if was != stayed or is_ != stayed:
            found.append(ClassDifference(name, titles.get(name), was, is_, is_ - stayed, was - stayed))
    return tuple(found)


def _values(session: Session, name: str, kind: Kind) -> pl.Series:
    """A value for each customer; categories as texts, as those of other rules are others."""
    column = pl.col(column_name(name))
    plain = {Kind.BOOL: column.fill_null(value=False), Kind.CATEGORY: column.cast(pl.String)}.get(kind, column)
    return frame_of(session, [name], ()).select(plain.alias(name)).collect(engine="streaming").to_series()
