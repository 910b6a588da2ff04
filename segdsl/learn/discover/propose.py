"""The conditions there are to combine: what the rules have named, and what nobody has put into words yet.

Classes of tags, and segments and other definitions that are true or false, stand for themselves. So does each value of
a field that no tag looks at; where one does, its classes say more. A number is offered by its lowest and highest
quarter. What is put together from tags is not offered: it is a combination already. Numbers of the rules are offered
where they are named, and what customers do by the values of an events table, as `did(table where field = value, last
90d)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.engine.ask import computable, usable_column
from segdsl.engine.breakdown import titled_values
from segdsl.engine.session import Session
from segdsl.functions.types import NUMERIC, Kind
from segdsl.learn.discover.values import Quarters, event_texts, quarters, texts
from segdsl.rulebook import terms as t
from segdsl.rulebook.model import Definition, Field, Table
from segdsl.rulebook.walk import descend, expressions
from segdsl.syntax.unparse import format_name, format_text, format_value

MOST = 40
"""A text with more different values makes no groups of customers; of one that is named, the most frequent count."""

_GROUPED = frozenset({Kind.BOOL, Kind.CATEGORY})


@dataclass(frozen=True, slots=True)
class Proposal:
    """A condition as a rule has it, words for the names of rules, and what people call it, if there is a title.

    `subject` is what it is a value of, the definition or field; a behaviour stands for itself.
    """

    text: str
    words: str
    title: str | None
    subject: str


def proposals(session: Session, names: Sequence[str] | None, also: Sequence[str], window: str) -> list[Proposal]:
    """What the named definitions, fields and events tables have to combine; without names, all that needs no naming.

    `also` is named beside these; `window` says how far back behaviours reach. Raises `SegdslError` for names of
    nothing, and of what makes no conditions.
    """
    chosen = list(dict.fromkeys([*(_unnamed(session) if names is None else names), *also]))
    named = {*(names or ()), *also}
    tables = {name: events for name in chosen if (events := _events(session, name)) is not None}
    described = {name: _described(session, name) for name in chosen if name not in tables}
    cuts = quarters(session, {name: each for name, each in described.items() if each.type.kind in NUMERIC})
    found: dict[str, Proposal] = {}
    for name in chosen:
        if name in tables:
            offered = list(_behaviours(session, *tables[name], window))
        elif name in cuts:
            offered = list(_by_quarters(name, described[name], cuts[name]))
        else:
            offered = list(_by_values(session, name, described[name]))
        if name in named and not offered:
            raise SegdslError(Diagnostic("nothing-to-combine", {"name": name}))
        found |= {proposal.text: proposal for proposal in offered}
    return list(found.values())


# ---- which -----------------------------------------------------------------------------------------------------------


def _unnamed(session: Session) -> Iterator[str]:
    """Conditions and classes of the rules, then the fields and numbers that none of them looks at."""
    ready = {name: session.rulebook.definitions[name] for name in computable(session).names}
    cut = _looked_at(session, (d for d in ready.values() if d.kind != "segment" and _is_condition(d)))
    for name, definition in ready.items():
        redundant = name in cut if definition.kind == "let" else _combines(session, definition)
        if definition.type.kind in _GROUPED and not redundant:
            yield name
    for name, field in session.customers.table.fields.items():
        if name in cut or field.role != "field" or field.pii or field.opt_out is not None:
            continue
        if field.type.kind in _GROUPED | NUMERIC or (
            field.type.kind is Kind.TEXT and len(texts(session, name)) <= MOST
        ):
            yield name


def _combines(session: Session, definition: Definition) -> bool:
    """Whether it is put together from tags and conditions: a combination already, for which its parts stand."""
    known = session.rulebook.definitions
    inside = (sub for term in expressions(definition) for sub in descend(term))
    return any(isinstance(sub, t.DefinitionRef) and _is_condition(known[sub.name]) for sub in inside)


def _is_condition(definition: Definition) -> bool:
    return definition.type.kind in _GROUPED and definition.kind != "let"


def _looked_at(session: Session, definitions: Iterable[Definition]) -> set[str]:
    """The fields and definitions that some definitions read, directly or through others."""
    known = session.rulebook.definitions
    found: set[str] = set()
    waiting = list(definitions)
    while waiting:
        definition = waiting.pop()
        inside = {sub for term in expressions(definition) for sub in descend(term)}
        found |= {
            sub.name for sub in inside if isinstance(sub, t.FieldRef) and sub.table == session.customers.table.name
        }
        waiting += [known[name] for name in definition.uses - found if name in known]
        found |= definition.uses
    return found


def _events(session: Session, name: str) -> tuple[Table, Sequence[str]] | None:
    """The events table of this name with its fields, or one field of it where `name` is `table.field`."""
    table_name, dot, field = name.partition(".")
    table = session.rulebook.events.get(table_name)
    if table is None or (not dot and name in session.rulebook.definitions):
        return None
    if dot:
        return (table, [field]) if field in table.fields else None
    return table, [name for name, each in table.fields.items() if each.role == "field" and not each.pii]


def _described(session: Session, name: str) -> Definition | Field:
    """The definition or field. Raises `SegdslError` if there is none that can be used, or it is personal data."""
    usable_column(session, name)
    fields = session.customers.table.fields
    described = session.rulebook.definitions.get(name) or fields[name]
    if isinstance(described, Field) and described.pii:
        raise SegdslError(Diagnostic("by-personal-data", {"name": name, "pii": described.pii}))
    return described


# ---- how -------------------------------------------------------------------------------------------------------------


def _by_values(session: Session, name: str, described: Definition | Field) -> Iterator[Proposal]:
    written = format_name(name)
    title = described.title
    match described.type.kind:
        case Kind.BOOL:
            yield Proposal(written, name, title, name)
        case Kind.CATEGORY:
            for value, own in titled_values(described, session.rulebook.channels):
                yield _equal(name, value, title, own)
        case Kind.TEXT if isinstance(described, Field):
            for value in texts(session, name)[:MOST]:
                yield Proposal(f"{written} = {format_text(value)}", f"{name} {value}", _called(title, value), name)


def _by_quarters(name: str, described: Definition | Field, cut: Quarters) -> Iterator[Proposal]:
    """Those with little and those with much; where most have the least there is, those with more than that."""
    low, high = cut
    least, most = ("<=", low), (">=", high) if high > low else (">", low)
    for word, (sign, bound) in (("low", least), ("high", most)):
        said = f"{sign} {format_value(bound)}"
        shown = said.replace("<=", "≤").replace(">=", "≥")
        title = f"{described.title} {shown}" if described.title else None
        yield Proposal(f"{format_name(name)} {said}", f"{name} {word}", title, name)


def _behaviours(session: Session, table: Table, fields: Sequence[str], window: str) -> Iterator[Proposal]:
    """Whether there were such events, for each value of fields that have few."""
    within = f", last {window}" if table.at is not None else ""
    suffix = f" ({window})" if within else ""
    alone = len(fields) == 1
    for name in fields:
        field = table.fields[name]
        written = format_name(name)
        match field.type.kind:
            case Kind.BOOL:
                said = [(written, name, field.title)]
            case Kind.CATEGORY:
                titled = titled_values(field, session.rulebook.channels)
                equal = [_equal(name, value, field.title, own) for value, own in titled]
                said = [(each.text, each.words.removeprefix(name), each.title) for each in equal]
            case Kind.TEXT:
                values = event_texts(session, table.name, name)
                few = values[:MOST] if alone or len(values) <= MOST else []
                said = [(f"{written} = {format_text(v)}", v, _called(field.title, v)) for v in few]
            case _:
                said = []
        for where, words, title in said:
            text = f"did({format_name(table.name)} where {where}{within})"
            yield Proposal(text, f"{table.name} {words}", f"{title}{suffix}" if title else None, text)


def _equal(name: str, value: str, title: str | None, own: str | None) -> Proposal:
    plain = format_name(value)
    written = plain if plain == value else format_text(value)
    return Proposal(f"{format_name(name)} = {written}", f"{name} {value}", _called(title, own or value), name)


def _called(title: str | None, value: str) -> str | None:
    """A title and one of its values; without a title, none."""
    if title is None:
        return None
    return f"{title}{': ' if title.isascii() else '：'}{value}"
