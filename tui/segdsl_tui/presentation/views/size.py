"""How many a definition is about, and how that comes about: clause by clause, class by class, by its spread."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from segdsl.cli.show.numbers import count, share
from segdsl.diagnostics import Language
from segdsl_tui import i18n
from segdsl_tui.i18n import views as texts
from segdsl_tui.presentation.layout import STALE, Room, Row, short, table
from segdsl_tui.presentation.views.naming import named
from segdsl_tui.presentation.views.view import View, Words
from segdsl_tui.state.model import State
from segdsl_tui.state.questions import AtHead, Detail

if TYPE_CHECKING:
    from segdsl.engine.results import Cell, Item, WaterfallRow

WIDE = 96  # cells from which on all figures of a waterfall are shown


def _question(_state: State, name: str) -> Detail:
    return Detail(name)


def _draw(state: State, item: Item, room: Room) -> Iterator[Text]:
    universe = state.facts.universe if state.facts else 0
    summary, at_head = _summary(item, universe, state.language), _at_head(state, item.name)
    yield Text.assemble(summary, " " * 4 if summary and at_head else "", at_head)
    yield from _body(item, universe, room.width, state.language)


def _summary(item: Item, universe: int, language: Language) -> Text:
    """Size, share and unknown in one line; for tags and numbers what takes their place."""
    text = Text()
    if item.size is not None:
        text.append(count(item.size), "bold cyan")
        text.append(i18n.OF.say(language, {"n": count(universe), "share": share(item.share)}))
        if item.unknown:
            text.append(i18n.UNKNOWN.say(language, {"n": count(item.unknown)}), "yellow")
        if item.unknown_included:
            text.append(i18n.UNKNOWN_INCLUDED.say(language, {"n": count(item.unknown_included)}), "yellow")
    elif item.mean is not None:
        text.append(i18n.MEAN.say(language, {"value": short(item.mean)}), "bold cyan")
    if item.missing:
        key = i18n.NO_CLASS if item.classes is not None else i18n.MISSING
        said = key.say(language, {"n": count(item.missing)})
        text.append(said if text else said.lstrip(), "yellow")
    return text


def _at_head(state: State, name: str) -> Text:
    """What differs from the last commit, in customers; empty until that is known."""
    answer, language = state.answer(AtHead(name)), state.language
    if answer is None:
        return Text()
    if answer.value is None:
        return Text(texts.NOT_COUNTED.say(language), "dim")
    found = answer.value.difference
    if found is None:
        return Text(texts.NOT_COMPARED[answer.value.reason].say(language), "dim")
    line = Text(STALE if answer.stale else "")
    if found.before is None:
        line.append((texts.OTHER_VALUES if found.other else texts.SAME_VALUES).say(language, {"n": count(found.other)}))
        line.stylize("" if found.other else "dim")
    else:
        line.append(texts.AT_HEAD.say(language, {"n": count(found.before)}))
        for word, number, style in ((texts.ENTERED, found.entered, "green"), (texts.LEFT, found.left, "red")):
            line.append(word.say(language, {"n": count(number)}) if number else "", style)
        line.append("" if found.entered or found.left else texts.SAME.say(language), "dim")
    if answer.stale:
        line.stylize("dim")
    return line


def _also(_state: State, name: str) -> tuple[AtHead]:
    return (AtHead(name),)


def _body(item: Item, universe: int, width: int, language: Language) -> Iterator[Text]:
    if item.waterfall is not None:
        yield from _waterfall(item.waterfall, universe, width, language)
    elif item.classes is not None:
        rows = [Row(named(c.name or "", c.title), (count(c.size), share(c.share)), c.share) for c in item.classes]
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


def _command(state: State, name: str) -> Words:
    answer = state.answer(Detail(name))
    clauses = answer is not None and answer.value is not None and answer.value.waterfall is not None
    return ("preview", name, "--waterfall") if clauses else ("preview", name)


VIEW = View(_question, _draw, _command, i18n.NOTHING_CHOSEN, _also)
