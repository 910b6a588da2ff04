"""Terms worked out for all customers, on the day of the session or on one gone by: what fits are made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from segdsl.engine.evaluate import evaluate
from segdsl.engine.session import Session
from segdsl.lowering.polars import column_name
from segdsl.rulebook.model import Definition, Let
from segdsl.rulebook.origin import Origin
from segdsl.rulebook.terms import Term
from segdsl.rulebook.walk import names_in

KEY = "key"
_OURS = "fit "  # begins the names of definitions made here: no name of a rule holds a space


def columns(session: Session, terms: Mapping[str, Term], origin: Origin, as_of: dt.date | None = None) -> pl.LazyFrame:
    """The key of every customer and a column for each term, under its name, as of `as_of` or the session's day.

    Rows are in the order of the customers. Events after that day are not read; fields of the profile are as they are.
    """
    lets: dict[str, Definition] = {
        _OURS + name: Let(_OURS + name, None, term.type, origin, names_in(term), term) for name, term in terms.items()
    }
    # What is asked for may itself be scored by terms worked out here: those of one question are not of another's.
    known = {name: each for name, each in session.rulebook.definitions.items() if not name.startswith(_OURS)}
    rulebook = replace(
        session.rulebook,
        definitions={**known, **lets},
        order=(*(name for name in session.rulebook.order if name in known), *lets),
    )
    day = session.context.as_of if as_of is None else as_of
    context = replace(session.context.over(rulebook.definitions), as_of=day)
    asked = replace(session, rulebook=rulebook, context=context, kept=None)
    frame, context = asked.ready(lets)
    frame = evaluate(rulebook, frame, context, lets, unknown=False).frame
    found = [pl.col(column_name(_OURS + name)).alias(name) for name in terms]
    return frame.select(pl.col(session.customers.table.key).alias(KEY), *found)
