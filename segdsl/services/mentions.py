"""Every name in an item, and what it stands for there: what going to, finding and renaming things are made of.

The walk survives whatever the parser let through, so names resolve in a rule that has mistakes elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from segdsl.diagnostics import Span
from segdsl.rulebook.campaigns import BUILT_IN_COLUMNS
from segdsl.rulebook.declare import Entry
from segdsl.rulebook.expressions.references import MEMBERS
from segdsl.rulebook.given import VALUE
from segdsl.rulebook.model import Table
from segdsl.rulebook.templates import placeholders
from segdsl.services.categories import Owners, of_definition, of_list, subject_table
from segdsl.services.index import Index
from segdsl.services.targets import Mention, Target
from segdsl.services.uses import Walk, each, event_field, expression, values
from segdsl.syntax import items, nodes
from segdsl.syntax.parse import Located


def mentions(index: Index, entry: Entry) -> tuple[Mention, ...]:
    """The names of an item in the order in which they stand; spans count from its start."""
    key = (entry.file, entry.located.offset)
    if key not in index.mentions:
        index.mentions[key] = names_in(index, entry.located)
    return index.mentions[key]


def names_in(index: Index, located: Located) -> tuple[Mention, ...]:
    """The same of an item that is not, or no longer, part of the index."""
    walk = Walk(index, located.text, [])
    handler = _ITEMS.get(type(located.node))
    if handler is not None:
        handler(walk, located.node)
    return tuple(sorted(walk.found, key=lambda m: m.span))


# ---- the data contract -----------------------------------------------------------------------------------------------


def _table(walk: Walk, node: items.Table) -> None:
    walk.note(node.name.span, Target("table", node.name.text), extent=node.span)
    for line in node.fields:
        owner = f"{node.name.text}.{line.name.text}"
        walk.note(line.name.span, Target("field", line.name.text, node.name.text), extent=line.span)
        walk.word(line.type.name, "type")
        for value in line.type.arguments:
            text, written = (value.text, "name") if isinstance(value, nodes.Name) else (value.value, "text")
            if line.type.name.text == "category":
                walk.note(value.span, Target("value", text, owner), extent=value.span, written=written)  # type: ignore[arg-type]  # one of the two
            elif isinstance(value, nodes.Name):
                walk.word(value, "type")
        for attribute in line.attributes:
            _attribute(walk, attribute)
    _status(walk, node.meta)


def _attribute(walk: Walk, node: items.Attribute) -> None:
    match node:
        case items.Attribute(keyword="pii", value=nodes.Name() as name):
            walk.word(name, "pii")
        case items.Attribute(keyword="opt_out", value=nodes.ListLiteral(items=elements)):
            for element in elements:
                if isinstance(element, nodes.Name):
                    _channel_name(walk, element)


def _channel_name(walk: Walk, name: nodes.Name) -> None:
    known = name.text in walk.index.channels
    walk.note(name.span, *((Target("channel", name.text),) if known else ()))


def _status(walk: Walk, meta: items.Meta) -> None:
    if meta.status is not None:
        walk.word(meta.status, "status")


def _channel(walk: Walk, node: items.Channel) -> None:
    walk.note(node.name.span, Target("channel", node.name.text), extent=node.span)
    for setting in node.settings:
        walk.word(setting.name, "setting")
        if isinstance(setting.value, nodes.Name):
            if setting.name.text == "reach":
                expression(walk, setting.value)
            else:
                walk.word(setting.value, setting.name.text)
    _status(walk, node.meta)


# ---- definitions -----------------------------------------------------------------------------------------------------


def _declared(walk: Walk, node: items.Definition) -> None:
    walk.note(node.name.span, Target("definition", node.name.text), extent=node.span)
    if meta := getattr(node, "meta", None):
        _status(walk, meta)


def _valued(walk: Walk, node: items.Param | items.Let) -> None:
    _declared(walk, node)
    if isinstance(node.value, nodes.ListLiteral):
        _elements(walk, node.value, of_list(walk.index, node.name.text))
    else:
        expression(walk, node.value)


def _elements(walk: Walk, node: nodes.ListLiteral, beside: Owners) -> None:
    """The elements of a list that stands by itself: a param comes before a value of the same name."""
    for element in node.items:
        is_param = isinstance(element, nodes.Name) and isinstance(walk.index.node(element.text), items.Param)
        expression(walk, element, () if is_param else beside)


def _tag(walk: Walk, node: items.Tag) -> None:
    _declared(walk, node)
    for line in node.classes:
        walk.note(line.name.span, Target("value", line.name.text, node.name.text), extent=line.span)
        each(walk, (line.when,))


def _plain(walk: Walk, node: items.Score | items.Segment) -> None:
    """A definition whose lines hold expressions and declare nothing."""
    _declared(walk, node)
    expression(walk, node.terms if isinstance(node, items.Score) else node.clauses)


def _learned(walk: Walk, node: items.Learned) -> None:
    _declared(walk, node)
    each(walk, (node.features, node.among, node.learn))
    if node.method is not None:
        walk.word(node.method.name, "method")
        for option, value in node.method.options:
            walk.word(option, "option")
            if isinstance(value, nodes.Name):
                walk.word(value, option.text)
    if node.over is not None:
        event_field(walk, node.over)
        each(walk.inside(subject_table(walk.index, node.over)), (node.over_where,))
    for label in node.labels:
        walk.note(label.name.span, Target("value", label.name.text, node.name.text), extent=label.span)
        each(walk, (label.by,))


# ---- campaigns -------------------------------------------------------------------------------------------------------


def _campaign(walk: Walk, node: items.Campaign) -> None:
    _declared(walk, node)
    for line in node.arms:
        _part(walk, line, node.name.text)
        each(walk, (line.when,))
        _treatment(walk, line.treatment)
        for variant in line.variants:
            _part(walk, variant, f"{node.name.text}.{line.name.text}")
            _treatment(walk, variant.treatment)
    for goal in node.goals:
        _part(walk, goal, node.name.text)
        expression(walk, goal.when)
    expression(walk, (node.audiences, node.suppressions, node.limits))
    for column in (element for line in node.columns for element in line.items):
        if isinstance(column, nodes.Name) and column.text in BUILT_IN_COLUMNS:
            walk.word(column, "column")
        else:
            expression(walk, column)


def _part(walk: Walk, line: items.Arm | items.Variant | items.Goal, owner: str) -> None:
    walk.note(line.name.span, Target("part", line.name.text, owner), extent=line.span)


def _treatment(walk: Walk, treatment: items.Treatment) -> None:
    for channel in treatment.channels:
        if isinstance(channel, nodes.Name) and channel.text in walk.index.channels:
            _channel_name(walk, channel)
        else:
            expression(walk, channel)
    if treatment.message is not None:
        start = treatment.message.span.start + 1
        raw = walk.text[start : treatment.message.span.end - 1]
        for offset, name in placeholders(raw):
            span = Span(start + offset, start + offset + len(name))
            walk.note(span, *walk.index.resolve(name), written="placeholder")


# ---- checks ----------------------------------------------------------------------------------------------------------


def _test(walk: Walk, node: items.Test) -> None:
    for override in node.overrides:
        walk.note(override.name.span, *walk.index.resolve(override.name.text))
        expression(walk, override.value, of_list(walk.index, override.name.text))
    for given in node.given:
        table = walk.index.profile if given.table is None else walk.index.environment.tables.get(given.table.text)
        if given.table is not None:
            walk.note(given.table.span, *((Target("table", table.name),) if table is not None else ()))
        for name, value in given.record.pairs:
            _pair(walk, table, name, value)
    for expect in node.expects:
        expression(walk, expect.condition)


def _pair(walk: Walk, table: Table | None, name: nodes.Name, value: nodes.Node) -> None:
    """`name: value` of a row: a field, or a learned definition with its class or parts."""
    if table is not None and name.text in table.fields:
        field = Target("field", name.text, table.name)
        walk.note(name.span, field)
        expression(walk, value, (field,))
        return
    found = walk.index.resolve(name.text) if table is None or table.role == "profile" else ()
    walk.note(name.span, *found)
    learned = walk.index.node(name.text)
    own = of_definition(walk.index, name.text)
    if not isinstance(value, items.Record) or not isinstance(learned, items.Learned):
        expression(walk, value, own)
        return
    parts = {VALUE, *MEMBERS[learned.keyword]}
    for part, inner in value.pairs:
        if learned.keyword == "preference":
            walk.note(part.span, *values(walk, part.text, own))
        else:
            walk.note(part.span, *((Target("word", part.text, "member"),) if part.text in parts else ()))
        expression(walk, inner, own)


def _assertion(walk: Walk, node: items.Assertion) -> None:
    expression(walk, node.condition)


_ITEMS: Mapping[type, Callable[[Walk, Any], None]] = {
    items.Table: _table,
    items.Channel: _channel,
    items.Param: _valued,
    items.Let: _valued,
    items.Tag: _tag,
    items.Score: _plain,
    items.Segment: _plain,
    items.Learned: _learned,
    items.Campaign: _campaign,
    items.Test: _test,
    items.Assertion: _assertion,
}
