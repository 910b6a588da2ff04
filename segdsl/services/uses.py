"""The names of an expression, and what each stands for there.

The rules of resolution are the checker's (`rulebook.expressions`); tests hold the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from segdsl.diagnostics import Span
from segdsl.rulebook.expressions.aggregates import AGGREGATES
from segdsl.rulebook.expressions.references import MEMBERS
from segdsl.rulebook.model import Table
from segdsl.services.categories import Owners, children, owners, subject_table
from segdsl.services.index import FUNCTIONS, Index, bare
from segdsl.services.targets import Mention, Target, Written, value_of
from segdsl.syntax import items, nodes

_CHOICES = frozenset({"if", "coalesce"})


@dataclass(frozen=True, slots=True)
class Walk:
    """Where a walk through an item stands: `table` is the one whose events are spoken of, inside a `where`."""

    index: Index
    text: str
    found: list[Mention]
    table: Table | None = None

    def note(self, span: Span, *targets: Target, extent: Span | None = None, written: Written = "name") -> None:
        """Add a name that stands for `targets`."""
        self.found.append(Mention(span, targets, extent, written))

    def word(self, name: nodes.Name, sort: str) -> None:
        """Add a word that is built in."""
        self.note(name.span, Target("word", name.text, sort))

    def inside(self, table: Table | None) -> Walk:
        """The walk within a `where` on `table`."""
        return replace(self, table=table or Table("", "events", {}, ""))


# ---- expressions -----------------------------------------------------------------------------------------------------


def expression(walk: Walk, node: object, beside: Owners = ()) -> None:
    """The names of an expression. `beside` are the categories whose values it may name."""
    handler = _EXPRESSIONS.get(type(node))
    if handler is not None:
        handler(walk, node, beside)
    else:
        for child in children(node):
            expression(walk, child)


def each(walk: Walk, nodes_: tuple[nodes.Node | None, ...], beside: Owners = ()) -> None:
    """The names of several expressions; None stands for one that is absent."""
    for node in nodes_:
        if node is not None:
            expression(walk, node, beside)


def of_values(index: Index, text: str, beside: Owners) -> Owners:
    """The values called `text` of the categories beside."""
    return tuple(value_of(owner, text) for owner in beside if text in index.values(owner))


def values(walk: Walk, text: str, beside: Owners) -> Owners:
    """The values called `text` that a walk may meet there."""
    return of_values(walk.index, text, beside)


def _name(walk: Walk, node: nodes.Name, beside: Owners) -> None:
    walk.note(node.span, *(values(walk, node.text, beside) or _bare_name(walk, node.text)))


def _bare_name(walk: Walk, name: str) -> tuple[Target, ...]:
    if walk.table is None:
        return walk.index.resolve(name)
    if name in walk.table.fields:
        return (Target("field", name, walk.table.name),)
    match walk.index.node(name):
        case items.Param() | items.Let(value=nodes.ListLiteral()):
            return (Target("definition", name),)
        case _:
            return ()


def _literal(walk: Walk, node: nodes.Literal, beside: Owners) -> None:
    if isinstance(node.value, str) and (found := values(walk, node.value, beside)):
        walk.note(node.span, *found, written="text")


def _list(walk: Walk, node: nodes.ListLiteral, beside: Owners) -> None:
    each(walk, node.items, beside)


def _paren(walk: Walk, node: nodes.Paren, beside: Owners) -> None:
    expression(walk, node.inner, beside)


def _call(walk: Walk, node: nodes.Call, beside: Owners) -> None:
    function, arguments = node.function.text, node.arguments
    if function in FUNCTIONS:
        walk.note(node.function.span, Target("function", function))
    else:
        walk.note(node.function.span)
    if function in AGGREGATES or function == "sequence":
        for argument in arguments:
            _events(walk, argument)
    elif function in _CHOICES:
        head = function == "if"
        own = tuple(o for branch in arguments[head:] for o in owners(walk.index, branch, walk.table))
        each(walk, arguments[:head])
        each(walk, arguments[head:], beside or tuple(dict.fromkeys(own)))
    else:
        each(walk, arguments)


def _events(walk: Walk, node: nodes.Node) -> None:
    """An argument of an aggregate: events, a field of theirs, a window, a gap."""
    match node:
        case nodes.Filtered(value=value, where=where):
            _events(walk, value)
            expression(walk.inside(subject_table(walk.index, value)), where)
        case nodes.Not(operand=operand):
            _events(walk, operand)
        case nodes.Name(text=name) if name in walk.index.environment.tables:
            walk.note(node.span, Target("table", name))
        case nodes.Member():
            event_field(walk, node)
        case _:
            expression(walk, node)


def event_field(walk: Walk, node: nodes.Member) -> None:
    """`events.field`."""
    if not isinstance(node.of, nodes.Name):
        expression(walk, node.of)
        return
    table = walk.index.environment.tables.get(node.of.text)
    walk.note(node.of.span, *((Target("table", table.name),) if table is not None else ()))
    known = table is not None and node.name.text in table.fields
    walk.note(node.name.span, *((Target("field", node.name.text, node.of.text),) if known else ()))


def _member(walk: Walk, node: nodes.Member, _beside: Owners) -> None:
    """`learned.margin`; `visit.channel` outside an aggregate is a mistake, but clear."""
    of = node.of
    index = walk.index
    is_table = isinstance(of, nodes.Name) and of.text in index.environment.tables and of.text not in index.definitions
    if is_table:
        event_field(walk, node)
        return
    expression(walk, of)
    learned = walk.index.node(of.text) if isinstance(of, nodes.Name) else None
    parts = MEMBERS[learned.keyword] if isinstance(learned, items.Learned) else {}
    walk.note(node.name.span, *((Target("word", node.name.text, "member"),) if node.name.text in parts else ()))


def _index(walk: Walk, node: nodes.Index, _beside: Owners) -> None:
    expression(walk, node.of)
    expression(walk, node.index, owners(walk.index, node.of, walk.table))


def _compare(walk: Walk, node: nodes.Compare, _beside: Owners) -> None:
    """Which side is the value is decided as the checker does: in doubt the right one."""
    left = owners(walk.index, node.left, walk.table)
    right = owners(walk.index, node.right, walk.table)
    a, b = _symbol(node.left), _symbol(node.right)
    if b is not None and values(walk, b, left):
        expression(walk, node.left)
        expression(walk, node.right, left)
    elif a is not None and values(walk, a, right):
        expression(walk, node.left, right)
        expression(walk, node.right)
    else:
        expression(walk, node.left, right if _is_choice(node.left) else ())
        expression(walk, node.right, left if _is_choice(node.right) else ())


def _symbol(node: nodes.Node) -> str | None:
    match bare(node):
        case nodes.Name(text=text) | nodes.Literal(value=str() as text):
            return text
        case _:
            return None


def _is_choice(node: nodes.Node) -> bool:
    inner = bare(node)
    return isinstance(inner, nodes.Call) and inner.function.text in _CHOICES


def _in(walk: Walk, node: nodes.In, _beside: Owners) -> None:
    expression(walk, node.value)
    expression(walk, node.set, owners(walk.index, node.value, walk.table) if not _is_name(node.set) else ())


def _is_name(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name)


_EXPRESSIONS: Mapping[type, Callable[[Walk, Any, Owners], None]] = {
    nodes.Name: _name,
    nodes.Literal: _literal,
    nodes.ListLiteral: _list,
    nodes.Paren: _paren,
    nodes.Call: _call,
    nodes.Member: _member,
    nodes.Index: _index,
    nodes.Compare: _compare,
    nodes.In: _in,
}
