"""Conditions as people write them, held against the data: for whom each is true, and for whom it has an answer.

Every condition is read by the language's own checker and computed by the engine like any definition. So what is counted
is what the text says, and a rule it is pasted into selects the same customers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from segdsl.diagnostics import Diagnostic, RulebookError, Span
from segdsl.engine.ask import parts
from segdsl.engine.evaluate import evaluate
from segdsl.engine.session import Session
from segdsl.functions.types import BOOL, Kind
from segdsl.learn.discover.bits import Bits, Held, Packer
from segdsl.lowering.polars import column_name
from segdsl.rulebook import check_expression
from segdsl.rulebook.model import Clause, Rulebook, Segment
from segdsl.rulebook.origin import Origin
from segdsl.rulebook.parts import named
from segdsl.rulebook.scope import word
from segdsl.rulebook.terms import Term
from segdsl.rulebook.walk import changed, names_in


def read(rulebook: Rulebook, text: str, place: str) -> Term:
    """The condition that `text` says. Raises `RulebookError` for mistakes in it; messages call the text `place`."""
    term, found = check_expression(rulebook, text)
    if term is not None and term.type.kind is not Kind.BOOL:
        found = (Diagnostic("not-a-condition", {"found": word(term.type)}, term.span),)
    if term is None or term.type.kind is not Kind.BOOL:
        raise RulebookError(*(finding.placed(place, 0) for finding in found))
    return changed(term, lambda part: named(part, rulebook))


def hold(session: Session, terms: Sequence[Term], among: Term | None) -> Held:
    """Compute conditions for the customers for whom `among` holds, or for all."""
    wanted = {f"condition {number}": term for number, term in enumerate(terms)}  # no definition is called so
    found = _columns(session, wanted if among is None else {**wanted, "among": among})
    chosen = None if among is None else found["among"][0]
    packer = Packer(session.customers.count if chosen is None else int(chosen.sum()))
    rows = np.zeros((2, len(wanted)), dtype=np.int64)
    for at, name in enumerate(wanted):
        for which, column in enumerate(found.pop(name)):
            session.stop()
            if column is not None:
                rows[which, at] = packer.row(column if chosen is None else column.filter(chosen))
    return Held(Bits(packer.words(), session.stop), rows[0], rows[1], packer.customers)


def _columns(session: Session, terms: dict[str, Term]) -> dict[str, tuple[pl.Series, pl.Series | None]]:
    """For each condition for whom it holds and, where that is not everybody, for whom it has an answer.

    Worked out for as many at a time as the answers of events fit into memory.
    """
    rulebook = _with_conditions(session.rulebook, terms)
    context = replace(session.context, definitions=rulebook.definitions)
    session = replace(session, rulebook=rulebook, context=context)
    found: dict[str, tuple[pl.Series, pl.Series | None]] = {}
    for names in parts(session, list(terms)):
        session.stop()
        frame, known = session.ready(names, keyed=False)
        evaluation = evaluate(rulebook, frame, known, names)
        definite = {name: column_name(name, kleene=True) for name in names if name in evaluation.uncertain}
        columns = [pl.col(column_name(name)) for name in names]
        columns += [pl.col(column).is_not_null() for column in definite.values()]
        computed = evaluation.frame.select(columns).collect(engine=evaluation.engine)
        for name in names:
            answered = computed[definite[name]] if name in definite else None
            found[name] = computed[column_name(name)], answered
    return found


def _with_conditions(rulebook: Rulebook, terms: dict[str, Term]) -> Rulebook:
    """The rulebook with conditions as segments of these names."""
    origin = Origin("", 0, Span(0, 0), 0)
    segments = {
        name: Segment(name, None, BOOL, origin, names_in(term), (Clause(False, term, None, ""),))
        for name, term in terms.items()
    }
    order = (*rulebook.order, *segments)
    return replace(rulebook, definitions={**rulebook.definitions, **segments}, order=order)
