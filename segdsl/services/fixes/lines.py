"""Fixes that drop, move or add lines of blocks, or whole definitions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from segdsl.diagnostics import Edit, Fix, Span, Text
from segdsl.services.fixes.case import Case, added_line, fix, insert, line_of, removed_element, removed_line, replaced
from segdsl.services.navigation import uses
from segdsl.services.targets import Target
from segdsl.syntax import items, nodes
from segdsl.syntax.unparse import format_name

DROP_LINE = Text("drop this line", "删去这一行")
DROP_DEFINITION = Text("drop `{name}`", "删去 `{name}`")
DROP_CLASS = Text("drop class `{name}`", "删去类别 `{name}`")
DROP_VALUE = Text("drop it here", "删去此处")
MOVE_LAST = Text("move it to the end", "移到最后")
ADD_LINE = Text("add `{line}`", "添加 `{line}`")
ADD_CLASS = Text("a class of their own: `{line}`", "单列一类：`{line}`")
CLOSE = Text("close the block at its end", "在末尾闭合此块")
REVIEWED = Text("reviewed: look again on {date}", "已复核，{date} 再看")

Edits = Callable[[Case], Iterator[Fix]]

_KEYWORD = re.compile(r"\w+\s*$")


def drop_line(case: Case) -> Iterator[Fix]:
    """The line says nothing that is not said without it."""
    span = line_of(case)
    if span is not None:
        yield fix(DROP_LINE, removed_line(case, span))


def drop_repeated(case: Case) -> Iterator[Fix]:
    """Of lines that may stand once the later one goes."""
    node = case.exactly(items.FieldDecl, items.Setting, items.Attribute, items.Limit, items.Holdout)
    span = case.span
    if node is None and (keyword := _KEYWORD.search(case.text[: span.start])):
        span = Span(keyword.start(), span.end)
    yield fix(DROP_LINE, removed_line(case, span))


def drop_element(case: Case) -> Iterator[Fix]:
    """An element that stands in its list, or its block, already."""
    block = case.nearest(nodes.ListLiteral, items.TypeRef)
    if block is not None:
        yield fix(DROP_VALUE, removed_element(case, case.span))
    else:
        yield from drop_line(case)


def drop_feature(case: Case) -> Iterator[Fix]:
    """A feature among others; one has to stay."""
    block = case.nearest(nodes.ListLiteral)
    if block is not None and len(block.items) > 1:
        yield fix(DROP_VALUE, removed_element(case, case.span))


def drop_pair(case: Case) -> Iterator[Fix]:
    """A field given twice in one row, or declared twice."""
    record = case.nearest(items.Record)
    if record is None:
        yield from drop_line(case)
        return
    for name, value in record.pairs:
        if name.span == case.span:
            yield fix(DROP_VALUE, removed_element(case, name.span.to(value.span)))


def drop_definition(case: Case) -> Iterator[Fix]:
    """A definition nobody uses."""
    located = case.entry.located
    source = case.index.sources[case.entry.file].text
    end = located.offset + located.length
    line = source.rfind("\n", 0, located.offset) + 1
    start = line - located.offset if not source[line : located.offset].strip() else 0
    after = source.find("\n", end)
    rest = source[end : after if after >= 0 else len(source)]
    whole = not rest.strip() or rest.lstrip().startswith("#")
    stop = (after + 1 if after >= 0 else len(source)) - located.offset if whole else located.length
    yield fix(DROP_DEFINITION, Edit(Span(start, stop), ""), name=case.argument("name"))


def drop_class(case: Case) -> Iterator[Fix]:
    """A class nobody gets into, unless a rule names it."""
    tag, name = case.entry.node, case.argument("class")
    if not isinstance(tag, items.Tag) or len(tag.classes) < 2:
        return
    line = next((line for line in tag.classes if line.name.text == name), None)
    used = uses(case.index, (Target("value", name, tag.name.text),))
    if line is not None and all(reference.declares for reference in used):
        yield fix(DROP_CLASS, removed_line(case, line.span), name=name)


def move_last(case: Case) -> Iterator[Fix]:
    """`otherwise` belongs behind the other lines of its kind."""
    line = case.exactly(items.Class, items.Label, items.Arm)
    node = case.entry.node
    lines: tuple[nodes.Node, ...] = ()
    match node:
        case items.Tag(classes=lines) | items.Learned(labels=lines) | items.Campaign(arms=lines):
            pass
    if line is None or not lines or lines[-1] is line:
        return
    last = lines[-1].span.end
    start = case.text.rfind("\n", 0, line.span.start) + 1
    indent = case.text[start : line.span.start]
    removed = removed_line(case, line.span)
    alone = start and not indent.strip()
    moved = case.text[line.span.start : removed.span.end].rstrip("\n") if alone else case.written(line)
    yield fix(MOVE_LAST, removed, insert(last, f"\n{indent}{moved}" if alone else f" {moved}"))


# ---- lines that are missing ------------------------------------------------------------------------------------------


def add_line(line: str) -> Edits:
    """A fix that adds a line to the definition."""

    def made(case: Case) -> Iterator[Fix]:
        yield fix(ADD_LINE, added_line(case, case.entry.node, line), line=line)

    return made


def add_named_line(case: Case) -> Iterator[Fix]:
    """The line that the finding asks for, where it is complete as it stands there."""
    line = case.argument("line")
    ready = {"audience …": "audience true", "arm a otherwise": _arm(case)}.get(line, line)
    if ready and not re.search(r"…|\b[xa]\b(?! otherwise)|visit\.", ready):
        yield fix(ADD_LINE, added_line(case, case.entry.node, ready), line=ready)


def _arm(case: Case) -> str:
    channel = next(_reaching(case), None)
    return f"arm a otherwise {{ channel {channel} }}" if channel else ""


def _reaching(case: Case) -> Iterator[str]:
    """The channels that something can be sent on."""
    channels = case.index.environment.channels.values()
    return (format_name(channel.name) for channel in channels if "reach" in channel.settings)


def add_channel(case: Case) -> Iterator[Fix]:
    """An arm needs a channel: one fix for each."""
    arm = case.nearest(items.Arm)
    for channel in _reaching(case) if arm is not None else ():
        brace = case.text.index("{", arm.name.span.end)  # type: ignore[union-attr]  # there is an arm
        yield fix(ADD_LINE, insert(brace + 1, f" channel {channel}"), line=f"channel {channel}")


def replace_channel(case: Case) -> Iterator[Fix]:
    """A channel that something can be sent on, for one where that cannot be."""
    title = Text("use `{channel}`", "改用 `{channel}`")
    for channel in _reaching(case):
        yield fix(title, Edit(case.span, channel), channel=channel)


def catch_missing(case: Case) -> Iterator[Fix]:
    """Customers without a value get a class of their own, before the first class that asks for it."""
    tag, field = case.entry.node, case.argument("field")
    if not isinstance(tag, items.Tag):
        return
    earlier = next(line for line in tag.classes if line.name.text == case.argument("earlier"))
    taken = {line.name.text.lower() for line in tag.classes}
    name = next(n for n in ("unknown", *(f"unknown_{i}" for i in range(2, 99))) if n not in taken)
    line = f"class {name} when {format_name(field)} is missing"
    start = case.text.rfind("\n", 0, earlier.span.start) + 1
    indent = case.text[start : earlier.span.start]
    joint = f"\n{indent}" if start and not indent.strip() else " "
    yield fix(ADD_CLASS, insert(earlier.span.start, line + joint), line=line)


def set_review(case: Case) -> Iterator[Fix]:
    """A review a year from now."""
    meta: items.Meta | None = getattr(case.entry.node, "meta", None)
    if meta is not None and meta.review is not None:
        day, year = case.today, case.today.year + 1
        later = day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)
        yield fix(REVIEWED, replaced(meta.review, later.isoformat()), date=later.isoformat())


def add_day(case: Case) -> Iterator[Fix]:
    """A test that depends on the day names today."""
    node = case.entry.node
    assert isinstance(node, items.Test)
    line = f"as_of {case.today.isoformat()}"
    brace = case.text.index("{", node.title.span.end) + 1
    first = next((n.span.start for n in (*node.overrides, *node.given, *node.expects)), brace)
    gap = case.text[brace:first] or " "
    yield fix(ADD_LINE, insert(brace, f"{gap if not gap.strip() else ' '}{line}"), line=line)


def close_block(case: Case) -> Iterator[Fix]:
    """A `}` at the end of what was read of the item."""
    end = len(case.text.rstrip())
    yield fix(CLOSE, insert(end, "\n}" if "\n" in case.text else " }"))
