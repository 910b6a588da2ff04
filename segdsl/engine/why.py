"""Why one customer is in a segment or not: each clause with the values it looked at, and the nearest change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from segdsl.engine.evaluate import evaluate
from segdsl.engine.gather import Gather, Row
from segdsl.engine.masking import masked
from segdsl.engine.nearest import conditions_inside, nearest_change
from segdsl.engine.plan import mentions, needed
from segdsl.engine.results import Cell, Trace, Why
from segdsl.functions.types import Kind
from segdsl.lowering.fitted.exemplars import called, score_fields
from segdsl.lowering.polars import Context, column_name, lower, lower_condition
from segdsl.rulebook import terms as t
from segdsl.rulebook.model import Add, Definition, Learned, Param, Part, Pii, Rulebook, Score, Segment, Tag
from segdsl.rulebook.parts import part_of
from segdsl.rulebook.walk import descend, expressions
from segdsl.syntax.unparse import format_value

ReadTrace = Callable[[Row], Trace]


def why(rulebook: Rulebook, frame: pl.LazyFrame, context: Context, name: str, key: Cell) -> Why | None:
    """The trace of definition `name` for the customer `key`; None if the profile has no such customer.

    Ranks and percentiles look at all customers, so rules that use them are computed before the customer is picked;
    everything else is computed for this one row only. Personal data among the values is masked.
    """
    definition = rulebook.definitions[name]
    is_customer = pl.col(context.key) == pl.lit(key)
    if not _looks_at_everyone(rulebook, name):
        frame = frame.filter(is_customer)
    evaluation = evaluate(rulebook, frame, context, [name], unknown=False)
    gather = Gather()
    value = gather.ask(pl.col(column_name(name)))
    traces = _ask_traces(_Tracer(gather, rulebook, evaluation.context, definition), definition)
    columns = [*gather.expressions, pl.col(context.key).alias("key")]
    found = evaluation.frame.select(columns).filter(pl.col("key") == pl.lit(key)).collect()
    if found.is_empty():
        return None
    row = found.row(0)
    is_condition = isinstance(definition, Segment) or definition.type.kind is Kind.BOOL
    return Why(
        name=name,
        kind=definition.kind,
        key=str(key),
        member=bool(value(row)) if is_condition else None,
        value=value(row),
        traces=tuple(trace(row) for trace in traces),
    )


def _looks_at_everyone(rulebook: Rulebook, name: str) -> bool:
    return any(
        isinstance(sub, t.Population)
        for used in needed(rulebook.definitions, [name])
        for term in expressions(rulebook.definitions[used])
        for sub in descend(term)
    )


def _ask_traces(tracer: _Tracer, definition: Definition) -> list[ReadTrace]:
    match definition:
        case Segment(clauses=clauses):
            return [
                tracer.condition(
                    c.text, c.title, c.condition, not c.exclude,
                    [tracer.condition(o.text, o.title, o.condition, True) for o in c.options],
                )
                for c in clauses
            ]  # fmt: skip
        case Tag(classes=classes):
            return [tracer.condition(c.name, c.title, c.when, True) for c in classes]
        case Score(lines=lines):
            return [tracer.line(line) for line in lines]
        case Learned(value=term) if term is not None:
            return [tracer.learned(definition)]
    term = next(iter(expressions(definition)), None)
    if term is None:
        return []
    return [
        tracer.condition(tracer.written(term), definition.title, term if term.type.kind is Kind.BOOL else None, True)
    ]


@dataclass(frozen=True, slots=True)
class _Tracer:
    """Registers what the lines of one definition need, and reads their traces back."""

    gather: Gather
    rulebook: Rulebook
    context: Context
    definition: Definition

    def written(self, term: t.Term) -> str:
        """How a term of the definition was written, on one line."""
        origin = self.definition.origin
        start, end = origin.offset + term.span.start, origin.offset + term.span.end
        return " ".join(self.rulebook.sources[origin.file].text[start:end].split())

    def with_values(self, term: t.Term) -> str:
        """The same with each param's value behind its name: `age <= max_age (60)`."""
        origin = self.definition.origin
        text = self.rulebook.sources[origin.file].text
        at = origin.offset + term.span.start
        parts = []
        for sub in sorted(descend(term), key=lambda sub: sub.span.end):
            param = self.rulebook.definitions.get(sub.name) if isinstance(sub, t.ParamRef) else None
            if isinstance(param, Param):
                end = origin.offset + sub.span.end
                parts.append(f"{text[at:end]} ({_value_of(param)})")
                at = end
        parts.append(text[at : origin.offset + term.span.end])
        return " ".join("".join(parts).split())

    def condition(
        self, text: str, title: str | None, condition: t.Term | None, wanted: bool, options: Sequence[ReadTrace] = ()
    ) -> ReadTrace:
        """A line that holds when `condition` comes out as `wanted`; without a condition (`otherwise`) it holds."""
        if condition is None:
            return lambda row: Trace(text, title, True, (), tuple(o(row) for o in options))
        truths = {
            id(part): self.gather.ask(lower_condition(part, self.context)) for part in conditions_inside(condition)
        }
        values = self._values(condition)

        def read(row: Row) -> Trace:
            changes = nearest_change(condition, wanted, lambda part: bool(truths[id(part)](row)))
            needs = tuple(self._need(part, true) for part, true in changes)
            shown = tuple((label, value(row)) for label, value in values)
            return Trace(text, title, not changes, shown, tuple(o(row) for o in options), needs=needs)

        return read

    def _need(self, part: t.Term, true: bool) -> str:
        text = self.with_values(part)
        return text if true else f"not ({text})"

    def line(self, line: Add) -> ReadTrace:
        """A line of a score with the points it gave."""
        holds = self.gather.ask(lower_condition(line.when, self.context)) if line.when else (lambda _row: True)
        amount = self.gather.ask(lower(line.amount, self.context))
        cap = self.gather.ask(lower(line.cap, self.context)) if line.cap else (lambda _row: None)
        values = self._values(line.amount) + (self._values(line.when) if line.when else [])

        def read(row: Row) -> Trace:
            points: float = (amount(row) or 0.0) if holds(row) else 0.0
            limit: float | None = cap(row)
            if limit is not None:
                points = min(points, limit)
            shown = tuple((label, value(row)) for label, value in dict(values).items())
            return Trace(line.text, line.title, bool(holds(row)), shown, amount=float(line.sign * points))

        return read

    def learned(self, learned: Learned) -> ReadTrace:
        """What was learned has no clauses: its features as they are written, then its parts, such as its margin.

        Who is outside `among`, or a member whom a lookalike leaves out, is told so first. Of a model that no expression
        can hold, its scores stand for the features.
        """
        own = [
            each
            for each in self.rulebook.definitions.values()
            if isinstance(each, Part) and part_of(each, learned) and each.type.kind is not Kind.ANY
        ]
        looked_at: dict[str, t.Term] = {called(field): field for field in score_fields(learned)}
        looked_at = looked_at or self._learned_from(learned)
        asked = [(text, self.gather.ask(lower(term, self.context))) for text, term in looked_at.items()]
        asked += [(part.name, self.gather.ask(lower(part.term, self.context))) for part in own]
        value = self.gather.ask(pl.col(column_name(learned.name)))

        def read(row: Row) -> Trace:
            shown = tuple((label, value(row)) for label, value in asked)
            return Trace(learned.name, learned.title, value(row) is not None, shown)

        return read

    def _learned_from(self, learned: Learned) -> dict[str, t.Term]:
        """Who takes part and what is looked at, as the definition has it."""
        limits = {"among": learned.among, "of": learned.learn if learned.keyword == "lookalike" else None}
        found = {f"{word} ({self.written(term)})": term for word, term in limits.items() if term is not None}
        return found | {self.written(feature): feature for feature in learned.features}

    def _values(self, term: t.Term) -> list[tuple[str, Callable[[Row], Cell]]]:
        """What a term mentions, each once, with how to read it: fields, definitions, aggregates, past classes, places.

        `did` and `never` are left out: whether they hold is all there is to say of them.
        """
        fields = self.rulebook.profile.fields if self.rulebook.profile else {}
        asked = []
        for name in mentions(term, self.rulebook):
            value = pl.col(column_name(name)) if name in self.rulebook.definitions else pl.col(name)
            pii = fields[name].pii if name in fields else None
            asked.append((name, self.gather.ask(masked(value, pii) if pii else value)))
        for sub in descend(term):
            if isinstance(sub, t.Aggregate) and sub.function not in ("did", "never"):
                value, pii = lower(sub, self.context), self._pii(sub)
                asked.append((self.written(sub), self.gather.ask(masked(value, pii) if pii else value)))
            elif isinstance(sub, t.Was | t.Population):
                asked.append((self.written(sub), self.gather.ask(lower(sub, self.context))))
        return list(dict(asked).items())

    def _pii(self, aggregate: t.Aggregate) -> Pii | None:
        """The kind of personal data that an aggregate hands on, as the latest value of a field does."""
        if aggregate.field is None:
            return None
        field = self.rulebook.events[aggregate.table].fields[aggregate.field]
        return field.pii if aggregate.type.kind is field.type.kind else None


def _value_of(param: Param) -> str:
    """A param's value as a rule says it."""
    if isinstance(param.value, tuple):
        return ", ".join(format_value(constant.value) for constant in param.value)
    return format_value(param.value.value)
