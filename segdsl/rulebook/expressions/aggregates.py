"""Aggregates of a customer's events: `count(visit where …, last 30d)`, `latest(visit.visited_at)`, `was(tag, 30d)`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from segdsl.diagnostics import Edit, Fix, Span, Text
from segdsl.functions.types import ANY, BOOL, CALENDAR, INT, NUMBER, NUMERIC, Kind, Type
from segdsl.rulebook.expressions.arithmetic import duration_of
from segdsl.rulebook.expressions.references import unknown_field
from segdsl.rulebook.expressions.windows import event_window, is_clock
from segdsl.rulebook.model import Field, Table
from segdsl.rulebook.names import LEARNED
from segdsl.rulebook.scope import Scope, condition, infer, word
from segdsl.rulebook.suggest import closest, did_you_mean, replacement
from segdsl.rulebook.terms import Aggregate, Term, Was, Window
from segdsl.syntax import nodes
from segdsl.syntax.unparse import format_expr

_EVERY_KIND = frozenset(Kind)
_WHOLE_EVENT = Field("", ANY, "")  # what `count` and the like read: no field at all
_SCALAR = _EVERY_KIND - {Kind.LIST}


@dataclass(frozen=True, slots=True)
class Rule:
    """An aggregate: the kinds of field it takes (None: it takes the table), and what it gives.

    `result` is computed from the field's type. `timed` ones need a table with a time (`at`).
    """

    kinds: frozenset[Kind] | None
    result: Callable[[Type], Type]
    timed: bool = False


def _always(type_: Type) -> Callable[[Type], Type]:
    return lambda _field: type_


def _same(field: Type) -> Type:
    return field.maybe()


AGGREGATES: dict[str, Rule] = {
    "count": Rule(None, _always(INT)),
    "did": Rule(None, _always(BOOL)),
    "never": Rule(None, _always(BOOL)),
    "days": Rule(None, _always(INT), timed=True),
    "months": Rule(None, _always(INT), timed=True),
    "sum": Rule(NUMERIC, lambda field: field.maybe(False)),
    "avg": Rule(NUMERIC, _always(NUMBER.maybe())),
    "minimum": Rule(NUMERIC | CALENDAR, _same),
    "maximum": Rule(NUMERIC | CALENDAR, _same),
    "distinct": Rule(_SCALAR, _always(INT)),
    "earliest": Rule(_EVERY_KIND, _same, timed=True),
    "latest": Rule(_EVERY_KIND, _same, timed=True),
    "most_frequent": Rule(_SCALAR, _same),
}


def aggregate(scope: Scope, node: nodes.Call, _beside: Type | None) -> Term | None:
    """`function(table[.field] [where condition] [, window])`."""
    name = node.function.text
    rule = AGGREGATES[name]
    if not placed_well(scope, node):
        return None
    if not 1 <= len(node.arguments) <= 2:
        signature = f"{'EVENTS' if rule.kinds is None else 'EVENTS.FIELD'} [where …] [, window]"
        found = len(node.arguments)
        scope.error("wrong-arity", node.span, name=name, expected="1–2", found=found, signature=signature)
        return None
    subject, where = _split(node.arguments[0])
    table = _table(scope, subject, name)
    if table is None:
        return None
    filter_ = condition(scope.inside(table), where) if where is not None else None
    window = table_window(scope, node.arguments[1], table) if len(node.arguments) == 2 else None
    field = _field(scope, subject, table, name, rule)
    if field is None or (where and not filter_) or (len(node.arguments) == 2 and not window):
        return None
    if rule.timed and table.at is None:
        scope.error("needs-time", node.span, name=name, table=table.name)
        return None
    chosen = field.name if rule.kinds is not None else None
    return Aggregate(rule.result(field.type), node.span, name, table.name, chosen, filter_, window)


def placed_well(scope: Scope, node: nodes.Call) -> bool:
    """Whether events can be spoken of here: not within a `where`, nor of everyone at once."""
    if scope.place == "where":
        scope.error("customer-in-where", node.span, name=node.function.text)
        return False
    if scope.place == "assertion":
        scope.error("customer-in-assertion", node.span, name=node.function.text)
        return False
    return True


def _split(node: nodes.Node) -> tuple[nodes.Node, nodes.Expr | None]:
    return (node.value, node.where) if isinstance(node, nodes.Filtered) else (node, None)


def _table(scope: Scope, subject: nodes.Node, function: str) -> Table | None:
    """The table that a first argument speaks of."""
    name = subject.of if isinstance(subject, nodes.Member) else subject
    if not isinstance(name, nodes.Name):
        scope.error("not-events", subject.span, fixes=_window_apart(subject), name=function)
        return None
    return events_table(scope, name)


def _window_apart(subject: nodes.Node) -> tuple[Fix, ...]:
    """What mends `visit in last 30d`, where the window is not parted from the events by a comma."""
    if not isinstance(subject, nodes.In) or subject.negated or isinstance(subject.set, nodes.ListLiteral):
        return ()
    return (replacement(subject.span, f"{format_expr(subject.value)}, {format_expr(subject.set)}"),)


def events_table(scope: Scope, name: nodes.Name) -> Table | None:
    """The events table called `name`; reports what is none."""
    table = scope.names.table(name.text)
    if name.text in scope.names.unusable:
        scope.found.broken.add(name.text)
        return None
    if table is not None:
        return table
    suggestion = closest(name.text, scope.names.tables())
    known = ", ".join(scope.names.tables())
    fixes = did_you_mean(name.span, suggestion)
    scope.error("unknown-events", name.span, fixes=fixes, name=name.text, known=known, suggestion=suggestion)
    return None


def _field(scope: Scope, subject: nodes.Node, table: Table, function: str, rule: Rule) -> Field | None:
    """The field an aggregate reads."""
    if rule.kinds is None:
        if isinstance(subject, nodes.Member):
            cut = Edit(Span(subject.of.span.end, subject.span.end), "")
            fix = Fix(Text("drop the field", "去掉字段"), (cut,), safe=False)
            scope.error("takes-events", subject.span, fixes=(fix,), name=function, table=table.name)
            return None
        return _WHOLE_EVENT
    if not isinstance(subject, nodes.Member):
        fits = [f.name for f in table.fields.values() if f.type.kind in rule.kinds and f.role == "field"]
        example = f"{table.name}.{fits[0]}" if fits else None
        scope.error("takes-event-field", subject.span, name=function, table=table.name, example=example)
        return None
    field = event_field(scope, subject, table)
    if field is None:
        return None
    if field.type.kind not in rule.kinds:
        expected = " | ".join(k.value for k in Kind if k in rule.kinds)
        scope.error(
            "wrong-argument", subject.span, name=function, parameter=field.name, expected=expected,
            found=word(field.type),
        )  # fmt: skip
        return None
    return field


def event_field(scope: Scope, member: nodes.Member, table: Table) -> Field | None:
    """The field of `table` that `table.field` names; reports what is none."""
    field = table.fields.get(member.name.text)
    if field is None and table.name in scope.names.partial:
        scope.found.broken.add(table.name)
    elif field is None:
        unknown_field(scope, member.name, table)
    return field


def table_window(scope: Scope, node: nodes.Node, *tables: Table) -> Window | None:
    """The window of an aggregate: its tables need a time, and one with a time of day for hours and minutes."""
    window = event_window(scope, node)
    if window is None:
        return None
    if scope.place == "goal":
        scope.error("window-in-goal", node.span)
        return None
    for table in tables:
        if table.at is None:
            scope.error("needs-time", node.span, name="window", table=table.name)
            return None
        if is_clock(scope, window) and table.fields[table.at].type.kind is Kind.DATE:
            scope.error("clock-window-on-date", node.span)
            return None
    return window


def was(scope: Scope, node: nodes.Call, _beside: Type | None) -> Term | None:
    """`was(tag, 30d)`: the class as of today − 30d."""
    if not placed_well(scope, node):
        return None
    if len(node.arguments) != 2:
        found = len(node.arguments)
        scope.error("wrong-arity", node.span, name="was", expected="2", found=found, signature="TAG, DURATION")
        return None
    of, ago = node.arguments
    term, length = infer(scope, of), infer(scope, ago)
    if term is None or length is None:
        return None
    entity = scope.names.entity(of.text) if isinstance(of, nodes.Name) else None
    if entity is None or entity.kind not in {"tag", *LEARNED} - {"lookalike"}:
        scope.error("was-of-tags", of.span)
        return None
    if length.type.kind is not Kind.DURATION:
        scope.error("not-a-duration", ago.span, found=word(length.type))
        return None
    duration = duration_of(scope, length)
    if duration is not None and duration.count <= 0:
        scope.error("duration-not-positive", ago.span, duration=str(duration))
        return None
    if duration is not None and duration.is_clock:
        scope.error("clock-on-date", ago.span, duration=str(duration))
        return None
    return Was(term.type, node.span, entity.name, length)
