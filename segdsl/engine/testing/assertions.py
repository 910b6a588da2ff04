"""What must be true of the data whenever the rules run, measured for all assertions in one pass over the customers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

import polars as pl

from segdsl.diagnostics import Diagnostic, SegdslError, Span
from segdsl.engine.evaluate import evaluate
from segdsl.engine.expression import written
from segdsl.engine.gather import Gather, Row
from segdsl.engine.results import Cell
from segdsl.engine.session import Session
from segdsl.engine.testing.results import AssertVerdict, Place
from segdsl.engine.testing.trial import at, place_of, with_conditions
from segdsl.lowering.polars import column_name, lower_condition
from segdsl.rulebook import terms as t
from segdsl.rulebook.actions import Assertion
from segdsl.rulebook.walk import changed, descend

EXAMPLES = 3
"""How many of the customers who stand against an assertion are named, smallest keys first."""


def check_assertions(session: Session, assertions: Sequence[Assertion]) -> tuple[AssertVerdict, ...]:
    """The verdict on each assertion. One that cannot be computed says why; nothing is raised for it."""
    try:
        return tuple(_verdicts(session, assertions)) if assertions else ()
    except SegdslError as problem:
        if len(assertions) > 1:
            return tuple(verdict for one in assertions for verdict in check_assertions(session, [one]))
        (one,) = assertions
        place = _place(one)
        return (AssertVerdict(one.text, one.title, place, None, problems=at(problem, place)),)


def failed(verdict: AssertVerdict) -> Diagnostic:
    """That an assertion does not hold, and by how much; or that nobody knows."""
    args: dict[str, str | int | float] = {"text": verdict.title or verdict.text.removeprefix("assert ")}
    code = "assert-fails" if verdict.passed is False else "assert-not-checked"
    if verdict.violations:
        code = "assert-fails-for"
        args |= {"count": verdict.violations, "examples": ", ".join(map(str, verdict.examples))}
    elif verdict.passed is False:
        args["found"] = ", ".join(f"{label} = {_figure(label, value)}" for label, value in verdict.values) or "false"
    return Diagnostic(code, args, verdict.place.span, verdict.place.file)


def _figure(label: str, value: Cell) -> str:
    """A measure as people read it: shares in percent, exact to what a share in a rule can say."""
    return f"{value * 100:.6g}%" if label.startswith("share(") and isinstance(value, float) else f"{value:,}"


def _place(assertion: Assertion) -> Place:
    return place_of(assertion.origin, assertion.condition.span)


@dataclass(frozen=True, slots=True)
class _Measured:
    """What a measure came to, the sizes that explain it, and who stands against it where it is no mere number."""

    value: bool | int | float
    shown: tuple[tuple[str, Cell], ...]
    violations: int = 0
    against: pl.Expr | None = None


def _verdicts(session: Session, assertions: Sequence[Assertion]) -> Iterator[AssertVerdict]:
    numbers = count()
    measures = [[s for s in descend(a.condition) if isinstance(s, t.Measure)] for a in assertions]
    named = [[[f"assert {next(numbers)}" for _ in m.conditions] for m in found] for found in measures]
    conditions = {
        name: (condition, assertion.origin)
        for assertion, found, names in zip(assertions, measures, named, strict=True)
        for measure, own in zip(found, names, strict=True)
        for name, condition in zip(own, measure.conditions, strict=True)
    }
    rulebook = with_conditions(session.rulebook, conditions)
    session = replace(session, rulebook=rulebook, context=replace(session.context, definitions=rulebook.definitions))
    frame, context = session.ready(conditions)
    evaluated = evaluate(rulebook, frame, context, conditions, unknown=False).frame
    gather = Gather()
    readers = [
        [_ask(gather, session, assertion, measure, own) for measure, own in zip(found, names, strict=True)]
        for assertion, found, names in zip(assertions, measures, named, strict=True)
    ]
    row = gather.run(evaluated) if gather.expressions else ()
    for assertion, found, reads in zip(assertions, measures, readers, strict=True):
        measured = [read(row) for read in reads]
        values = {measure.span: one.value for measure, one in zip(found, measured, strict=True)}
        holds = pl.select(lower_condition(changed(assertion.condition, _inserting(values)), context)).item()
        against = [] if holds else [one.against for one in measured if one.violations and one.against is not None]
        yield AssertVerdict(
            assertion.text,
            assertion.title,
            _place(assertion),
            bool(holds),
            tuple(dict(pair for one in measured for pair in one.shown).items()),
            sum(one.violations for one in measured),
            _examples(evaluated, context.key, against[0]) if against else (),
        )


def _inserting(values: dict[Span, bool | int | float]) -> Callable[[t.Term], t.Term]:
    """Puts what was measured in the place of the measures; what is left is a condition on constants."""

    def insert(term: t.Term) -> t.Term:
        return t.Const(term.type, term.span, values[term.span]) if isinstance(term, t.Measure) else term

    return insert


def _ask(
    gather: Gather, session: Session, assertion: Assertion, measure: t.Measure, names: Sequence[str]
) -> Callable[[Row], _Measured]:
    """Registers a measure of the conditions that are called `names` in the session's rulebook."""
    source = session.rulebook.sources[assertion.origin.file]
    columns = [pl.col(column_name(name)) for name in names]
    universe = gather.ask(pl.len(), "universe")
    sizes = [gather.count(column) for column in columns]
    label = written(measure, assertion.origin, source)
    labels = [f"size({written(condition, assertion.origin, source)})" for condition in measure.conditions]
    against = _against(measure.function, columns)
    wrong = gather.count(against) if against is not None else None

    def read(row: Row) -> _Measured:
        shown: list[tuple[str, Cell]] = [(text, size(row)) for text, size in zip(labels, sizes, strict=True)]
        everyone, first = universe(row), sizes[0](row)
        if wrong is not None:
            return _Measured(not wrong(row), tuple(shown), wrong(row), against)
        value = first if measure.function == "size" else (first / everyone if everyone else 0.0)
        return _Measured(value, tuple({label: value, **dict(shown)}.items()))

    return read


def _against(function: str, columns: Sequence[pl.Expr]) -> pl.Expr | None:
    """The customers who stand against a measure; None for a mere number."""
    among = pl.sum_horizontal(column.cast(pl.UInt32) for column in columns)
    match function:
        case "disjoint":
            return among > 1
        case "subset":
            return columns[0] & ~columns[1]
        case "cover":
            return among == 0
        case "partition":
            return among != 1
        case _:
            return None


def _examples(frame: pl.LazyFrame, key: str, against: pl.Expr) -> tuple[Cell, ...]:
    found = frame.filter(against).select(key).bottom_k(EXAMPLES, by=key).collect(engine="streaming")
    return tuple(found.to_series().sort())
