"""One function per rule of the grammar: from the values of its parts to its node.

A builder gets the context (where to report), the span of the rule, and its parts: tokens, nodes, or None for an
optional part that is absent. Lines of a block that have no node of their own travel as `Line` to the block's builder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TypeVar

from segdsl.diagnostics import Span
from segdsl.syntax import items, nodes
from segdsl.syntax.context import Context
from segdsl.syntax.literals import BadLiteral, unescape, value_of
from segdsl.syntax.tokens import Token

Builder = Callable[[Context, Span, list[Any]], Any]
N = TypeVar("N", bound=nodes.Node)


class Line(NamedTuple):
    """A line of a block that only says `keyword value`."""

    keyword: str
    value: Any


# ---- words and literals ----------------------------------------------------------------------------------------------


def _name(at: Context, token: Token) -> nodes.Name:
    quoted = token.kind == "QUOTED"
    return nodes.Name(at.span(token), token.text[1:-1] if quoted else token.text, quoted)


def _text(at: Context, token: Token | None) -> items.Text | None:
    return None if token is None else items.Text(at.span(token), unescape(token.text))


def _literal(at: Context, span: Span, kids: list[Any]) -> nodes.Literal:
    token: Token = kids[0]
    try:
        return nodes.Literal(span, value_of(token.kind, token.text), token.text)
    except BadLiteral as bad:
        at.report(str(bad), span, text=token.text[:40])
        return nodes.Literal(span, 0, token.text)


# ---- expressions -----------------------------------------------------------------------------------------------------


def _is(*, known: bool, negated: bool) -> Builder:
    return lambda _, span, kids: nodes.Is(span, kids[0], known, negated)


def _arithmetic(op: str) -> Builder:
    return lambda _, span, kids: nodes.Arithmetic(span, op, kids[0], kids[1])


def _or(_: Context, span: Span, kids: list[Any]) -> nodes.Or | nodes.Mixed:
    if not any(isinstance(kid, nodes.And) for kid in kids):
        return nodes.Or(span, tuple(kids))
    operands: list[nodes.Expr] = []
    operators: list[str] = []
    for kid in kids:
        inner = kid.operands if isinstance(kid, nodes.And) else (kid,)
        operators += ["or"] * bool(operands) + ["and"] * (len(inner) - 1)
        operands += inner
    return nodes.Mixed(span, tuple(operands), tuple(operators))


EXPRESSIONS: dict[str, Builder] = {
    "name": lambda at, _, kids: _name(at, kids[0]),
    "text": lambda at, _, kids: _text(at, kids[0]),
    "literal": _literal,
    "integer": _literal,
    "date": _literal,
    "duration": _literal,
    "true": lambda _, span, __: nodes.Literal(span, value=True, source="true"),
    "false": lambda _, span, __: nodes.Literal(span, value=False, source="false"),
    "today": lambda _, span, __: nodes.Today(span),
    "list": lambda _, span, kids: nodes.ListLiteral(span, tuple(kids)),
    "range": lambda _, span, kids: nodes.Range(span, *kids),
    "last": lambda _, span, kids: nodes.Last(span, *kids),
    "ago": lambda _, span, kids: nodes.Ago(span, *kids),
    "filtered": lambda _, span, kids: nodes.Filtered(span, *kids),
    "call": lambda at, span, kids: nodes.Call(span, _name(at, kids[0]), tuple(kids[1:])),
    "member": lambda at, span, kids: nodes.Member(span, kids[0], _name(at, kids[1])),
    "qualified": lambda at, span, kids: nodes.Member(span, _name(at, kids[0]), _name(at, kids[1])),
    "index": lambda _, span, kids: nodes.Index(span, *kids),
    "paren": lambda _, span, kids: nodes.Paren(span, *kids),
    "negate": lambda _, span, kids: nodes.Negate(span, *kids),
    "negated": lambda _, span, kids: nodes.Negate(span, *kids),
    "plus": _arithmetic("+"),
    "minus": _arithmetic("-"),
    "times": _arithmetic("*"),
    "divided": _arithmetic("/"),
    "compare": lambda _, span, kids: nodes.Compare(span, kids[1].text, kids[0], kids[2]),
    "in_set": lambda _, span, kids: nodes.In(span, kids[0], kids[1]),
    "not_in_set": lambda _, span, kids: nodes.In(span, kids[0], kids[1], negated=True),
    "is_missing": _is(known=False, negated=False),
    "is_known": _is(known=True, negated=False),
    "is_not_missing": _is(known=False, negated=True),
    "is_not_known": _is(known=True, negated=True),
    "negation": lambda _, span, kids: nodes.Not(span, *kids),
    "all": lambda _, span, kids: nodes.And(span, tuple(kids)),
    "any": _or,
    "expression": lambda _, __, kids: kids[0],
}


# ---- lines -----------------------------------------------------------------------------------------------------------


def _line(keyword: str) -> Builder:
    return lambda _, __, kids: Line(keyword, kids[0] if len(kids) == 1 else tuple(kids))


def _attribute(keyword: str) -> Builder:
    return lambda _, span, kids: items.Attribute(span, keyword, kids[0] if kids else None)


def _field(role: str) -> Builder:
    def build(at: Context, span: Span, kids: list[Any]) -> items.FieldDecl:
        name, type_, title, *attributes = kids
        return items.FieldDecl(span, role, _name(at, name), type_, _text(at, title), tuple(attributes))

    return build


def _type(at: Context, span: Span, kids: list[Any]) -> items.TypeRef:
    name, *arguments, optional = kids
    return items.TypeRef(span, _name(at, name), tuple(arguments), optional is not None)


def _add(*, subtract: bool) -> Builder:
    def build(at: Context, span: Span, kids: list[Any]) -> items.Add:
        amount, cap, when, title = kids
        return items.Add(span, subtract, amount, cap, when, _text(at, title))

    return build


def _clause(*, exclude: bool) -> Builder:
    return lambda at, span, kids: items.Clause(span, exclude, kids[0], (), _text(at, kids[1]))


def _label(order: str | None) -> Builder:
    def build(at: Context, span: Span, kids: list[Any]) -> items.Label:
        return items.Label(span, _name(at, kids[0]), _text(at, kids[1]), order, kids[2] if order else None)

    return build


def _treatment(lines: Iterable[Any]) -> items.Treatment:
    given = {line.keyword: line.value for line in lines if isinstance(line, Line)}
    return items.Treatment(given.get("channels", ()), given.get("message"), given.get("incentive"))


def _arm(at: Context, span: Span, kids: list[Any]) -> items.Arm:
    name, title, when, *lines = kids
    variants = tuple(line for line in lines if isinstance(line, items.Variant))
    return items.Arm(span, _name(at, name), _text(at, title), when, _treatment(lines), variants)


def _variant(at: Context, span: Span, kids: list[Any]) -> items.Variant:
    name, title, share, *lines = kids
    return items.Variant(span, _name(at, name), _text(at, title), share, _treatment(lines))


def _goal(at: Context, span: Span, kids: list[Any]) -> items.Goal:
    name, title, when, within = kids
    return items.Goal(span, _name(at, name), _text(at, title), when, within)


LINES: dict[str, Builder] = {
    **{rule: _line(rule) for rule in ("owner", "status", "review", "note", "features", "among", "seed", "learn")},
    **{rule: _line(rule) for rule in ("confidence", "horizon", "over", "start_date", "audience", "columns")},
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
    "setting": lambda at, span, kids: items.Setting(span, _name(at, kids[0]), kids[1]),
    "otherwise": lambda _, __, ___: None,
    "class": lambda at, span, kids: items.Class(span, _name(at, kids[0]), _text(at, kids[1]), kids[2]),
    "add": _add(subtract=False),
    "subtract": _add(subtract=True),
    "bounds": lambda _, __, kids: kids[0],
    "require": _clause(exclude=False),
    "exclude": _clause(exclude=True),
    "any_of": lambda at, span, kids: items.Clause(span, False, None, tuple(kids[1:]), _text(at, kids[0])),
    "option": lambda at, span, kids: items.Option(span, kids[0], _text(at, kids[1])),
    "method": lambda at, span, kids: items.Method(span, _name(at, kids[0]), tuple(kids[1:])),
    "method_option": lambda at, _, kids: (_name(at, kids[0]), kids[1]),
    "label_most": _label("most"),
    "label_least": _label("least"),
    "label_otherwise": _label(None),
    "suppress": lambda at, span, kids: items.Suppress(span, kids[0], _text(at, kids[1])),
    "holdout": lambda at, span, kids: items.Holdout(span, kids[0], _text(at, kids[1])),
    "limit": lambda _, span, kids: items.Limit(span, *kids),
    "arm": _arm,
    "variant": _variant,
    "goal": _goal,
    "override": lambda at, span, kids: items.Override(span, _name(at, kids[0]), kids[1]),
    "given": lambda at, span, kids: items.Given(span, _name(at, kids[0]) if kids[0] else None, kids[1]),
    "record": lambda _, span, kids: items.Record(span, tuple(kids)),
    "pair": lambda at, _, kids: (_name(at, kids[0]), kids[1]),
    "expect": lambda at, span, kids: items.Expect(span, kids[0], _text(at, kids[1])),
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
        return items.Table(span, _name(at, name), _text(at, title), role, _of(lines, items.FieldDecl), _meta(lines))

    return build


def _block(make: Callable[..., items.Definition], *kinds: type[nodes.Node]) -> Builder:
    def build(at: Context, span: Span, kids: list[Any]) -> items.Definition:
        name, title, *lines = kids
        parts = (_of(lines, kind) for kind in kinds)
        return make(span, _name(at, name), _text(at, title), *parts, _meta(lines))

    return build


def _learned(keyword: str) -> Builder:
    def build(at: Context, span: Span, kids: list[Any]) -> items.Learned:
        name, title, *lines = kids
        over, over_where = _line_once(lines, "over") or (None, None)
        return items.Learned(
            span,
            _name(at, name),
            _text(at, title),
            keyword,
            features=_line_once(lines, "features"),
            among=_line_once(lines, "among"),
            method=next(reversed(_of(lines, items.Method)), None),
            seed=_line_once(lines, "seed"),
            labels=_of(lines, items.Label),
            learn=_line_once(lines, "learn"),
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
        _name(at, name),
        _text(at, title),
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
    "param": lambda at, span, kids: items.Param(span, _name(at, kids[0]), _text(at, kids[1]), kids[2], kids[3]),
    "let": lambda at, span, kids: items.Let(span, _name(at, kids[0]), _text(at, kids[1]), kids[2]),
    "tag": _block(items.Tag, items.Class),
    "score": _block(items.Score, items.Add, nodes.Range),
    "segment": _block(items.Segment, items.Clause),
    "cluster": _learned("cluster"),
    "model": _learned("model"),
    "preference": _learned("preference"),
    "campaign": _campaign,
    "test": _test,
    "assertion": lambda at, span, kids: items.Assertion(span, kids[0], _text(at, kids[1])),
    "start": lambda _, __, kids: kids,
}

BUILDERS: dict[str, Builder] = {**EXPRESSIONS, **LINES, **ITEMS}
