"""A session that remembers: columns of definitions and answers of conditions are kept by what they mean.

An edit then costs the conditions it changed: every other one is a column of bits already. Columns are worked out level
by level over the whole of the data, not in a stream, because they are to stay.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

import polars as pl

from segdsl.engine.evaluate import Evaluation, with_clauses
from segdsl.engine.events.needs import needs
from segdsl.engine.meanings import Meanings
from segdsl.engine.plan import levels
from segdsl.functions.types import Kind
from segdsl.lowering.polars import Context, define, define_kleene, lower_condition, lower_kleene
from segdsl.rulebook import terms as t
from segdsl.rulebook.model import Definition, Let, Rulebook, Score, Segment, Tag

BUDGET = 2 * 2**30
"""Bytes of columns that are kept; the longest unused give way."""

Key = tuple[str, int, bool]
"""Condition or definition, its meaning, and whether it is the three-valued reading."""


class Kept:
    """Columns by what they mean, for one set of customers."""

    def __init__(self, budget: int = BUDGET) -> None:
        self.meanings = Meanings()
        self._budget = budget
        self._columns: OrderedDict[Key, pl.Series] = OrderedDict()
        self._bytes = 0

    def __contains__(self, key: Key) -> bool:
        return key in self._columns

    def __getitem__(self, key: Key) -> pl.Series:
        self._columns.move_to_end(key)
        return self._columns[key]

    def add(self, key: Key, column: pl.Series) -> None:
        """Keep a column."""
        self._columns[key] = column
        self._bytes += int(column.estimated_size())

    def shrink(self) -> None:
        """Let go of what was used longest ago, until the rest fits the budget."""
        while self._bytes > self._budget and self._columns:
            _, column = self._columns.popitem(last=False)
            self._bytes -= int(column.estimated_size())

    def forget(self) -> None:
        """Let go of everything."""
        self._columns.clear()
        self._bytes = 0


def evaluate_kept(
    rulebook: Rulebook,
    frame: pl.DataFrame,
    context: Context,
    names: Iterable[str],
    kept: Kept,
    *,
    clauses: Collection[str] = (),
) -> Evaluation:
    """The same as `evaluate`, from what is kept as far as it goes; what is missing is worked out and kept."""
    names = list(names)
    work = _Work(frame, kept)
    for tag, day in needs(names, context).past:
        for level in levels(rulebook, [tag]):
            work.add(level, context.as_on(day), unknown=False)
    uncertain: set[str] = set()
    for level in levels(rulebook, names):
        uncertain |= work.add(level, context, unknown=True)
    segments = [rulebook.definitions[name] for name in clauses]
    terms = [clause for s in segments if isinstance(s, Segment) for clause in _clauses(s)]
    known = work.answers(terms, context, kleene=False)
    lazy = work.frame.lazy()
    for segment in segments:
        if isinstance(segment, Segment):
            lazy = with_clauses(lazy, segment, known)
    kept.shrink()
    return Evaluation(lazy, rulebook, uncertain)


class _Work:
    """The frame while columns are added to it."""

    def __init__(self, frame: pl.DataFrame, kept: Kept) -> None:
        self.frame = frame
        self._kept = kept

    def add(self, level: Iterable[Definition], context: Context, *, unknown: bool) -> set[str]:
        """Add the columns of definitions that use only what is there. Gives those that have a three-valued one too."""
        level = list(level)
        self._readings(level, context, kleene=False)
        if not unknown:
            return set()
        open_ = [each for each in level if define_kleene(each, context) is not None]
        self._readings(open_, context, kleene=True)
        return {each.name for each in open_}

    def _readings(self, level: list[Definition], context: Context, *, kleene: bool) -> None:
        keys = {
            each.name: ("definition", self._kept.meanings.of_definition(each.name, context), kleene) for each in level
        }
        new = [each for each in level if keys[each.name] not in self._kept]
        if new:
            known = self.answers([term for each in new for term in _conditions(each)], context, kleene=kleene)
            found = self._computed({each.name: _defined(each, known, kleene=kleene) for each in new})
            for each in new:
                self._kept.add(keys[each.name], found[each.name])
        columns = [self._kept[keys[each.name]].alias(context.column_of(each.name, kleene)) for each in level]
        self.frame = self.frame.with_columns(columns)

    def answers(self, conditions: Iterable[t.Term], context: Context, *, kleene: bool) -> Context:
        """Have the answers of atomic conditions among the columns; gives the context in which rules find them."""
        wanted: dict[Key, t.Term] = {}
        for condition in conditions:
            for atom in _atoms(condition):
                wanted[self._key(atom, context, kleene=kleene)] = atom
        new = {_column(key): self._lowered(atom, context, key) for key, atom in wanted.items() if key not in self._kept}
        found = self._computed(new)
        for key in wanted:
            if _column(key) in new:
                self._kept.add(key, found[_column(key)])
        self.frame = self.frame.with_columns(self._kept[key].alias(_column(key)) for key in wanted)
        there = set(map(_column, wanted))

        def known(term: t.Term, kleene: bool) -> str | None:
            if isinstance(term, _LOGIC):
                return None
            column = _column(self._key(term, context, kleene=kleene))
            return column if column in there else None

        return replace(context, known=known)

    def _key(self, atom: t.Term, context: Context, *, kleene: bool) -> Key:
        """Where the two readings say the same, they are one."""
        meaning = self._kept.meanings.of(atom, context)
        assert meaning is not None
        return ("condition", meaning, kleene)

    def _lowered(self, atom: t.Term, context: Context, key: Key) -> pl.Expr:
        return lower_kleene(atom, context) if key[2] else lower_condition(atom, context)

    def _computed(self, columns: dict[str, pl.Expr]) -> pl.DataFrame:
        if not columns:
            return pl.DataFrame()
        named = [column.alias(f"new {name}") for name, column in columns.items()]
        found = self.frame.lazy().with_columns(named).select(f"new {name}" for name in columns).collect()
        return found.rename({f"new {name}": name for name in columns})


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
    if not kleene:
        return define(definition, context)
    found = define_kleene(definition, context)
    assert found is not None
    return found


def _column(key: Key) -> str:
    return f"`condition {key[1]}`{'?' if key[2] else ''}"
