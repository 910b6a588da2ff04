"""The definition under the cursor: its size, and how it comes about."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from segdsl.cli.show.numbers import count, share
from segdsl.diagnostics import Language
from segdsl.diagnostics import Text as Wording
from segdsl.diagnostics.render import terminal
from segdsl.diagnostics.render.excerpt import visible
from segdsl.diagnostics.render.report import Report
from segdsl.engine.results import Cell, Item, WaterfallRow
from segdsl_tui import i18n
from segdsl_tui.presentation.layout import Row, clipped, short, spread, table
from segdsl_tui.presentation.tree import STALE
from segdsl_tui.state import queries
from segdsl_tui.state.model import State

WIDE = 96  # cells from which on all figures of a waterfall are shown


def lines(state: State, width: int) -> list[Text]:
    """The preview in lines of at most `width` cells."""
    if state.trouble:
        return list(_findings(state, width))
    name = state.focus
    if name is None:
        return [clipped(Text(i18n.NOTHING_CHOSEN.say(state.language), "dim"), width)]
    if refused := state.refusals.get(name):
        report = Report.of(refused, state.language)
        return list(terminal.render(report, width, total=False).split())
    if queries.is_constant(state, name):
        return _constant(state, name, width)
    item = state.details.get(name)
    if item is None:
        return [clipped(Text(_waiting(state, name).say(state.language), "dim"), width)]
    stale = name in state.outdated
    universe = state.facts.universe if state.facts else 0
    drawn = [_summary(item, universe, stale, state.language), *_body(item, universe, width, state.language)]
    for text in drawn if stale else ():
        text.stylize("dim")
    return [clipped(text, width) for text in drawn]


def _constant(state: State, name: str, width: int) -> list[Text]:
    """A param or list has no size; what matters is where it is used."""
    users = ", ".join(queries.users_of(state, name))
    said = i18n.CONSTANT.say(state.language)
    return [
        clipped(Text(line), width)
        for line in (said, i18n.USED_BY.say(state.language, {"names": users}) if users else "")
    ]


def _findings(state: State, width: int) -> Iterator[Text]:
    sources = state.rulebook.sources if state.rulebook else {}
    yield from terminal.render(Report.of(state.trouble, state.language, sources), width, total=False).split()


def _waiting(state: State, name: str) -> Wording:
    if state.rulebook is not None and name in state.rulebook.broken:
        return i18n.BROKEN
    return i18n.COUNTING if state.facts else i18n.LOADING


def _summary(item: Item, universe: int, stale: bool, language: Language) -> Text:
    """Size, share and unknown in one line; for tags and numbers what takes their place."""
    text = Text(STALE if stale else "")
    if item.size is not None:
        text.append(count(item.size), "bold cyan")
        text.append(i18n.OF.say(language, {"n": count(universe), "share": share(item.share)}))
        if item.unknown:
            text.append(i18n.UNKNOWN.say(language, {"n": count(item.unknown)}), "yellow")
    elif item.mean is not None:
        text.append(i18n.MEAN.say(language, {"value": short(item.mean)}), "bold cyan")
    if item.missing:
        key = i18n.NO_CLASS if item.classes is not None else i18n.MISSING
        text.append(key.say(language, {"n": count(item.missing)}), "yellow")
    return text


def _body(item: Item, universe: int, width: int, language: Language) -> Iterator[Text]:
    if item.waterfall is not None:
        yield from _waterfall(item.waterfall, universe, width, language)
    elif item.classes is not None:
        rows = [Row(_named(c.name or "", c.title), (count(c.size), share(c.share)), c.share) for c in item.classes]
        yield from table([word.say(language) for word in (i18n.CLASS, i18n.SIZE, i18n.SHARE)], rows, width)
    elif item.min is not None:
        yield from _distribution(item, width, language)


def _waterfall(found: tuple[WaterfallRow, ...], universe: int, width: int, language: Language) -> Iterator[Text]:
    """A bar per clause: how many are left after it and all before."""
    words = [i18n.CLAUSE, i18n.REMAINING, i18n.SHARE, *((i18n.ALONE, i18n.WITHOUT) if width >= WIDE else ())]
    blank = ("", "") if width >= WIDE else ()
    rows = [Row(i18n.EVERYONE.say(language), (count(universe), share(1.0), *blank), 1.0 if universe else None)]
    for row in found:
        rows.append(_step(row, universe, width, language))
        rows.extend(_step(option, universe, width, language, "  ") for option in row.options)
    return iter(table([word.say(language) for word in words], rows, width))


def _step(row: WaterfallRow, universe: int, width: int, language: Language, indent: str = "") -> Row:
    part = row.remaining / universe if universe else 0.0
    said = row.title or row.clause
    if row.title and row.clause.startswith("exclude "):
        said = i18n.EXCLUDED.say(language, {"title": row.title})
    label = indent + (f"{said}  {row.clause}" if row.title and width >= WIDE else said)
    more = (count(row.alone), count(row.without)) if width >= WIDE else ()
    return Row(label, (count(row.remaining), share(part), *more), None if indent else part, "dim" if indent else "")


def _named(name: str, title: str | None) -> str:
    return f"{title}  {name}" if title else name


# ---- numbers and dates -----------------------------------------------------------------------------------------------


def _distribution(item: Item, width: int, language: Language) -> Iterator[Text]:
    """Lowest and highest value, and between them where the middle half and nine tenths lie."""
    found = {"0": item.min, **dict(item.quantiles or ()), "1": item.max}
    texts = [
        (i18n.LOWEST, found["0"]),
        *((i18n.quantile(q), v) for q, v in item.quantiles or ()),
        (i18n.HIGHEST, found["1"]),
    ]
    line = Text()
    for heading, cell in texts:
        part = Text.assemble((heading.say(language) + " ", "dim"), short(cell))
        if line and line.cell_len + 3 + part.cell_len > width:
            yield line
            line = Text()
        line.append("   " if line else "").append_text(part)
    yield line
    marks = [found.get(q) for q in ("0", "0.05", "0.25", "0.5", "0.75", "0.95", "1")]
    if width >= 20 and all(isinstance(mark, int | float) for mark in marks):
        yield Text()
        yield from box(marks, min(width, 72))


def box(marks: list[Cell], width: int) -> Iterator[Text]:
    """A box plot in one line: the span, nine tenths (`-`), the middle half (`=`), the middle (`|`)."""
    low, *middle, high = [float(mark) for mark in marks if isinstance(mark, int | float)]
    if not low < high:
        return
    p05, p25, p50, p75, p95 = (round((mark - low) / (high - low) * (width - 1)) for mark in middle)
    drawn = ["·"] * width
    drawn[p05 : p95 + 1] = "─" * (p95 - p05 + 1)
    drawn[p25 : p75 + 1] = "█" * (p75 - p25 + 1)
    text = Text("".join(drawn), "cyan")
    text.stylize("bold reverse", p50, p50 + 1)
    yield text


def command(state: State) -> str:
    """The command line that shows the same; empty while there is nothing to show."""
    if state.focus is None or queries.is_constant(state, state.focus):
        return ""
    kind = state.details[state.focus].waterfall if state.focus in state.details else None
    return f"segdsl preview {state.focus}" + (" --waterfall" if kind is not None else "")


def title(state: State, width: int, command_line: str) -> Text:
    """The pane's title: what is shown, and the command that shows the same."""
    titled = queries.title_of(state, state.focus) if state.focus else None
    left = Text(" " + i18n.PREVIEW.say(state.language) + "  ")
    if titled:
        left.append(visible(titled) + " ", "bold")
    left.append(state.focus or "", "" if titled else "bold")
    right = Text(f"$ {command_line} ", "dim") if command_line else Text()
    return spread(left, right, width)
