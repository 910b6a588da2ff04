"""Every form of expression of the language that needs no events, by the type of its value."""

from __future__ import annotations

from collections.abc import Mapping

from segdsl.functions.types import Kind
from tests.differential.strategies.conditions import comparison, in_window, logic, membership, predicate, presence
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
from tests.differential.strategies.writer import Form

_I, _N, _T, _D, _M = Kind.INT, Kind.NUMBER, Kind.TEXT, Kind.DATE, Kind.TIME
FORMS: Mapping[Kind, tuple[Form, ...]] = {
    Kind.BOOL: (
        comparison, comparison, comparison, logic, logic, logic,
        membership, membership, in_window, presence, predicate, predicate,
        lambda w, d: w.choice(Kind.BOOL, d),
    ),
    Kind.INT: (
        lambda w, d: arithmetic(w, (_I, _I), "+-*", d), lambda w, d: arithmetic(w, (_I, _I), "+-*", d),
        lambda w, d: negated(w, _I, d), lambda w, d: rounded(w, _I, d),
        lambda w, d: w.pick_call(("abs", "floor", "ceil"), _I, d),
        lambda w, d: w.pick_call(("min_of", "max_of"), _I, d, count=2), lambda w, d: w.pick_call(("clip",), _I, d, 3),
        lambda w, d: w.choice(_I, d), lambda w, d: w.pick_call(("length",), _T, d), calendar, calendar,
        lambda w, d: place(w, "rank", d), lambda w, d: place(w, "ntile", d),
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
        lambda w, d: w.call("if", w.condition(d), w.of(_I, d), w.of(_N, d)), lambda w, d: place(w, "percentile", d),
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
"""The forms of each type; those that matter more stand more than once."""
