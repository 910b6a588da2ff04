"""Whose values stand beside an expression: the tags, clusters and fields it takes its value from.

The checker knows categories by their values alone, which is enough to compare them. An editor wants to know more: two
tags may both have a class `high`, and only one of them is meant.
"""

from __future__ import annotations

from segdsl.rulebook.expressions.aggregates import AGGREGATES
from segdsl.rulebook.model import Table
from segdsl.services.index import Index, bare
from segdsl.services.targets import Target
from segdsl.syntax import items, nodes

Owners = tuple[Target, ...]
_CHOICES = frozenset({"if", "coalesce"})


def owners(index: Index, node: nodes.Node, table: Table | None, seen: frozenset[str] = frozenset()) -> Owners:
    """The categories that the values of an expression belong to; none if it is no category.

    `table` is the one whose events are spoken of, inside a `where`. `seen` are lets being looked into.
    """
    match bare(node):
        case nodes.Name(text=name):
            return _of_name(index, name, table, seen)
        case nodes.Member(of=nodes.Name(text=name), name=nodes.Name(text="second")):
            return of_definition(index, name, seen)
        case nodes.Member(of=nodes.Name(text=name), name=nodes.Name(text="source")) if _is_model(index, name):
            return (Target("word", "source", "member"),)
        case nodes.Call(function=nodes.Name(text="was"), arguments=(first, *_)):
            return owners(index, first, table, seen)
        case nodes.Call(function=nodes.Name(text=function), arguments=arguments) if function in _CHOICES:
            branches = arguments[function == "if" :]
            return _joined(*(owners(index, branch, table, seen) for branch in branches))
        case nodes.Call(function=nodes.Name(text=function), arguments=(first, *_)) if function in AGGREGATES:
            return _of_aggregate(index, first)
        case _:
            return ()


def _is_model(index: Index, name: str) -> bool:
    node = index.node(name)
    return isinstance(node, items.Learned) and node.keyword == "model"


def of_definition(index: Index, name: str, seen: frozenset[str] = frozenset()) -> Owners:
    """The categories that a definition's values belong to."""
    if name in seen:
        return ()
    inside = seen | {name}
    match index.node(name):
        case items.Tag() | items.Learned(keyword="cluster"):
            return (Target("definition", name),)
        case items.Learned(keyword="model", learn=nodes.Node() as learn):
            return owners(index, learn, None, inside)
        case items.Learned(over=nodes.Member() as over):
            return _of_member(index, over)
        case items.Let(value=value):
            return owners(index, value, None, inside)
        case _:
            return ()


def of_list(index: Index, name: str) -> Owners:
    """The categories that a list of bare values is used beside, anywhere in the rules."""
    found: list[Owners] = []
    for entry in index.with_word(name):
        _uses_of_list(index, entry.node, None, name, found)
    return _joined(*found)


def _uses_of_list(index: Index, node: object, table: Table | None, name: str, found: list[Owners]) -> None:
    match node:
        case nodes.In(value=value, set=nodes.Name(text=text)) if text == name:
            found.append(owners(index, value, table))
        case nodes.Filtered(value=value, where=where):
            _uses_of_list(index, where, subject_table(index, value), name, found)
        case items.Learned(over=nodes.Member() as over, over_where=nodes.Node() as where):
            _uses_of_list(index, where, subject_table(index, over), name, found)
        case _:
            for child in children(node):
                _uses_of_list(index, child, table, name, found)


def subject_table(index: Index, subject: nodes.Node) -> Table | None:
    """The events table that the first argument of an aggregate speaks of."""
    match subject:
        case nodes.Name(text=name) | nodes.Member(of=nodes.Name(text=name)):
            return index.environment.tables.get(name)
        case nodes.Not(operand=operand):
            return subject_table(index, operand)
        case _:
            return None


def children(node: object) -> tuple[object, ...]:
    """What stands directly inside a node of a tree, in the order in which it is written."""
    parts = node if isinstance(node, tuple) else [getattr(node, name) for name in _parts(type(node))]
    return tuple(part for part in parts if isinstance(part, tuple | nodes.Node | items.Treatment))


def _parts(kind: type) -> tuple[str, ...]:
    return tuple(getattr(kind, "__match_args__", ())) if kind.__module__.startswith("segdsl.") else ()


def _of_name(index: Index, name: str, table: Table | None, seen: frozenset[str]) -> Owners:
    if table is not None:
        return _of_field(index, Target("field", name, table.name))
    if name in index.definitions:
        return of_definition(index, name, seen)
    if index.profile is not None and name in index.profile.fields:
        return _of_field(index, Target("field", name, index.profile.name))
    return ()


def _of_field(index: Index, field: Target) -> Owners:
    return (field,) if index.values(field) else ()


def _of_aggregate(index: Index, first: nodes.Node) -> Owners:
    subject = first.value if isinstance(first, nodes.Filtered) else first
    return _of_member(index, subject) if isinstance(subject, nodes.Member) else ()


def _of_member(index: Index, member: nodes.Member) -> Owners:
    match member:
        case nodes.Member(of=nodes.Name(text=table), name=nodes.Name(text=field)):
            return _of_field(index, Target("field", field, table))
        case _:
            return ()


def _joined(*found: Owners) -> Owners:
    return tuple(dict.fromkeys(owner for each in found for owner in each))
