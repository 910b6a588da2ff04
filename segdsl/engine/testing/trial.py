"""One test of the rulebook: its rows become a session like any other, its expectations definitions of that session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

import polars as pl

from segdsl.data.contract import Conformed
from segdsl.data.physical import storage
from segdsl.diagnostics import Diagnostic, SegdslError, Span
from segdsl.engine import ask
from segdsl.engine.customers import Customers
from segdsl.engine.evaluate import evaluate
from segdsl.engine.events.tables import EventTables
from segdsl.engine.expression import condition_segment, written
from segdsl.engine.gather import Gather, Row
from segdsl.engine.nearest import conditions_inside, nearest_change
from segdsl.engine.plan import mentions, needed
from segdsl.engine.results import Cell
from segdsl.engine.session import Session
from segdsl.engine.stopping import Stop
from segdsl.engine.testing.looking import Looked, look_at_names, look_at_operands
from segdsl.engine.testing.results import ExpectVerdict, Fault, Place, Verdict
from segdsl.engine.testing.rows import customers, events, newest_day
from segdsl.engine.testing.standins import is_standin, standin
from segdsl.lowering.polars import Context, column_name, lower_condition
from segdsl.rulebook import terms as t
from segdsl.rulebook.actions import Expect, Test
from segdsl.rulebook.binding import with_params
from segdsl.rulebook.model import Definition, Rulebook, Table
from segdsl.rulebook.origin import Origin
from segdsl.rulebook.walk import changed, descend, expressions


def try_test(rulebook: Rulebook, test: Test, today: dt.date | None = None) -> Verdict:
    """What a test of a rulebook `with_standins` comes to.

    A test that names no day is computed as of `today`, else of its newest event, else of the machine's date. What keeps
    it from running is in its verdict; nothing is raised.
    """
    day = test.as_of or today or newest_day(test, rulebook) or dt.date.today()  # noqa: DTZ011 - a local date is meant
    place = place_of(test.origin, test.origin.name_span)
    profile = rulebook.profile
    if profile is None:
        return Verdict(
            test.title, place, day, problems=(Diagnostic("tests-without-profile", {}, place.span, place.file),)
        )
    try:
        session = _session(with_params(rulebook, test.overrides), profile, test, day)
        return Verdict(test.title, place, day, tuple(_verdicts(session, test)))
    except SegdslError as problem:
        return Verdict(test.title, place, day, problems=at(problem, place))


def place_of(origin: Origin, span: Span) -> Place:
    """A span of an item, in its file."""
    return Place(origin.file, span.shifted(origin.offset))


def at(problem: SegdslError, place: Place) -> tuple[Diagnostic, ...]:
    """What went wrong, placed where it was asked for: the error may speak of a rule that lies deep below."""
    return tuple(replace(d, file=place.file, span=place.span) for d in problem.diagnostics)


def with_conditions(rulebook: Rulebook, conditions: Mapping[str, tuple[t.Term, Origin]]) -> Rulebook:
    """The rulebook with conditions of tests and assertions as segments of their own."""
    segments: dict[str, Definition] = {
        name: condition_segment(name, term, origin, rulebook.sources[origin.file])
        for name, (term, origin) in conditions.items()
    }
    return replace(rulebook, definitions={**rulebook.definitions, **segments}, order=(*rulebook.order, *segments))


def _name(number: int) -> str:
    """What an expectation is called as a definition; no declared name holds a blank."""
    return f"expect {number}"


def _session(rulebook: Rulebook, profile: Table, test: Test, day: dt.date) -> Session:
    """The rows of the test and its expectations, as the engine takes them."""
    terms = {_name(i): (changed(e.condition, standin), test.origin) for i, e in enumerate(test.expects)}
    rulebook = with_conditions(rulebook, terms)
    people = Customers(customers(test, profile), profile)
    nobody = pl.Series([], dtype=storage(profile.fields[profile.key].type)).implode()
    lists = dict.fromkeys(_lists(rulebook, terms), nobody)
    context = Context(as_of=day, definitions=rulebook.definitions, lists=lists, key=profile.key)
    opened = {name: (table, partial(_opened, test, table, profile)) for name, table in rulebook.events.items()}
    return Session(rulebook, people, EventTables(opened, people.keys), context)


def _opened(test: Test, table: Table, profile: Table, _stop: Stop) -> Conformed:
    """The few events of a test are there before anybody could give up waiting."""
    return events(test, table, profile)


def _lists(rulebook: Rulebook, names: Iterable[str]) -> Iterator[str]:
    """The uploaded lists that definitions need; in a test they are empty."""
    for name in needed(rulebook.definitions, names):
        for term in expressions(rulebook.definitions[name]):
            yield from (sub.name for sub in descend(term) if isinstance(sub, t.Listed))


def _verdicts(session: Session, test: Test) -> Iterator[ExpectVerdict]:
    """One pass over the customers answers all expectations; only what fails is traced, each customer by itself."""
    names = [_name(i) for i in range(len(test.expects))]
    frame, context = session.ready(names)
    gather = Gather()
    key = gather.ask(pl.col(context.key))
    asking = _Asking(gather, session.rulebook, context, test)
    readers = [asking.expectation(expect, name) for expect, name in zip(test.expects, names, strict=True)]
    evaluated = evaluate(session.rulebook, frame, context, names, unknown=False).frame
    rows = {str(key(row)): row for row in evaluated.select(gather.expressions).collect().iter_rows()}
    for expect, read in zip(test.expects, readers, strict=True):
        customer = expect.key if expect.key is not None else next(iter(rows))
        verdict, suspects = read(rows[customer])
        yield replace(verdict, traces=tuple(ask.why(session, name, customer) for name in suspects))


@dataclass(frozen=True, slots=True)
class _Asking:
    """Registers what the expectations of a test need, and reads their verdicts back."""

    gather: Gather
    rulebook: Rulebook
    context: Context
    test: Test

    def expectation(self, expect: Expect, name: str) -> Callable[[Row], tuple[ExpectVerdict, list[str]]]:
        """The verdict on an expectation, and the definitions in what is wrong."""
        condition = changed(expect.condition, standin)
        holds = self.gather.ask(pl.col(column_name(name)))
        values = look_at_names(self.gather, condition, self.rulebook, self.context)
        inside = conditions_inside(condition)
        truths = {id(part): self.gather.ask(lower_condition(part, self.context)) for part in inside}
        looks = {id(part): self._look(part) for part in inside if not isinstance(part, t.And | t.Or | t.Not)}

        def read(row: Row) -> tuple[ExpectVerdict, list[str]]:
            wrong = nearest_change(condition, True, lambda part: bool(truths[id(part)](row)))
            faults = tuple(self._fault(atom, wanted, looks[id(atom)](row)) for atom, wanted in wrong)
            place = place_of(self.test.origin, expect.condition.span)
            suspects = dict.fromkeys(name for atom, _ in wrong for name in self._definitions(atom))
            return ExpectVerdict(expect.text, bool(holds(row)), values(row), place, faults), list(suspects)

        return read

    def _written(self, term: t.Term) -> str:
        return written(term, self.test.origin, self.rulebook.sources[self.test.origin.file])

    def _look(self, atom: t.Term) -> Looked:
        return look_at_operands(self.gather, atom, self.rulebook, self.context, self._written)

    def _fault(self, atom: t.Term, wanted: bool, actual: tuple[tuple[str, Cell], ...]) -> Fault:
        text = self._written(atom)
        negated = f"not {text}" if isinstance(atom, t.DefinitionRef | t.FieldRef | t.Call) else f"not ({text})"
        return Fault(text if wanted else negated, place_of(self.test.origin, atom.span), actual)

    def _definitions(self, atom: t.Term) -> list[str]:
        named = [name for name in mentions(atom, self.rulebook) if name in self.rulebook.definitions]
        return [name for name in named if not is_standin(name, self.rulebook)]
