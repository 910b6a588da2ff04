"""The numbers of a rule that can be moved: those it compares with, its windows, and the params it depends on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from segdsl.diagnostics import Span
from segdsl.functions.types import Kind, Type
from segdsl.rulebook import terms as t
from segdsl.rulebook.model import Definition, Param, Rulebook
from segdsl.rulebook.terms import Const, Term
from segdsl.rulebook.walk import changed, descend, expressions
from segdsl.syntax.values import Scalar

NAME = "segdsl threshold"
"""What a number is called while it is a param; no definition can be called so."""

KINDS = frozenset({Kind.INT, Kind.NUMBER, Kind.DURATION, Kind.DATE})
_HOLDERS = t.Compare | t.InRange | t.Window | t.DurationTimes | t.Shift

Bounds = tuple[Scalar | None, Scalar | None]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number, length of time or date of a rule, and where it is written: offsets in `file`, in code points.

    `param` is the param whose value it is, None for one that stands in the rule itself. `low` and `high` are the least
    and the most that it can be, as far as the rules tell.
    """

    param: str | None
    type: Type
    value: Scalar
    text: str
    file: str
    start: int
    end: int
    low: Scalar | None = None
    high: Scalar | None = None


def thresholds(rulebook: Rulebook, name: str) -> tuple[Threshold, ...]:
    """Those of the rule itself as they are written, then the params it depends on, those it names first."""
    definition = rulebook.definitions.get(name)
    if definition is None:
        return ()
    own = [_written(rulebook, definition, const, bounds, None) for const, bounds in _constants(definition)]
    params = [rulebook.definitions[each] for each in _depended_on(rulebook, definition)]
    named = [
        _written(rulebook, each, each.value, (_value(each.low), _value(each.high)), each.name)
        for each in params if isinstance(each, Param) and isinstance(each.value, Const)
    ]  # fmt: skip
    own = sorted({each.start: each for each in own}.values(), key=lambda each: each.start)
    return tuple(each for each in (*own, *named) if each.type.kind in KINDS)


def as_param(rulebook: Rulebook, name: str, threshold: Threshold) -> tuple[Rulebook, str]:
    """The rulebook with a number of the rule `name` as a param that can be swept, and what that is called."""
    if threshold.param is not None:
        return rulebook, threshold.param
    definition = rulebook.definitions[name]
    offset = definition.origin.offset
    place = Span(threshold.start - offset, threshold.end - offset)
    const = Const(threshold.type, place, threshold.value)
    param = Param(NAME, None, threshold.type, definition.origin, frozenset(), const, None, None)

    def swapped(term: Term) -> Term:
        is_it = isinstance(term, Const) and term.span == place
        return t.ParamRef(term.type, term.span, NAME) if is_it else term

    moved = replace(changed(definition, swapped), uses=definition.uses | {NAME})
    definitions = {NAME: param, **rulebook.definitions, name: moved}
    return replace(rulebook, definitions=definitions, order=(NAME, *rulebook.order)), NAME


def _constants(definition: Definition) -> Iterator[tuple[Const, Bounds]]:
    """The constants that decide, with what stands on their other side where that limits them."""
    for term in expressions(definition):
        for sub in descend(term):
            if not isinstance(sub, _HOLDERS):
                continue
            for const in t.children(sub):
                if isinstance(const, Const):
                    yield const, _limits(sub, const)


def _limits(holder: Term, const: Const) -> Bounds:
    match holder:
        case t.InRange(low=low, high=high) | t.Window(dates=(low, high)):
            return (None, _value(high)) if const is low else (_value(low), None)
        case t.Window(near=near, far=far):
            return (None, _value(far)) if const is near else (_value(near), None)
        case _:
            return None, None


def _value(term: Term | None) -> Scalar | None:
    return term.value if isinstance(term, Const) else None


def _depended_on(rulebook: Rulebook, definition: Definition) -> list[str]:
    """All that a definition uses: what it names itself, then what that uses, and so on; each in the rules' order."""
    found: dict[str, None] = {}
    level = definition.uses
    while level - found.keys():
        new = [name for name in rulebook.definitions if name in level and name not in found]
        found |= dict.fromkeys(new)
        level = frozenset().union(*(rulebook.definitions[name].uses for name in new))
    return list(found)


def _written(rulebook: Rulebook, definition: Definition, const: Const, bounds: Bounds, param: str | None) -> Threshold:
    origin = definition.origin
    start, end = origin.offset + const.span.start, origin.offset + const.span.end
    text = rulebook.sources[origin.file].text[start:end]
    return Threshold(param, const.type, const.value, text, origin.file, start, end, *bounds)
