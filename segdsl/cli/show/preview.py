"""A preview as tables: conditions, tags with their classes, numbers with their distribution; then details per item."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from segdsl.cli.show import overlap, reach
from segdsl.cli.show.numbers import bar, count, share, value
from segdsl.cli.show.table import BARS, Column, Grid, heading, numbers, titled
from segdsl.cli.texts import results as texts
from segdsl.diagnostics import Language, Text
from segdsl.diagnostics.render.summary import plural
from segdsl.engine.results import Bin, Breakdown, Item, Preview, Sample, WaterfallRow

if TYPE_CHECKING:
    from rich.console import RenderableType

Row = Sequence[str]

CONDITIONS = (
    Column(texts.NAME, style="bold"),
    Column(texts.TITLE),
    numbers(texts.SIZE),
    numbers(texts.SHARE),
    numbers(texts.UNKNOWN, "yellow"),
    numbers(texts.UNKNOWN_INCLUDED, "yellow"),
    BARS,
)
CLASSES = (Column(texts.NAME), Column(texts.TITLE), numbers(texts.SIZE), numbers(texts.SHARE), BARS)
WATERFALL = (
    Column(texts.CLAUSE),
    Column(style="dim", yields=1),
    numbers(texts.ALONE, "dim"),
    numbers(texts.REMAINING),
    numbers(texts.WITHOUT, "dim"),
    BARS,
)


MANY = 20  # values of a breakdown that are shown


def pages(preview: Preview, language: Language) -> Iterator[RenderableType]:
    """Everything a preview holds but its findings."""
    from rich.text import Text as RichText

    yield RichText(plural(texts.POPULATION, preview.universe, language, as_of=preview.as_of.isoformat()))
    if not preview.items:
        yield RichText(texts.NOTHING.say(language))
    for title, belongs, draw in _GROUPS:
        items = [item for item in preview.items if belongs(item)]
        if items:
            yield heading(title.say(language))
            yield draw(items, language)
            if any(item.unknown for item in items):
                included = any(item.unknown_included for item in items)
                means = texts.UNKNOWN_INCLUDED_MEANS if included else texts.UNKNOWN_MEANS
                yield RichText(means.say(language), "dim")
    for item in preview.items:
        yield from _details(item, preview.universe, language)
    if preview.overlap is not None:
        yield from overlap.pages(preview.overlap, language)


def _conditions(items: Sequence[Item], language: Language) -> RenderableType:
    rows = [
        (
            item.name,
            item.title or "",
            count(item.size),
            share(item.share),
            count(item.unknown or None),
            count(item.unknown_included or None),
            bar(item.share),
        )
        for item in items
    ]
    return Grid(CONDITIONS, rows, language)


def _tags(items: Sequence[Item], language: Language) -> RenderableType:
    rows: list[Row] = []
    for item in items:
        rows.append((item.name, item.title or "", "", "", ""))
        rows += [
            (f"  {c.name}", c.title or "", count(c.size), share(c.share), bar(c.share)) for c in item.classes or ()
        ]
        if item.missing:
            rows.append((f"  {texts.NO_CLASS.say(language)}", "", count(item.missing), "", ""))
    return Grid(CLASSES, rows, language)


def _values(items: Sequence[Item], language: Language) -> RenderableType:
    levels = list(dict.fromkeys(level for item in items for level, _ in item.quantiles or ()))
    columns = [
        Column(texts.NAME, style="bold"),
        Column(texts.TITLE),
        numbers(texts.LOWEST),
        *(numbers(Text(f"{float(level):.0%}", f"{float(level):.0%}")) for level in levels),
        numbers(texts.HIGHEST),
        numbers(texts.MEAN),
        numbers(texts.MISSING, "yellow"),
    ]
    rows = []
    for item in items:
        found = dict(item.quantiles or ())
        spread = [value(found.get(level)) for level in levels]
        ends = (value(item.min), *spread, value(item.max), value(item.mean))
        rows.append((item.name, item.title or "", *ends, count(item.missing or None)))
    return Grid(columns, rows, language)


_GROUPS: tuple[tuple[Text, Callable[[Item], bool], Callable[[Sequence[Item], Language], RenderableType]], ...] = (
    (texts.CONDITIONS, lambda item: item.size is not None, _conditions),
    (texts.TAGS, lambda item: item.classes is not None, _tags),
    (texts.VALUES, lambda item: item.size is None and item.classes is None, _values),
)


def _details(item: Item, universe: int, language: Language) -> Iterator[RenderableType]:
    name = titled(item.name, item.title)
    if item.waterfall is not None:
        yield heading(texts.WATERFALL.say(language, {"name": name}))
        yield Grid(WATERFALL, list(_waterfall(item.waterfall, universe, language)), language)
    if item.histogram:
        yield heading(texts.DISTRIBUTION.say(language, {"name": name}))
        yield _histogram(item.histogram, language)
    if item.by is not None:
        yield heading(texts.BY.say(language, {"name": name, "tag": item.by.tag}))
        yield _breakdown(item.by, language)
    if item.reachable is not None and item.size is not None:
        yield heading(texts.REACH.say(language, {"name": name}))
        yield reach.grid(item.reachable, item.size, language)
    if item.sample is not None:
        yield heading(texts.SAMPLE.say(language, {"name": name}))
        yield _sample(item.sample, language)


def _waterfall(rows: Sequence[WaterfallRow], universe: int, language: Language) -> Iterator[Row]:
    everyone = count(universe)
    yield (texts.EVERYONE.say(language), "", "", everyone, "", bar(1.0 if universe else 0.0))
    for row in rows:
        yield _step(row, universe, "")
        for option in row.options:
            yield _step(option, universe, "  ")


def _step(row: WaterfallRow, universe: int, indent: str) -> Row:
    part = row.remaining / universe if universe else 0.0
    shown = row.title or row.clause
    explained = row.clause if row.title else ""
    figures = (count(row.alone), count(row.remaining), count(row.without))
    return (indent + shown, explained, *figures, "" if indent else bar(part))


def _breakdown(by: Breakdown, language: Language) -> RenderableType:
    shown = [row for row in by.rows if row.name is not None or row.size]
    if len(shown) > MANY:
        shown = sorted(shown, key=lambda row: -row.size)[:MANY]  # stable: equal sizes stay in order
    rows: list[Row] = [
        (c.name or texts.NO_CLASS.say(language), c.title or "", count(c.size), share(c.share), bar(c.share))
        for c in shown
    ]
    others = [row for row in by.rows if row.size and row not in shown]
    if others:
        size, part = sum(row.size for row in others), sum(row.share for row in others)
        rows.append((plural(texts.OTHER_VALUES, len(others), language), "", count(size), share(part), ""))
    return Grid((Column(texts.CLASS), *CLASSES[1:]), rows, language)


def _histogram(bins: Sequence[Bin], language: Language) -> RenderableType:
    """Bars relative to the fullest bin: what is looked at is the shape."""
    total, most = sum(b.count for b in bins), max(b.count for b in bins)
    rows = [(value(b.low), value(b.high), count(b.count), share(b.count / total), bar(b.count / most)) for b in bins]
    columns = (numbers(texts.FROM), numbers(texts.TO), numbers(texts.SIZE), numbers(texts.SHARE), BARS)
    return Grid(columns, rows, language)


def _sample(sample: Sample, language: Language) -> RenderableType:
    if not sample.rows:
        return texts.NO_MEMBERS.say(language)
    columns = [Column(Text(name, name)) for name in sample.columns]
    # A key is a name, not an amount: as it stands it can be handed to `why`.
    rows = [[str(key), *(value(cell) for cell in cells)] for key, *cells in sample.rows]
    return Grid(columns, rows, language)
