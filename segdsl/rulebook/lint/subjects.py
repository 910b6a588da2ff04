"""What conditions speak of: the quantities behind them, and the values these can have at all."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from segdsl.functions import REGISTRY
from segdsl.functions.types import CALENDAR, NUMERIC, Kind
from segdsl.rulebook import terms as t
from segdsl.rulebook.lint.domains import Domain, Intervals, Ordered, Values, between, points
from segdsl.rulebook.model import Table, Valid
from segdsl.syntax.values import Scalar

ORDERED = NUMERIC | {Kind.DATE, Kind.TIME}
_COUNTS = frozenset({"count", "days", "months", "distinct"})
NOTHING = Values(frozenset())


@dataclass(frozen=True, slots=True)
class Used:
    """What a lint needs to know of a definition that another one uses. Equal facts give equal findings.

    `bounds` are those of a score; `lacking` names the profile fields whose missing values make it missing.
    """

    type: object
    value: Scalar | None = None
    bounds: tuple[float | None, float | None] = (None, None)
    lacking: frozenset[str] = frozenset()


def key_of(term: t.Term) -> Hashable:
    """The term without its places in the text: equal for terms that always have the same value."""
    return (type(term).__name__, *(_plain(getattr(term, name)) for name in term.__match_args__ if name != "span"))


def _plain(value: object) -> Hashable:
    if isinstance(value, t.TermBase):
        return key_of(value)  # type: ignore[arg-type]  # every subclass of TermBase is a term
    if isinstance(value, t.Step):
        return (value.table, value.forbidden, _plain(value.where))
    if isinstance(value, tuple):
        return tuple(_plain(element) for element in value)
    assert isinstance(value, Hashable)
    return value


def is_whole(term: t.Term) -> bool:
    """Whether its values come in whole steps, so that nothing lies between 3 and 4, or two days."""
    return term.type.kind in (Kind.INT, Kind.DATE)


def universe(term: t.Term, profile: Table | None, used: Mapping[str, Used]) -> Domain:
    """All values a quantity can have."""
    kind, missing = term.type.kind, term.type.optional
    if kind is Kind.BOOL:
        return Domain(Values(frozenset({True, False})), missing)
    if kind is Kind.CATEGORY:
        return Domain(Values(frozenset(term.type.values)), missing)
    if kind not in ORDERED:
        return Domain(Values(frozenset(), others=True), missing)
    return Domain(_possible(term, profile, used), missing)


def _possible(term: t.Term, profile: Table | None, used: Mapping[str, Used]) -> Intervals:
    whole = is_whole(term)
    if term.type.kind in CALENDAR:
        return between(None, None, whole=whole)  # fixed dates must not be mixed with ones that move with today
    low: Ordered | None = None
    high: Ordered | None = None
    match term:
        case t.FieldRef() if profile is not None and term.table == profile.name and term.name in profile.fields:
            valid = profile.fields[term.name].valid
            return _valid(valid, whole) if valid is not None else between(None, None, whole=whole)
        case t.DefinitionRef() if term.name in used:
            low, high = used[term.name].bounds
        case t.Aggregate() if term.function in _COUNTS:
            low = 0
        case t.Call() | t.Population() if term.function in REGISTRY:
            low, high = REGISTRY[term.function].bounds or (None, None)
    return between(low, high, whole=whole)


def _valid(valid: Valid, whole: bool) -> Intervals:
    if valid.values is not None:
        return points([v for v in valid.values if not isinstance(v, str | bool)], whole=whole)  # type: ignore[misc]
    return between(valid.low, valid.high, whole=whole)  # type: ignore[arg-type]  # bounds are of an ordered kind
