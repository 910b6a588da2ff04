"""What a preview and a trace return: frozen results whose `to_dict` is the JSON of the interface.

Keys that do not apply to a result are left out; a title that was not given is null. Dates are ISO text.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from segdsl.diagnostics import Diagnostic

Cell = bool | int | float | str | dt.date | dt.datetime | list[str] | None


@dataclass(frozen=True, slots=True)
class WaterfallRow:
    """One clause.

    `alone`: selected by it alone (of `exclude`: kept); `remaining`: after it and all before; `without`:
    the segment's size if it were dropped. Options of `any_of` have `alone` etc. of the option itself.
    """

    clause: str
    title: str | None
    alone: int
    remaining: int
    without: int
    options: tuple[WaterfallRow, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The row of a waterfall."""
        found: dict[str, Any] = {
            "clause": self.clause,
            "title": self.title,
            "alone": self.alone,
            "remaining": self.remaining,
            "without": self.without,
        }
        if self.options:
            found["options"] = [option.to_dict() for option in self.options]
        return found


@dataclass(frozen=True, slots=True)
class ClassSize:
    """Customers in one class; `share` is of the universe (of the segment in a breakdown)."""

    name: str | None
    title: str | None
    size: int
    share: float


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A segment split by the values of a field or definition; the row with `name` None is those without a value."""

    tag: str
    rows: tuple[ClassSize, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """A few members, smallest keys first; pii masked."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class PageColumn:
    """A column of a page. Numbers are set to the right."""

    name: str
    title: str | None
    is_number: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the `total` members of a condition, from the one at `start` (the first is 0); pii masked, key first."""

    columns: tuple[PageColumn, ...]
    total: int
    start: int
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class ClassDifference:
    """A class of a tag under two sets of rules; `name` None: those without one."""

    name: str | None
    title: str | None
    before: int
    after: int
    entered: int
    left: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A definition under two sets of rules: how many met a condition `before` and `after`, who came and who went.

    Of what is no condition, `other` is how many customers have another value; of categories `classes` are those that
    customers entered or left.
    """

    before: int | None = None
    after: int | None = None
    entered: int = 0
    left: int = 0
    other: int = 0
    classes: tuple[ClassDifference, ...] = ()


@dataclass(frozen=True, slots=True)
class Bin:
    """Customers whose value lies in low ≤ value < high; the last bin of a histogram includes `high`."""

    low: Cell
    high: Cell
    count: int


@dataclass(frozen=True, slots=True)
class Removal:
    """Customers who cannot be reached, each counted at the first reason there is.

    `refused`: a field that says so, `missing`: a contact field without a value, `unreachable`: none of these channels.
    `reason` is the title of the field, or the names of the channels.
    """

    kind: Literal["refused", "missing", "unreachable"]
    reason: str
    count: int

    def to_dict(self) -> dict[str, Any]:
        """An entry of `removed`."""
        return {"reason": self.reason, "kind": self.kind, "count": self.count}


@dataclass(frozen=True, slots=True)
class ChannelReach:
    """How many members one channel reaches. `size` and the removals add up to the segment's size."""

    channel: str
    title: str | None
    size: int
    removed: tuple[Removal, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """How many members can be reached on some channel, and why the others cannot; the same for each channel."""

    size: int
    removed: tuple[Removal, ...]
    channels: tuple[ChannelReach, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The reach of an item."""
        channels = [
            {"channel": c.channel, "title": c.title, "size": c.size, "removed": [r.to_dict() for r in c.removed]}
            for c in self.channels
        ]
        return {"size": self.size, "removed": [r.to_dict() for r in self.removed], "channels": channels}


@dataclass(frozen=True, slots=True)
class Intersection:
    """`size`: customers for whom all of these conditions hold; `only`: of them, those with none of the others."""

    names: tuple[str, ...]
    size: int
    only: int

    def to_dict(self) -> dict[str, Any]:
        """An entry of `overlap`."""
        return {"names": list(self.names), "size": self.size, "only": self.only}


@dataclass(frozen=True, slots=True)
class Item:
    """A definition's result. Which of the optional parts are set depends on `kind` and `type`; see `to_dict`.

    `unknown` are the customers for whom three-valued logic has no answer; `unknown_included` those of them who are in
    all the same: what is compared with a missing value is a no, and a negation makes a yes of it.
    """

    name: str
    kind: str
    title: str | None
    type: str
    size: int | None = None
    share: float | None = None
    unknown: int | None = None
    unknown_included: int | None = None
    waterfall: tuple[WaterfallRow, ...] | None = None
    classes: tuple[ClassSize, ...] | None = None
    missing: int | None = None
    min: Cell = None
    max: Cell = None
    mean: float | None = None
    quantiles: tuple[tuple[str, Cell], ...] | None = None
    histogram: tuple[Bin, ...] | None = None
    by: Breakdown | None = None
    reachable: Reach | None = None
    sample: Sample | None = None

    def to_dict(self) -> dict[str, Any]:
        """The item of a preview."""
        found: dict[str, Any] = {"name": self.name, "kind": self.kind, "title": self.title}
        if self.kind not in ("segment", "tag", "score"):
            found["type"] = self.type
        for key in ("size", "share", "unknown", "unknown_included", "missing", "min", "max", "mean"):
            value = getattr(self, key)
            if value is not None:
                found[key] = plain(value)
        if self.quantiles is not None:
            found["quantiles"] = {q: plain(v) for q, v in self.quantiles}
        if self.histogram is not None:
            found["histogram"] = [{"from": plain(b.low), "to": plain(b.high), "count": b.count} for b in self.histogram]
        if self.classes is not None:
            found["classes"] = [_class_dict(c, "name") for c in self.classes]
        if self.waterfall is not None:
            found["waterfall"] = [row.to_dict() for row in self.waterfall]
        if self.by is not None:
            found["by"] = {"tag": self.by.tag, "rows": [_class_dict(c, "class") for c in self.by.rows]}
        if self.reachable is not None:
            found["reachable"] = self.reachable.to_dict()
        if self.sample is not None:
            rows = [[plain(v) for v in row] for row in self.sample.rows]
            found["sample"] = {"columns": list(self.sample.columns), "rows": rows}
        return found


@dataclass(frozen=True, slots=True)
class Preview:
    """Exact sizes as of a date. `warnings` are findings about data; `diagnostics` those about rules.

    `overlap` has every condition alone, every pair, and the largest groups of three and more, where it was asked for.
    """

    as_of: dt.date
    universe: int
    items: tuple[Item, ...]
    warnings: tuple[Diagnostic, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    overlap: tuple[Intersection, ...] | None = None

    def to_dict(self) -> dict[str, Any]:
        """The result without its findings, which their renderer adds in the reader's language."""
        items = [item.to_dict() for item in self.items]
        found = {"as_of": self.as_of.isoformat(), "universe": self.universe, "items": items}
        return found if self.overlap is None else found | {"overlap": [one.to_dict() for one in self.overlap]}


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a swept param, as it is and as a rule says it, and the size under it. Durations are text."""

    value: Cell
    text: str
    size: int


@dataclass(frozen=True, slots=True)
class Sweep:
    """The size of condition `name` as a function of `param`, whose value in the rules is `current`."""

    as_of: dt.date
    universe: int
    param: str
    name: str
    current: Cell
    points: tuple[Point, ...]

    def to_dict(self) -> dict[str, Any]:
        """The JSON of `sweep`, without findings about data."""
        return {
            "as_of": self.as_of.isoformat(),
            "universe": self.universe,
            "param": self.param,
            "name": self.name,
            "current": plain(self.current),
            "points": [{"value": plain(p.value), "size": p.size} for p in self.points],
        }


@dataclass(frozen=True, slots=True)
class Trace:
    """One line of `why`: whether it holds for the customer (of `exclude`: keeps them), with the values it looked at.

    `needs` are the fewest conditions that would have to hold to change a line that does not, with the values of params.
    """

    clause: str
    title: str | None
    holds: bool
    values: tuple[tuple[str, Cell], ...]
    options: tuple[Trace, ...] = ()
    amount: float | None = None
    needs: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The line of `why`; a line of a score has its `amount`."""
        found: dict[str, Any] = {"clause": self.clause, "title": self.title, "holds": self.holds}
        if self.amount is not None:
            found["amount"] = plain(self.amount)
        found["values"] = {name: plain(value) for name, value in self.values}
        if self.needs:
            found["needs"] = list(self.needs)
        if self.options:
            found["options"] = [option.to_dict() for option in self.options]
        return found


@dataclass(frozen=True, slots=True)
class Why:
    """Why a customer is in a segment or has a class or score."""

    name: str
    kind: str
    key: str
    member: bool | None
    value: Cell
    traces: tuple[Trace, ...]

    def to_dict(self) -> dict[str, Any]:
        """The JSON of `why`: clauses of a segment or condition, classes of a tag, terms of a score."""
        found: dict[str, Any] = {"name": self.name, "kind": self.kind, "key": self.key}
        lines = [trace.to_dict() for trace in self.traces]
        if self.member is not None:
            return found | {"member": self.member, "clauses": lines}
        found["value"] = plain(self.value)
        if self.kind == "tag":
            return found | {"classes": [{"name": line.pop("clause"), **line} for line in lines]}
        return found | {"terms" if self.kind == "score" else "clauses": lines}


def _class_dict(row: ClassSize, name_key: str) -> dict[str, Any]:
    return {name_key: row.name, "title": row.title, "size": row.size, "share": row.share}


def plain(value: Cell) -> Any:
    """A value as JSON has it: ISO dates, whole floats as ints (a score of whole points reads 92, not 92.0)."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value
