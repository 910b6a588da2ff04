"""A session that remembers: columns of definitions and answers of conditions are kept by what they mean.

An edit then costs the conditions it changed: every other one is a column of bits already. Columns are worked out level
by level over the whole of the data, not in a stream, because they are to stay.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from segdsl.engine.cache import BUDGET, ColumnCache
from segdsl.engine.evaluate import Evaluation, with_clauses
from segdsl.engine.events.needs import needs
from segdsl.engine.meanings import Meanings
from segdsl.engine.plan import levels
from segdsl.engine.stopping import Stop, go_on
from segdsl.functions.types import Kind
from segdsl.lowering.polars import Context, define, define_kleene, lower_condition, lower_kleene
from segdsl.rulebook import terms as t
from segdsl.rulebook.model import Definition, Let, Rulebook, Score, Segment, Tag

if TYPE_CHECKING:
    import polars as pl

Key = tuple[str, int, bool]
"""Condition or definition, its meaning, and whether it is the three-valued reading."""

_AT_ONCE = 8  # columns: enough to keep all cores at work and share what is common, few enough to give up soon


class Kept:
    """Columns by what they mean, for one set of customers."""

    def __init__(self, budget: int = BUDGET) -> None:
        self.meanings = Meanings()
        self.columns: ColumnCache[Key] = ColumnCache(budget)


def evaluate_kept(
    rulebook: Rulebook,
    frame: pl.DataFrame,
    context: Context,
    names: Iterable[str],
    kept: Kept,
    *,
    clauses: Collection[str] = (),
    stop: Stop = go_on,
) -> Evaluation:
    """The same as `evaluate`, from what is kept as far as it goes; what is missing is worked out and kept.

    Given up in between, it has kept what it had worked out.
    """
    names = list(names)
    work = _Work(frame, kept, stop)
    for tag, day in needs(names, context).past:
        for level in levels(rulebook, [tag]):
            work.add(level, context.as_on(day), unknown=False)
    uncertain: set[str] = set()
    for level in levels(rulebook, names):
        uncertain |= work.add(level, context, unknown=True)
    segments = [found for name in clauses if isinstance(found := rulebook.definitions[name], Segment)]
    known = work.answers([term for segment in segments for term in _clauses(segment)], context, kleene=False)
    lazy = work.frame.lazy()
    for segment in segments:
        lazy = with_clauses(lazy, segment, known)
    kept.columns.shrink()
    return Evaluation(lazy, rulebook, uncertain)


class _Work:
    """The frame while columns are added to it."""

    def __init__(self, frame: pl.DataFrame, kept: Kept, stop: Stop) -> None:
        self.frame = frame
        self._meanings = kept.meanings
        self._kept = kept.columns
        self._stop = stop

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
        keys = {each.name: self._key_of(each, context, kleene=kleene) for each in level}
        new = {each.name: each for each in level if keys[each.name] not in self._kept}
        if new:
            conditions = [term for each in new.values() for term in _conditions(each)]
            known = self.answers(conditions, context, kleene=kleene)
            self._compute({keys[name]: _defined(each, known, kleene=kleene) for name, each in new.items()})
        columns = [self._kept[keys[each.name]].alias(context.column_of(each.name, kleene)) for each in level]
        self.frame = self.frame.with_columns(columns)

    def answers(self, conditions: Iterable[t.Term], context: Context, *, kleene: bool) -> Context:
        """Have the answers of atomic conditions among the columns; gives the context in which rules find them."""
        wanted = {
            self._key(atom, context, kleene=kleene): atom for condition in conditions for atom in _atoms(condition)
        }
        new = {key: atom for key, atom in wanted.items() if key not in self._kept}
        self._compute({key: _lowered(atom, context, kleene=kleene) for key, atom in new.items()})
        self.frame = self.frame.with_columns(self._kept[key].alias(_column(key)) for key in wanted)

        def known(term: t.Term, kleene: bool) -> str | None:
            if isinstance(term, _LOGIC):
                return None
            key = self._key(term, context, kleene=kleene)
            return _column(key) if key in wanted else None

        return replace(context, known=known)

    def _key_of(self, definition: Definition, context: Context, *, kleene: bool) -> Key:
        return ("definition", self._meanings.of_definition(definition.name, context), kleene)

    def _key(self, atom: t.Term, context: Context, *, kleene: bool) -> Key:
        meaning = self._meanings.of(atom, context)
        assert meaning is not None
        return ("condition", meaning, kleene)

    def _compute(self, columns: Mapping[Key, pl.Expr]) -> None:
        """Work columns out and keep them, a few at a time so that the work can be given up."""
        items = list(columns.items())
        for begin in range(0, len(items), _AT_ONCE):
            self._stop()
            some = {f"`new {at}`": item for at, item in enumerate(items[begin : begin + _AT_ONCE])}
            named = [column.alias(name) for name, (_, column) in some.items()]
            found = self.frame.lazy().with_columns(named).select(list(some)).collect()
            for name, (key, _) in some.items():
                self._kept.add(key, found[name])


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


def _lowered(atom: t.Term, context: Context, *, kleene: bool) -> pl.Expr:
    return lower_kleene(atom, context) if kleene else lower_condition(atom, context)


def _column(key: Key) -> str:
    return f"`condition {key[1]}`{'?' if key[2] else ''}"
