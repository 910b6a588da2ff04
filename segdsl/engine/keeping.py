"""A session that remembers: columns of definitions, answers of conditions and sizes are kept by what they mean.

An edit then costs the conditions it changed: every other one is a column of bits already. Columns are worked out level
by level over the whole of the data, not in a stream, because they are to stay.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from segdsl.engine.evaluate import Evaluation, with_clauses
from segdsl.engine.kept import Kept, Key
from segdsl.engine.plan import levels, places_in
from segdsl.engine.preview import Request
from segdsl.engine.session import Material, Session
from segdsl.functions.types import Kind
from segdsl.lowering.polars import (
    Context,
    define,
    define_kleene,
    definition_may_be_unknown,
    lower,
    lower_condition,
    lower_kleene,
    may_be_missing,
    may_be_unknown,
)
from segdsl.rulebook import terms as t
from segdsl.rulebook.model import Clause, Definition, Let, Score, Segment, Tag
from segdsl.rulebook.walk import expressions

if TYPE_CHECKING:
    from polars._typing import EngineType

_EDITED = 2  # readings: of one definition
_AT_ONCE = 8  # columns: enough to keep all cores at work and share what is common, few enough to give up soon


def said(session: Session, name: str, request: Request) -> Hashable:
    """What an item of a preview depends on: the definition's words and what they mean, and what was asked for."""
    assert session.kept is not None
    origin = session.rulebook.definitions[name].origin
    words = session.rulebook.sources[origin.file].text[origin.offset : origin.offset + origin.length]
    return words, session.kept.meanings.of_definition(name, session.context), request


def evaluate_kept(material: Material, names: Iterable[str], *, clauses: Collection[str] = ()) -> Evaluation:
    """The same as `evaluate`, from what is kept as far as it goes; what is missing is worked out and kept.

    Given up in between, it has kept what it had worked out.
    """
    rulebook, kept = material.session.rulebook, material.session.kept
    assert kept is not None
    work = _Work(material, kept)
    for tag, day in material.past:
        for level in levels(rulebook, [tag]):
            work.add(level, material.context.as_on(day), unknown=False)
    uncertain: set[str] = set()
    for level in levels(rulebook, names):
        uncertain |= work.add(level, material.context, unknown=True)
    segments = [found for name in clauses if isinstance(found := rulebook.definitions[name], Segment)]
    known = work.answers([(term, False) for each in segments for term in _clauses(each)], material.context)
    frame = pl.LazyFrame(list(work.columns.values()))
    for segment in segments:
        frame = with_clauses(frame, segment, known)
    kept.columns.shrink()
    return Evaluation(frame, rulebook, known, uncertain, "in-memory")


class _Work:
    """The columns there are, while others are added to them."""

    def __init__(self, material: Material, kept: Kept) -> None:
        self.columns = {column.name: column for column in material.fields}
        self._material = material
        self._meanings = kept.meanings
        self._kept = kept.columns

    def add(self, level: Sequence[Definition], context: Context, *, unknown: bool) -> set[str]:
        """Add the columns of definitions that use only what is there. Gives those that have a three-valued one too."""
        uncertain = [each for each in level if unknown and definition_may_be_unknown(each.name, context)]
        readings = [*((each, False) for each in level), *((each, True) for each in uncertain)]
        keys = [self._definition(each, context, kleene) for each, kleene in readings]
        new = {key: reading for key, reading in zip(keys, readings, strict=True) if key not in self._kept}
        before = {key: self._answered(*reading, context) for key, reading in new.items()} if len(new) <= _EDITED else {}
        known = self._places((term for each, _ in new.values() for term in expressions(each)), context)
        known = self.answers([(term, kleene) for each, kleene in new.values() for term in _conditions(each)], known)
        rest = {key: reading for key, reading in new.items() if key not in self._kept}
        self._compute({key: self._defined(*reading, before.get(key, ()), known) for key, reading in rest.items()})
        for key, (each, kleene) in zip(keys, readings, strict=True):
            column = context.column_of(each.name, kleene)
            self.columns[column] = self._kept[key].alias(column)
        return {each.name for each in uncertain}

    def _places(self, terms: Iterable[t.Term], context: Context) -> Context:
        """Have the places that terms ask for among the columns; gives the context in which rules find them."""
        wanted: set[Key] = set()

        def known(term: t.Term, _kleene: bool) -> str | None:
            key = self._place(term, context) if isinstance(term, t.Population) else None
            return _column(key) if key in wanted else None

        within = replace(context, known=known)
        for group in places_in(terms):
            places = {self._place(term, context): term for term in group}
            new = {key: lower(term, within) for key, term in places.items() if key not in self._kept}
            self._compute(new, whole=True)  # a stream would hand them out cut up, one after the other
            self.columns |= {column: self._kept[key].alias(column) for key in places if (column := _column(key))}
            wanted |= places.keys()
        return within

    def answers(self, conditions: Iterable[tuple[t.Term, bool]], context: Context) -> Context:
        """Have the answers of atomic conditions among the columns; gives the context in which rules find them.

        With each condition stands whether its three-valued reading is wanted.
        """
        atoms = [(atom, kleene) for condition, kleene in conditions for atom in _atoms(condition)]
        wanted = {self._key(atom, context, kleene=kleene): atom for atom, kleene in atoms}
        new = {key: atom for key, atom in wanted.items() if key not in self._kept}
        self._compute({key: _lowered(atom, context, kleene=key[2]) for key, atom in new.items()})
        self.columns |= {column: self._kept[key].alias(column) for key in wanted if (column := _column(key))}

        def known(term: t.Term, kleene: bool) -> str | None:
            if isinstance(term, _LOGIC):
                return None
            key = self._key(term, context, kleene=kleene)
            return _column(key) if key in wanted else context.known and context.known(term, kleene)

        return replace(context, known=known)

    def _answered(self, definition: Definition, kleene: bool, context: Context) -> tuple[Clause, ...]:
        """The clauses of a segment whose conditions are all kept already: after an edit, all but one."""
        clauses = definition.clauses if isinstance(definition, Segment) else ()
        return tuple(
            clause
            for clause in clauses
            if all(self._key(atom, context, kleene=kleene) in self._kept for atom in _atoms(clause.condition))
        )

    def _defined(self, definition: Definition, kleene: bool, before: tuple[Clause, ...], context: Context) -> pl.Expr:
        """The column of a definition. What the clauses `before` keep together is kept: the others are edited again."""
        if not isinstance(definition, Segment) or not 1 < len(before) < len(definition.clauses):
            return _defined(definition, context, kleene=kleene)
        open_ = kleene and any(_may_lack_answer(clause.condition, context) for clause in before)
        key = ("clauses", self._meanings.of_clauses(before, context), open_)
        if key not in self._kept:
            self._compute({key: _defined(replace(definition, clauses=before), context, kleene=kleene)})
        column = _column(key)
        self.columns[column] = self._kept[key].alias(column)
        others = tuple(clause for clause in definition.clauses if clause not in before)
        return pl.col(column) & _defined(replace(definition, clauses=others), context, kleene=kleene)

    def _definition(self, definition: Definition, context: Context, kleene: bool) -> Key:
        """That of a place, where the definition says nothing else."""
        if isinstance(definition, Let) and isinstance(definition.term, t.Population):
            return self._place(definition.term, context)
        return ("definition", self._meanings.of_definition(definition.name, context), kleene)

    def _place(self, term: t.Population, context: Context) -> Key:
        meaning = self._meanings.of(term, context)
        assert meaning is not None
        return ("place", meaning, False)

    def _key(self, atom: t.Term, context: Context, *, kleene: bool) -> Key:
        """The same for both readings where they cannot differ."""
        meaning = self._meanings.of(atom, context)
        assert meaning is not None
        return ("condition", meaning, kleene and _may_lack_answer(atom, context))

    def _compute(self, columns: Mapping[Key, pl.Expr], *, whole: bool = False) -> None:
        """Work columns out and keep them, a few at a time so that the work can be given up.

        Bits are kept in one piece, which is what makes putting them together cheap.
        """
        reads = {key: column.meta.root_names() for key, column in columns.items()}
        events = {name for names in reads.values() for name in names} - self.columns.keys()
        there = self.columns | {column.name: column for column in self._material.answers(sorted(events))}
        items = list(columns.items())
        for begin in range(0, len(items), _AT_ONCE):
            self._material.session.stop()
            some = {f"`new {at}`": item for at, item in enumerate(items[begin : begin + _AT_ONCE])}
            read = dict.fromkeys(name for key, _ in some.values() for name in reads[key])
            frame = pl.LazyFrame([there[name] for name in read] or [self._rows()])
            named = [column.alias(name) for name, (_, column) in some.items()]
            bits = all(there[name].dtype == pl.Boolean for name in read)  # put together faster whole than in pieces
            engine: EngineType = "in-memory" if bits or whole else "streaming"
            found = frame.with_columns(named).select(list(some)).collect(engine=engine)
            for name, (key, _) in some.items():
                self._kept.add(key, found[name].rechunk() if found[name].dtype == pl.Boolean else found[name])

    def _rows(self) -> pl.Series:
        """A column that holds nothing, as long as the others, for what is the same for everybody."""
        return pl.Series([None]).new_from_index(0, self._material.session.customers.count)


def _may_lack_answer(condition: t.Term, context: Context) -> bool:
    """Whether the two readings of a condition can differ."""
    return may_be_missing(condition, context) or may_be_unknown(condition, context)


_LOGIC = (t.And, t.Or, t.Not)


def _atoms(condition: t.Term) -> Iterator[t.Term]:
    """The conditions that a condition puts together."""
    if isinstance(condition, t.Not):
        yield from _atoms(condition.operand)
    elif isinstance(condition, t.And | t.Or):
        for operand in condition.operands:
            yield from _atoms(operand)
    elif not isinstance(condition, t.DefinitionRef | t.FieldRef):  # those are columns themselves
        yield condition


def _conditions(definition: Definition) -> Iterator[t.Term]:
    """The conditions that a definition is made of."""
    match definition:
        case Let(term=term) if term.type.kind is Kind.BOOL:
            yield term
        case Tag(classes=classes):
            yield from (each.when for each in classes if each.when is not None)
        case Score(lines=lines):
            yield from (line.when for line in lines if line.when is not None)
        case Segment():
            yield from (clause.condition for clause in definition.clauses)


def _clauses(segment: Segment) -> Iterator[t.Term]:
    for clause in segment.clauses:
        yield clause.condition
        yield from (option.condition for option in clause.options)


def _defined(definition: Definition, context: Context, *, kleene: bool) -> pl.Expr:
    if isinstance(definition, Segment):  # first the clauses that have an answer for everybody: both readings share them
        clauses = sorted(definition.clauses, key=lambda clause: _may_lack_answer(clause.condition, context))
        definition = replace(definition, clauses=tuple(clauses))
    if not kleene:
        return define(definition, context)
    found = define_kleene(definition, context)
    assert found is not None
    return found


def _lowered(atom: t.Term, context: Context, *, kleene: bool) -> pl.Expr:
    return lower_kleene(atom, context) if kleene else lower_condition(atom, context)


def _column(key: Key) -> str:
    return f"`{key[0]} {key[1]}`{'?' if key[2] else ''}"
