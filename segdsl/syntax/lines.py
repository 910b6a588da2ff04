"""Builders of items and of the lines of their blocks.

Lines of a block that have no node of their own travel as `Line` to the block's builder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TypeVar

from segdsl.diagnostics import Span
from segdsl.syntax import items, nodes
from segdsl.syntax.context import Context
from segdsl.syntax.expressions import Builder, name_of, text_of
from segdsl.syntax.literals import unescape

N = TypeVar("N", bound=nodes.Node)


class Line(NamedTuple):
    """A line of a block that only says `keyword value`."""

    keyword: str
    value: Any


# ---- lines -----------------------------------------------------------------------------------------------------------


def _line(keyword: str) -> Builder:
    return lambda _, __, kids: Line(keyword, kids[0] if len(kids) == 1 else tuple(kids))


def _attribute(keyword: str) -> Builder:
    return lambda _, span, kids: items.Attribute(span, keyword, kids[0] if kids else None)


def _field(role: str) -> Builder:
    def build(at: Context, span: Span, kids: list[Any]) -> items.FieldDecl:
        name, type_, title, *attributes = kids
        return items.FieldDecl(span, role, name_of(at, name), type_, text_of(at, title), tuple(attributes))

    return build


def _type(at: Context, span: Span, kids: list[Any]) -> items.TypeRef:
    name, *arguments, optional = kids
    return items.TypeRef(span, name_of(at, name), tuple(arguments), optional is not None)


def _add(*, subtract: bool) -> Builder:
    def build(at: Context, span: Span, kids: list[Any]) -> items.Add:
        amount, cap, when, title = kids
        return items.Add(span, subtract, amount, cap, when, text_of(at, title))

    return build


def _clause(*, exclude: bool) -> Builder:
    return lambda at, span, kids: items.Clause(span, exclude, kids[0], (), text_of(at, kids[1]))


def _label(order: str | None) -> Builder:
    def build(at: Context, span: Span, kids: list[Any]) -> items.Label:
        return items.Label(span, name_of(at, kids[0]), text_of(at, kids[1]), order, kids[2] if order else None)

    return build


def _treatment(lines: Iterable[Any]) -> items.Treatment:
    given = {line.keyword: line.value for line in lines if isinstance(line, Line)}
    return items.Treatment(given.get("channels", ()), given.get("message"), given.get("incentive"))


def _arm(at: Context, span: Span, kids: list[Any]) -> items.Arm:
    name, title, when, *lines = kids
    variants = tuple(line for line in lines if isinstance(line, items.Variant))
    return items.Arm(span, name_of(at, name), text_of(at, title), when, _treatment(lines), variants)


def _variant(at: Context, span: Span, kids: list[Any]) -> items.Variant:
    name, title, share, *lines = kids
    return items.Variant(span, name_of(at, name), text_of(at, title), share, _treatment(lines))


def _goal(at: Context, span: Span, kids: list[Any]) -> items.Goal:
    name, title, when, within = kids
    return items.Goal(span, name_of(at, name), text_of(at, title), when, within)


LINES: dict[str, Builder] = {
    **{rule: _line(rule) for rule in ("owner", "status", "review", "note", "features", "among", "seed", "learn")},
    **{rule: _line(rule) for rule in ("confidence", "horizon", "over", "of", "start_date", "audience", "columns")},
    **{rule: _line(rule) for rule in ("message", "incentive", "as_of")},
    "channels": lambda _, __, kids: Line("channels", tuple(kids)),
    "key": _field("key"),
    "at": _field("at"),
    "field": _field("field"),
    "type": _type,
    "attr_pii": _attribute("pii"),
    "attr_valid": _attribute("valid"),
    "attr_opt_out": _attribute("opt_out"),
    "attr_from": _attribute("from"),
    "attr_unit": _attribute("unit"),
    "setting": lambda at, span, kids: items.Setting(span, name_of(at, kids[0]), kids[1]),
    "otherwise": lambda _, __, ___: None,
    "class": lambda at, span, kids: items.Class(span, name_of(at, kids[0]), text_of(at, kids[1]), kids[2]),
    "add": _add(subtract=False),
    "subtract": _add(subtract=True),
    "bounds": lambda _, __, kids: kids[0],
    "require": _clause(exclude=False),
    "exclude": _clause(exclude=True),
    "any_of": lambda at, span, kids: items.Clause(span, False, None, tuple(kids[1:]), text_of(at, kids[0])),
    "option": lambda at, span, kids: items.Option(span, kids[0], text_of(at, kids[1])),
    "method": lambda at, span, kids: items.Method(span, name_of(at, kids[0]), tuple(kids[1:])),
    "method_option": lambda at, _, kids: (name_of(at, kids[0]), kids[1]),
    "label_most": _label("most"),
    "label_least": _label("least"),
    "label_otherwise": _label(None),
    "suppress": lambda at, span, kids: items.Suppress(span, kids[0], text_of(at, kids[1])),
    "holdout": lambda at, span, kids: items.Holdout(span, kids[0], text_of(at, kids[1])),
    "limit": lambda _, span, kids: items.Limit(span, *kids),
    "arm": _arm,
    "variant": _variant,
    "goal": _goal,
    "override": lambda at, span, kids: items.Override(span, name_of(at, kids[0]), kids[1]),
    "given": lambda at, span, kids: items.Given(span, name_of(at, kids[0]) if kids[0] else None, kids[1]),
    "record": lambda _, span, kids: items.Record(span, tuple(kids)),
    "pair": lambda at, _, kids: (name_of(at, kids[0]), kids[1]),
    "expect": lambda at, span, kids: items.Expect(span, kids[0], text_of(at, kids[1])),
}


# ---- items -----------------------------------------------------------------------------------------------------------


def _lines(kids: list[Any], keyword: str) -> tuple[Any, ...]:
    return tuple(kid.value for kid in kids if isinstance(kid, Line) and kid.keyword == keyword)


def _line_once(kids: list[Any], keyword: str) -> Any:
    return next(reversed(_lines(kids, keyword)), None)


def _of(kids: list[Any], kind: type[N]) -> tuple[N, ...]:
    return tuple(kid for kid in kids if isinstance(kid, kind))


def _meta(kids: list[Any]) -> items.Meta:
    return items.Meta(*(_line_once(kids, keyword) for keyword in ("owner", "status", "review", "note")))


def _table(role: str) -> Builder:
    def build(at: Context, span: Span, kids: list[Any]) -> items.Table:
        name, title, *lines = kids
        return items.Table(span, name_of(at, name), text_of(at, title), role, _of(lines, items.FieldDecl), _meta(lines))

    return build


def _block(make: Callable[..., items.Definition], *kinds: type[nodes.Node]) -> Builder:
    def build(at: Context, span: Span, kids: list[Any]) -> items.Definition:
        name, title, *lines = kids
        parts = (_of(lines, kind) for kind in kinds)
        return make(span, name_of(at, name), text_of(at, title), *parts, _meta(lines))

    return build


def _learned(keyword: str) -> Builder:
    def build(at: Context, span: Span, kids: list[Any]) -> items.Learned:
        name, title, *lines = kids
        over, over_where = _line_once(lines, "over") or (None, None)
        return items.Learned(
            span,
            name_of(at, name),
            text_of(at, title),
            keyword,
            features=_line_once(lines, "features"),
            among=_line_once(lines, "among"),
            method=next(reversed(_of(lines, items.Method)), None),
            seed=_line_once(lines, "seed"),
            labels=_of(lines, items.Label),
            learn=_line_once(lines, "learn") or _line_once(lines, "of"),
            confidence=_line_once(lines, "confidence"),
            over=over,
            over_where=over_where,
            horizon=_line_once(lines, "horizon"),
            meta=_meta(lines),
        )

    return build


def _campaign(at: Context, span: Span, kids: list[Any]) -> items.Campaign:
    name, title, *lines = kids
    return items.Campaign(
        span,
        name_of(at, name),
        text_of(at, title),
        starts=_lines(lines, "start_date"),
        audiences=_lines(lines, "audience"),
        suppressions=_of(lines, items.Suppress),
        holdouts=_of(lines, items.Holdout),
        limits=_of(lines, items.Limit),
        arms=_of(lines, items.Arm),
        goals=_of(lines, items.Goal),
        columns=_lines(lines, "columns"),
        meta=_meta(lines),
    )


def _test(at: Context, span: Span, kids: list[Any]) -> items.Test:
    title, *lines = kids
    return items.Test(
        span,
        items.Text(at.span(title), unescape(title.text)),
        as_of=_lines(lines, "as_of"),
        overrides=_of(lines, items.Override),
        given=_of(lines, items.Given),
        expects=_of(lines, items.Expect),
    )


def _heading(level: str) -> Builder:
    return lambda at, span, kids: items.Heading(span, level, items.Text(at.span(kids[0]), unescape(kids[0].text)))


ITEMS: dict[str, Builder] = {
    "theme": _heading("theme"),
    "dimension": _heading("dimension"),
    "profile": _table("profile"),
    "events": _table("events"),
    "channel": _block(items.Channel, items.Setting),
    "param": lambda at, span, kids: items.Param(span, name_of(at, kids[0]), text_of(at, kids[1]), kids[2], kids[3]),
    "let": lambda at, span, kids: items.Let(span, name_of(at, kids[0]), text_of(at, kids[1]), kids[2]),
    "tag": _block(items.Tag, items.Class),
    "score": _block(items.Score, items.Add, nodes.Range),
    "segment": _block(items.Segment, items.Clause),
    "cluster": _learned("cluster"),
    "model": _learned("model"),
    "preference": _learned("preference"),
    "lookalike": _learned("lookalike"),
    "campaign": _campaign,
    "test": _test,
    "assertion": lambda at, span, kids: items.Assertion(span, kids[0], text_of(at, kids[1])),
    "start": lambda _, __, kids: kids,
}
