"""What a completion can offer, by where it comes from: definitions, fields, values, functions, keywords, units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from segdsl.diagnostics import Span
from segdsl.functions import REGISTRY
from segdsl.rulebook.expressions.literals import written_value
from segdsl.rulebook.model import Table
from segdsl.services.categories import Owners
from segdsl.services.index import Index
from segdsl.services.navigation import kind_of
from segdsl.services.targets import Target, value_of
from segdsl.services.texts.functions import SPECIAL_FUNCTIONS
from segdsl.services.texts.words import WORDS
from segdsl.services.workspace import shown_type
from segdsl.syntax import items, nodes
from segdsl.syntax.unparse import format_name

CURSOR = "|"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may be written at a place.

    `kind` is a keyword of definitions, or `field`, `value`, `function`, `keyword`, `block`, `table`, `channel`, `word`,
    `unit`, `type`. `type` is as rules write it, a function's signature. `insert` replaces the text at `span` (of the
    file), and the cursor goes `cursor` code points into it. `target` is what documentation is about, for
    `segdsl.services.hover.documentation`.
    """

    kind: str
    name: str
    title: str | None
    type: str | None
    insert: str
    cursor: int
    span: Span
    target: Target | None


class Offer(NamedTuple):
    """A candidate before it is known what it replaces. `insert` may hold a `|` where the cursor goes."""

    kind: str
    name: str
    title: str | None
    type: str | None
    insert: str
    target: Target | None = None


Types = Mapping[str, str]
"""The types of definitions, as far as the last check knew them."""


def definitions(index: Index, types: Types, kinds: frozenset[str] | None = None) -> Iterator[Offer]:
    """Definitions by name, of some kinds; campaigns only if asked for."""
    for name, entry in index.definitions.items():
        node = entry.node
        assert isinstance(node, items.Definition)
        kind = kind_of(node)
        if kind in kinds if kinds is not None else kind != "campaign":
            yield Offer(kind, name, _title(node.title), types.get(name), format_name(name), Target("definition", name))


def lists(index: Index, types: Types) -> Iterator[Offer]:
    """Params and lets that are lists of constants."""
    for offer in definitions(index, types, frozenset({"param", "let"})):
        node = index.node(offer.name)
        if isinstance(node, items.Param | items.Let) and isinstance(node.value, nodes.ListLiteral):
            yield offer


def is_list(index: Index, name: str) -> bool:
    """Whether a definition is a list of constants."""
    node = index.node(name)
    return isinstance(node, items.Param | items.Let) and isinstance(node.value, nodes.ListLiteral)


def fields(table: Table | None) -> Iterator[Offer]:
    """The fields of a table."""
    for field in table.fields.values() if table is not None else ():
        target = Target("field", field.name, table.name if table is not None else "")
        yield Offer("field", field.name, field.title, shown_type(field.type), format_name(field.name), target)


def tables(index: Index) -> Iterator[Offer]:
    """The events tables."""
    for name, table in index.environment.tables.items():
        yield Offer("table", name, table.title, None, format_name(name), Target("table", name))


def channels(index: Index) -> Iterator[Offer]:
    """The channels."""
    for name, channel in index.environment.channels.items():
        yield Offer("channel", name, channel.title, None, format_name(name), Target("channel", name))


def values(index: Index, owners: Owners, *, quoted: bool = False) -> Iterator[Offer]:
    """The values of categories, each once, with the titles of classes and channels."""
    seen: set[str] = set()
    for owner in owners:
        titles = _titles(index, owner)
        for value in index.values(owner):
            if value in seen:
                continue
            seen.add(value)
            insert = format_name(value) if quoted else written_value(value)
            yield Offer("value", value, titles.get(value), owner.name, insert, value_of(owner, value))


def _titles(index: Index, owner: Target) -> Mapping[str, str]:
    match index.node(owner.name) if owner.kind == "definition" else None:
        case items.Tag(classes=lines) | items.Learned(labels=lines):
            return {line.name.text: line.title.value for line in lines if line.title is not None}
        case _ if owner.kind == "word":
            return {}
        case _:
            return {name: c.title for name, c in index.environment.channels.items() if c.title is not None}


def functions(names: Iterable[str] | None = None) -> Iterator[Offer]:
    """Functions by name; the cursor goes between the parentheses."""
    for name in names if names is not None else (*SPECIAL_FUNCTIONS, *REGISTRY):
        yield Offer("function", name, None, signature(name), f"{name}({CURSOR})", Target("function", name))


def signature(name: str) -> str:
    """How a function is called."""
    return REGISTRY[name].signature if name in REGISTRY else f"{name}({', '.join(SPECIAL_FUNCTIONS[name][0])})"


def words(sort: str, names: Iterable[str] | None = None) -> Iterator[Offer]:
    """Words of a sort that are built in."""
    for name in names if names is not None else WORDS[sort]:
        yield Offer("type" if sort == "type" else "word", name, None, None, name, Target("word", name, sort))


def _title(node: items.Text | None) -> str | None:
    return node.value if node is not None else None
