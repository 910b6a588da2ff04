"""Where the product and the interpreter differ on a case, said so that the cause can be seen."""

from __future__ import annotations

from typing import Any

from segdsl.engine.results import Item, WaterfallRow
from segdsl.functions.types import CALENDAR, NUMERIC, Kind
from segdsl.rulebook.model import Segment
from tests.differential.running import Run, values


def difference(run: Run) -> str | None:
    """The first definition on which product and interpreter differ, dependencies first; None if they agree."""
    for name in run.names:
        found, expected = values(run.table[name]), run.customers.values(name)
        if found != expected or list(map(type, found)) != list(map(type, expected)):
            return story(run, name, "values", found, expected)
    items = run.items()
    for name in run.names:
        for what, found, expected in figures(run, items[name]):
            if found != expected:
                return story(run, name, what, found, expected)
    return None


def figures(run: Run, item: Item) -> list[tuple[str, Any, Any]]:
    """The figures of a preview beside those of the interpreter."""
    definition, customers = run.rulebook.definitions[item.name], run.customers
    expected = customers.values(item.name)
    figures: list[tuple[str, Any, Any]] = []
    if definition.type.kind is Kind.BOOL:
        figures.append(("size", item.size, customers.size(item.name)))
        figures.append(("unknown", item.unknown, customers.unknown(item.name)))
        figures.append(("unknown, but in", item.unknown_included, customers.unknown(item.name, included=True)))
    else:
        figures.append(("missing", item.missing, expected.count(None)))
    if definition.type.kind in NUMERIC | CALENDAR:
        known = [value for value in expected if value is not None]
        ends = (min(known, default=None), max(known, default=None))
        figures.append(("smallest and largest", (item.min, item.max), ends))
    if definition.type.kind is Kind.CATEGORY:
        classes = {c.name: c.size for c in item.classes or ()}
        figures.append(("classes", classes, {value: expected.count(value) for value in definition.type.values}))
    if isinstance(definition, Segment):
        waterfall = item.waterfall or ()
        figures.append(("waterfall", _counts(waterfall), customers.waterfall(definition)))
        for at, row in enumerate(waterfall):
            figures.append((f"options of {at}", _counts(row.options), customers.options(definition, at)))
    return figures


def _counts(rows: tuple[WaterfallRow, ...]) -> list[tuple[int, int, int]]:
    return [(row.alone, row.remaining, row.without) for row in rows]


def story(run: Run, name: str, what: str, found: Any, expected: Any) -> str:
    """The difference, the definition with those it uses, and the data it looks at."""
    used, waiting = {name}, [name]
    while waiting:
        more = run.rulebook.definitions[waiting.pop()].uses - used
        used |= more
        waiting += more
    items = [item for item in run.case.items if item.split()[1] in used]
    text = "\n".join(items)
    columns = [field.column for field in run.customers.fields if field.name in text]
    return "\n".join(
        [
            f"{name}: {what}: product {found!r}, interpreter {expected!r}, as of {run.case.as_of}",
            text,
            *(f"{column}: {run.case.frame[column].dtype} {run.case.frame[column].to_list()!r}" for column in columns),
        ]
    )
