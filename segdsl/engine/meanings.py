"""What rules say, as numbers: two rules with the same number say the same, wherever and however they are written.

Params, dates and the definitions that a rule uses are part of what it says; places in the text, titles and names are
not. So what was computed for a rule is found again after an edit elsewhere, and not after one that changes it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace

from segdsl.functions import REGISTRY
from segdsl.lowering.polars import Context
from segdsl.lowering.polars.constants import constants
from segdsl.rulebook import terms as t
from segdsl.rulebook.model import Clause, Definition, Learned, Let, Score, Segment, Tag


class Meanings:
    """Numbers given out in a session, the same ones for the same meanings."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}

    def of(self, term: t.TermBase | None, context: Context) -> int | None:
        """The number of a term in a context; None for none."""
        return None if term is None else self._number(self._shape(term, context))

    def of_definition(self, name: str, context: Context) -> int:
        """The number of a definition's values for each customer."""
        asked = ("meaning", name)
        if asked not in context.facts:
            context.facts[asked] = self._number(self._defined(context.definitions[name], context))
        found: int = context.facts[asked]
        return found

    def of_clauses(self, clauses: Iterable[Clause], context: Context) -> int:
        """The number of what some clauses of a segment say together."""
        return self._number(self._clauses(clauses, context))

    def _clauses(self, clauses: Iterable[Clause], context: Context) -> Hashable:
        return ("segment", tuple((clause.exclude, self.of(clause.condition, context)) for clause in clauses))

    def _number(self, shape: Hashable) -> int:
        return self._numbers.setdefault(shape, len(self._numbers))

    def _shape(self, term: t.TermBase, context: Context) -> Hashable:
        match term:
            case t.DefinitionRef(name=name):
                return ("definition", self.of_definition(name, context))
            case t.Was(tag=tag, ago=ago):
                return ("was", self.of_definition(tag, context), self.of(ago, context), context.as_of)
        return shape(term, context, lambda part: self.of(part, context))

    def _defined(self, definition: Definition, context: Context) -> Hashable:
        def number(term: t.Term | None) -> int | None:
            return self.of(term, context)

        match definition:
            case Let(term=term):
                return ("let", number(term), str(definition.type))
            case Tag(classes=classes):
                return ("tag", tuple((each.name, number(each.when)) for each in classes))
            case Score(lines=lines, low=low, high=high):
                said = tuple((line.sign, number(line.amount), number(line.cap), number(line.when)) for line in lines)
                return ("score", said, number(low), number(high))
            case Segment(clauses=clauses):
                return self._clauses(clauses, context)
            case Learned(value=value) if value is not None:
                return ("learned", number(value))
            case Learned():
                return ("to fit", definition.keyword, *_to_fit(definition, number))
            case _:
                return ("other", definition.name)


def digest(name: str, context: Context) -> str:
    """The SHA-256 of what a definition means, the same in every session and on every day.

    Params count with the values that their declarations give them.
    """
    told = Digests()
    timeless = replace(context, as_of=dt.date.min, params={})
    return f"{told.of_definition(name, timeless):064x}"


class Digests(Meanings):
    """Meanings whose numbers are digests of what they stand for."""

    def _number(self, shape: Hashable) -> int:
        return int.from_bytes(hashlib.sha256(repr(shape).encode("utf-8", "surrogatepass")).digest(), "big")


def _to_fit(learned: Learned, number: Callable[[t.Term | None], int | None]) -> tuple[Hashable, ...]:
    """All that the numbers of a fit depend on; titles and the least confidence do not matter to them."""
    return (
        tuple(map(number, learned.features)),
        number(learned.among),
        learned.method,
        tuple(sorted(learned.options.items())),
        learned.seed,
        tuple((label.name, label.order, number(label.by)) for label in learned.labels),
        number(learned.learn),
        learned.over,
        number(learned.over_where),
        number(learned.horizon),
    )


def shape(term: t.TermBase, context: Context, inner: Callable[[t.TermBase], Hashable]) -> Hashable:
    """What a term says, as something that can be compared: without places, constants as their values.

    `inner` says the same of the terms inside it.
    """
    match term:
        case t.ConstList():
            return ("list", tuple(_typed(value) for value in constants(term, context)))
        case t.Const(value=value):
            return ("const", _typed(value), str(term.type))
        case t.ParamRef(name=param):
            bound = context.param(param)
            values = tuple(map(_typed, bound)) if isinstance(bound, tuple) else _typed(bound)
            return ("const", values, str(term.type))
        case t.Today():
            return ("const", _typed(context.as_of), str(term.type))
    names: tuple[str, ...] = type(term).__match_args__[2:]
    parts = tuple(_part(getattr(term, name), inner) for name in names)
    return (type(term).__name__, parts, context.as_of if _reads_today(term) else None)


def _part(value: object, inner: Callable[[t.TermBase], Hashable]) -> Hashable:
    if isinstance(value, t.TermBase):
        return inner(value)
    if isinstance(value, tuple):
        return tuple(_part(element, inner) for element in value)
    if isinstance(value, t.Step):
        return (value.table, inner(value.where) if value.where is not None else None, value.forbidden)
    assert isinstance(value, Hashable)  # what is left are names, operators and flags
    return value


def _typed(value: object) -> Hashable:
    """A value that equals no value of another type: 1, 1.0 and true are different things here."""
    return (type(value).__name__, value)


def _reads_today(term: t.TermBase) -> bool:
    if isinstance(term, t.Window | t.InWindow | t.Aggregate | t.Sequence):
        return True
    return isinstance(term, t.Call) and term.function in REGISTRY and REGISTRY[term.function].of_today
