"""Questions to an open session: from names, expressions and options to results.

What a question needs of the data is worked out first, so that only those columns are read.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from segdsl.data.doubts import CODE as DOUBT
from segdsl.diagnostics import Diagnostic, RulebookError, SegdslError, Source, Span
from segdsl.engine.breakdown import axis_of
from segdsl.engine.detail import Details, computed, detailed
from segdsl.engine.evaluate import evaluate
from segdsl.engine.events.needs import needs
from segdsl.engine.events.request import Asked
from segdsl.engine.expression import EXPRESSION, FILE, with_expression
from segdsl.engine.histogram import has_distribution
from segdsl.engine.keeping import evaluate_kept, said
from segdsl.engine.masking import masked
from segdsl.engine.plan import mentioned_by, not_evaluated, unfitted_among, without_events, without_list
from segdsl.engine.preview import Request, measure
from segdsl.engine.reach import contacts_of
from segdsl.engine.results import Cell, Intersection, Item, Preview, Sample, Why
from segdsl.engine.session import Session
from segdsl.engine.why import why as trace
from segdsl.functions.types import Kind
from segdsl.lowering.polars import column_name, has_column
from segdsl.rulebook import terms as t
from segdsl.rulebook.lists import unknown_list
from segdsl.rulebook.model import Part
from segdsl.rulebook.parts import with_parts
from segdsl.rulebook.suggest import suggested

if TYPE_CHECKING:
    from segdsl.rulebook.model import Definition, Rulebook


Measured = tuple[int, list[Item], tuple[Intersection, ...] | None]
"""How many customers there are, what is told of definitions, and the overlap of the conditions among them."""

_AT_ONCE = 16  # definitions: what is worked out for them stays in memory, and is told before the work is given up


def with_expr(session: Session, expr: str) -> Session:
    """The session with an expression as its definition `expr`. Raises `RulebookError` with what is wrong with it."""
    try:
        rulebook = with_parts(with_expression(session.rulebook, expr), EXPRESSION)
    except RulebookError as error:
        found = error.diagnostics
        raise RulebookError(*found, *_doubted(session, found, {FILE: Source(FILE, expr)})) from None
    return replace(session, rulebook=rulebook, context=replace(session.context, definitions=rulebook.definitions))


def preview(session: Session, names: Sequence[str] | None, request: Request) -> Preview:
    """Items for the named definitions, or for all that can be computed."""
    every = computable(session) if names is None else None
    wanted = [usable(session, name) for name in names or ()] if every is None else every.names
    unlisted = () if every is None else every.unlisted
    found = tuple(d for d in session.rulebook.diagnostics if every is not None or d.file == FILE)
    universe, items, overlap = _items(session, wanted, request)
    warnings = [*session.customers.findings, *session.events.findings, *(every.later if every else ())]
    if request.sample:
        items = [_with_sample(session, item, request.sample) for item in items]
    return Preview(session.context.as_of, universe, tuple(items), tuple(warnings), (*found, *unlisted), overlap)


@dataclass(frozen=True, slots=True)
class Computable:
    """The names of the definitions that can be computed; what is to be said of those that cannot, and of lists."""

    names: Sequence[str]
    later: tuple[Diagnostic, ...]
    unlisted: tuple[Diagnostic, ...]


def computable(session: Session) -> Computable:
    """All definitions that are listed and can be computed, but for retired ones."""
    later = not_evaluated(session.rulebook, session.events.names)
    listless, places = without_list(session.rulebook, session.context.lists)
    names = [
        n for n, d in session.rulebook.definitions.items()
        if has_column(d) and not isinstance(d, Part) and d.status != "retired" and n not in later | listless
    ]  # fmt: skip
    said = tuple(_waiting(session.rulebook, later, session.events.names))
    return Computable(names, said, tuple(_unknown_list(session, *place) for place in places))


def _waiting(rulebook: Rulebook, names: Collection[str], tables: Container[str]) -> Iterator[Diagnostic]:
    """What definitions that are not computed wait for: data, or else a fit."""
    eventless, missing = without_events(rulebook, tables)
    if eventless:
        args = {"names": ", ".join(sorted(eventless)), "tables": ", ".join(sorted(missing))}
        yield Diagnostic("without-events", args)
    if waiting := set(names) - eventless:
        fit = " ".join(unfitted_among(rulebook, waiting))
        yield Diagnostic("not-yet-evaluated", {"names": ", ".join(sorted(waiting)), "fit": fit})


def _items(session: Session, names: Sequence[str], request: Request) -> Measured:
    """What is told of definitions; a session that remembers works out only what it has not told before."""
    details = _details(session, names, request)
    kept = session.kept
    if kept is None or details:
        return _in_parts(session, names, request)
    keys = {name: said(session, name, request) for name in names}
    items = {name: item for name, key in keys.items() if (item := kept.item(key)) is not None}
    new = [name for name in keys if name not in items]
    for begin in range(0, len(new), _AT_ONCE):
        for item in _measured(session, new[begin : begin + _AT_ONCE], request, details)[1]:
            items[item.name] = item
            kept.tell(keys[item.name], item)
    return session.customers.count, [items[name] for name in names], None


def _in_parts(session: Session, names: Sequence[str], request: Request) -> Measured:
    """What is told of definitions, of some after the others where their answers would not fit into memory together."""
    groups = [names] if request.overlap else parts(session, names)
    measured = [_measured(session, group, request, _details(session, group, request)) for group in groups]
    universe, _, overlap = measured[0]
    return universe, [item for _, items, _ in measured for item in items], overlap


def parts(session: Session, names: Sequence[str]) -> Sequence[Sequence[str]]:
    """The definitions in parts, each asking only as much of events as fits into memory; at least one in each part."""
    customers = session.customers.count
    if session.events.fit(needs(names, session.context).questions, customers):
        return [names]
    groups: list[list[str]] = [[]]
    asked: set[Asked] = set()
    for name in names:
        new = needs([name], session.context).questions.keys()
        if groups[-1] and not session.events.fit(asked | new, customers):
            groups.append([])
            asked = set()
        groups[-1].append(name)
        asked |= new
    return groups


def _measured(session: Session, names: Sequence[str], request: Request, details: Details) -> Measured:
    wanted = [*names, *(name for name in [request.by or ""] if name in session.rulebook.definitions)]
    clauses = names if request.waterfall else ()
    if session.kept is None:
        frame, context = session.ready(wanted, details.fields, keyed=False)
        evaluation = computed(evaluate(session.rulebook, frame, context, wanted, clauses=clauses), details)
    else:
        evaluation = evaluate_kept(session.material(wanted, details.fields), wanted, clauses=clauses)
    universe, items = measure(evaluation, names, request)
    items, overlap = detailed(evaluation, items, details)
    return universe, items, overlap


def why(session: Session, name: str, key: str) -> Why:
    """The trace of a definition for the customer with `key`, written as text."""
    usable(session, name)
    frame, context = session.ready([name])
    found = trace(session.rulebook, frame, context, name, _parsed_key(session, key))
    if found is None:
        raise SegdslError(Diagnostic("unknown-key", {"field": session.customers.table.key, "key": key}))
    return found


def members(session: Session, name: str, columns: Sequence[str]) -> pl.LazyFrame:
    """The members of a condition: key, then `columns`, each a field or a definition under its own name."""
    usable(session, name)
    definitions = [c for c in columns if usable_column(session, c) in session.rulebook.definitions]
    fields = [c for c in columns if c not in definitions]
    wanted = [name, *definitions]
    frame, context = session.ready(wanted, fields)
    frame = evaluate(session.rulebook, frame, context, wanted, unknown=False).frame
    key = session.customers.table.key
    shown = [pl.col(column_name(c)).alias(c) if c in definitions else pl.col(c) for c in columns if c != key]
    return frame.filter(pl.col(column_name(name))).select(pl.col(key), *shown)


def mentioned(session: Session, name: str) -> list[str]:
    """The fields and definitions that a definition's own text mentions, in the order in which it does."""
    return mentioned_by(session.rulebook, name)


def usable(session: Session, name: str) -> str:
    """The name, if it is a definition with a value per customer and free of errors; raises otherwise."""
    rulebook = session.rulebook
    if name in rulebook.broken:
        errors = rulebook.errors
        raise RulebookError(
            Diagnostic("unusable-definition", {"name": name}), *errors, *_doubted(session, errors, rulebook.sources)
        )
    found = rulebook.definitions.get(name)
    if found is None or not has_column(found) or found.type.kind is Kind.ANY:
        known = [n for n, d in rulebook.definitions.items() if has_column(d)]
        raise SegdslError(Diagnostic("no-such-definition", {"name": name, **suggested(name, known)}))
    return name


def usable_column(session: Session, name: str) -> str:
    """The name, if it is a profile field or a usable definition; raises otherwise."""
    fields = session.customers.table.fields
    if name in fields or name in session.rulebook.definitions or name in session.rulebook.broken:
        return name if name in fields else usable(session, name)
    known = [*fields, *(n for n, d in session.rulebook.definitions.items() if has_column(d))]
    raise SegdslError(Diagnostic("no-such-column", {"name": name, **suggested(name, known)}))


def _doubted(session: Session, errors: Iterable[Diagnostic], sources: Mapping[str, Source]) -> Iterator[Diagnostic]:
    """What was noticed about the types of columns that the lines with these errors mention."""
    lines = [_line(sources[e.file].text, e.span) for e in errors if e.file and e.span]
    for noticed in session.customers.findings:
        if noticed.code == DOUBT and any(str(noticed.args["column"]) in line for line in lines):
            yield noticed


def _line(text: str, span: Span) -> str:
    end = text.find("\n", span.end)
    return text[text.rfind("\n", 0, span.start) + 1 : end if end >= 0 else None]


def _unknown_list(session: Session, definition: Definition, place: t.Listed) -> Diagnostic:
    origin = definition.origin
    return unknown_list(place, session.context.lists).placed(origin.file, origin.offset)


def _details(session: Session, names: Iterable[str], request: Request) -> Details:
    definitions = [session.rulebook.definitions[name] for name in names] if request.distribution else []
    fields = session.customers.table.fields
    axis = None
    if request.by:
        name = usable_column(session, request.by)
        axis = axis_of(name, session.rulebook.definitions.get(name) or fields[name], session.rulebook.channels)
    contacts = contacts_of(session.rulebook, fields) if request.reachable else None
    drawn = [definition for definition in definitions if has_distribution(definition)]
    return Details(axis, contacts, drawn, request.overlap)


def _with_sample(session: Session, item: Item, rows: int) -> Item:
    """The item with its first members by key: the key and what the rule mentions, personal data masked."""
    if item.size is None:
        return item
    columns = [c for c in mentioned(session, item.name) if c != session.customers.table.key]
    found = members(session, item.name, columns).bottom_k(rows, by=session.customers.table.key)
    fields = session.customers.table.fields
    pii = {c: fields[c].pii for c in found.collect_schema().names() if c in fields and fields[c].pii}
    shown = found.with_columns(masked(pl.col(c), kind).alias(c) for c, kind in pii.items() if kind).collect()
    shown = shown.sort(shown.columns[0])
    return replace(item, sample=Sample(tuple(shown.columns), tuple(shown.rows())))


def _parsed_key(session: Session, key: str) -> Cell:
    """The key as the profile's key column has it; a number that is none is no customer's key."""
    table = session.customers.table
    if table.fields[table.key].type.kind is not Kind.INT:
        return key
    try:
        return int(key)
    except ValueError:
        raise SegdslError(Diagnostic("unknown-key", {"field": table.key, "key": key})) from None
