"""Every form of expression of the language, by the type of its value, and where it may stand."""

from __future__ import annotations

from collections.abc import Mapping

from segdsl.functions.types import Kind
from tests.differential.strategies.conditions import (
    comparison,
    in_window,
    listed,
    logic,
    membership,
    of_lists,
    predicate,
    presence,
)
from tests.differential.strategies.happenings import CATEGORIES, OF_EVENTS
from tests.differential.strategies.values import (
    arithmetic,
    calendar,
    category_text,
    cut,
    negated,
    place,
    rounded,
    shifted,
)
from tests.differential.strategies.writer import Form, Forms

_I, _N, _T, _D, _M = Kind.INT, Kind.NUMBER, Kind.TEXT, Kind.DATE, Kind.TIME
_OF_ONE: Mapping[Kind, tuple[Form, ...]] = {
    Kind.BOOL: (
        comparison, comparison, comparison, logic, logic, logic,
        membership, membership, in_window, presence, predicate, of_lists,
        lambda w, d: w.choice(Kind.BOOL, d),
    ),
    Kind.INT: (
        lambda w, d: arithmetic(w, (_I, _I), "+-*", d), lambda w, d: arithmetic(w, (_I, _I), "+-*", d),
        lambda w, d: negated(w, _I, d), lambda w, d: rounded(w, _I, d),
        lambda w, d: w.pick_call(("abs", "floor", "ceil"), _I, d),
        lambda w, d: w.pick_call(("min_of", "max_of"), _I, d, count=2), lambda w, d: w.pick_call(("clip",), _I, d, 3),
        lambda w, d: w.choice(_I, d), lambda w, d: w.pick_call(("length",), _T, d), calendar, calendar,
    ),
    Kind.NUMBER: (
        lambda w, d: arithmetic(w, (_N, _N), "+-*/", d), lambda w, d: arithmetic(w, (_N, _I), "+-*/", d),
        lambda w, d: arithmetic(w, (_I, _N), "+-*/", d), lambda w, d: arithmetic(w, (_I, _I), "/", d),
        lambda w, d: negated(w, _N, d), lambda w, d: rounded(w, _N, d),
        lambda w, d: w.pick_call(("abs", "floor", "ceil", "sqrt", "log", "log10", "exp"), _N, d),
        lambda w, d: w.pick_call(("sqrt", "log", "exp"), _I, d),
        lambda w, d: w.call("power", w.of(_N, d), w.of(w.dice.pick((_N, _I)), d)),
        lambda w, d: w.call(w.dice.pick(("min_of", "max_of")), w.of(_N, d), w.of(_I, d), w.of(_N, d)),
        lambda w, d: w.pick_call(("clip",), _N, d, 3), lambda w, d: w.choice(_N, d),
        lambda w, d: w.call("if", w.condition(d), w.of(_I, d), w.of(_N, d)),
    ),
    Kind.TEXT: (
        lambda w, d: w.pick_call(("lower", "upper", "trim"), _T, d), cut, category_text,
        lambda w, d: w.pick_call(("concat",), _T, d, count=2), lambda w, d: w.choice(_T, d),
    ),
    Kind.DATE: (
        lambda w, d: shifted(w, _D, d), lambda w, d: w.pick_call(("date",), _M, d), lambda w, d: w.choice(_D, d),
        lambda w, d: w.pick_call(("min_of", "max_of"), _D, d, count=2),
    ),
    Kind.TIME: (
        lambda w, d: shifted(w, _M, d), lambda w, d: w.choice(_M, d),
        lambda w, d: w.pick_call(("min_of", "max_of"), _M, d, count=2),
    ),
}  # fmt: skip
"""What can be said of a customer and of one event alike; forms that matter more stand more than once."""

_OF_EVERYONE: Mapping[Kind, tuple[Form, ...]] = {
    Kind.BOOL: (listed,),
    Kind.INT: (lambda w, d: place(w, "rank", d), lambda w, d: place(w, "ntile", d)),
    Kind.NUMBER: (lambda w, d: place(w, "percentile", d),),
}

_OF_CUSTOMERS: Mapping[Kind, tuple[Form, ...]] = {
    kind: (*forms, *_OF_EVERYONE.get(kind, ())) for kind, forms in _OF_ONE.items()
}
_WITH_EVENTS: Mapping[Kind, tuple[Form, ...]] = {
    kind: (*_OF_CUSTOMERS.get(kind, ()), *events * (1 + len(_OF_CUSTOMERS.get(kind, ())) // len(events)))
    for kind, events in OF_EVENTS.items()
}

FORMS = Forms(_OF_CUSTOMERS)
"""What can be said of a customer without events."""

WITH_EVENTS = Forms(_WITH_EVENTS, CATEGORIES, where=Forms(_OF_ONE))
"""What can be said of a customer, events mostly."""
