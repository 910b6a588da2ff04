"""Events that follow one another (LANGUAGE sections 7 and 12), by trying every choice of events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from segdsl.rulebook import terms as t
from segdsl.syntax.values import Duration
from tests.differential.interpreter import calendar
from tests.differential.interpreter.evaluator import Evaluator, Handler
from tests.differential.interpreter.events import chosen_events

Instants = Sequence[dt.datetime]


def _sequence(me: Evaluator, term: t.Sequence) -> bool:
    gap: Duration | None = None if term.max_gap is None else me.value(term.max_gap)
    steps = [
        (step.forbidden, [_instant(e.time) for e in chosen_events(me, step.table, step.where, term.window)])
        for step in term.steps
    ]
    return any(_leads_on(first, first, steps[1:], gap) for first in steps[0][1])


def _instant(time: dt.date | None) -> dt.datetime:
    """When an event takes place; one that has a date alone, at the beginning of that day."""
    assert time is not None  # steps of tables without a time are errors
    return time if isinstance(time, dt.datetime) else dt.datetime.combine(time, dt.time())


def _leads_on(
    first: dt.datetime, here: dt.datetime, steps: Sequence[tuple[bool, Instants]], gap: Duration | None
) -> bool:
    """Whether the remaining steps can be taken after `here`, and end in time after `first`."""
    if not steps:
        return gap is None or _within(first, here, gap)
    wanted = next(i for i, (forbidden, _) in enumerate(steps) if not forbidden)
    between = [instant for _, instants in steps[:wanted] for instant in instants]
    return any(
        _leads_on(first, there, steps[wanted + 1 :], gap)
        for there in steps[wanted][1]
        if here < there and not any(here < instant < there for instant in between)
    )


def _within(first: dt.datetime, last: dt.datetime, gap: Duration) -> bool:
    end = calendar.moved(first, gap, 1)
    return end is None or last <= end


SEQUENCES: Mapping[type[t.TermBase], Handler] = {t.Sequence: _sequence}
