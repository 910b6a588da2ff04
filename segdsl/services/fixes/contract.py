"""Fixes of the data contract."""

from __future__ import annotations

from collections.abc import Iterator

from segdsl.diagnostics import Edit, Fix, Span, Text
from segdsl.services.fixes.case import Case, fix
from segdsl.syntax import items

ALWAYS_THERE = Text("it is never missing: drop `?`", "不可缺失：去掉 `?`")
DROP_ATTRIBUTE = Text("drop `{keyword}`", "去掉 `{keyword}`")
DROP_PARENTHESES = Text("drop the parentheses", "去掉括号")
SAME_TYPE = Text("write `{new}`", "写成 `{new}`")
CALL_KEY = Text("use `{name}` as the key", "以 `{name}` 为主键")


def always_there(case: Case) -> Iterator[Fix]:
    """A key, or the time of an event, is never missing."""
    type_ = case.nearest(items.TypeRef)
    allowed = ("text", "int") if case.diagnostic.code == "key-type" else ("date", "time")
    if type_ is not None and type_.optional and type_.name.text in allowed:
        end = type_.span.end
        yield fix(ALWAYS_THERE, Edit(Span(end - 1, end), ""))


def same_type(case: Case) -> Iterator[Fix]:
    """The customer column is of the type of the profile's key."""
    wanted = case.argument("wanted")
    yield fix(SAME_TYPE, Edit(case.span, wanted), new=wanted)


def drop_attribute(case: Case) -> Iterator[Fix]:
    """An attribute that makes no sense for the field."""
    attribute = case.nearest(items.Attribute)
    if attribute is not None:
        start = len(case.text[: attribute.span.start].rstrip())
        yield fix(DROP_ATTRIBUTE, Edit(Span(start, attribute.span.end), ""), keyword=attribute.keyword)


def drop_parentheses(case: Case) -> Iterator[Fix]:
    """A type that takes nothing in parentheses."""
    type_ = case.nearest(items.TypeRef)
    if type_ is not None:
        end = type_.span.end - type_.optional
        yield fix(DROP_PARENTHESES, Edit(Span(type_.name.span.end, end), ""))


def name_key(case: Case) -> Iterator[Fix]:
    """A profile without a key: any of its texts or whole numbers that are never missing could be it."""
    node = case.entry.node
    if not isinstance(node, items.Table):
        return
    for line in node.fields:
        if line.role == "field" and line.type.name.text in ("text", "int") and not line.type.optional:
            start = line.span.start
            yield fix(CALL_KEY, Edit(Span(start, start + len("field")), "key"), name=line.name.text)


def unquote_channel(case: Case) -> Iterator[Fix]:
    """A channel in quotes is its name."""
    written = case.text[case.span.start : case.span.end].strip('"')
    if written in case.index.channels:
        yield fix(SAME_TYPE, Edit(case.span, written), new=written)
