"""Params set from outside: `--set silent_after=60d`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.functions.patterns import fault_of
from segdsl.functions.types import Kind
from segdsl.rulebook.entities import entity_of
from segdsl.rulebook.expressions import scope_of
from segdsl.rulebook.expressions.constants import Values, reversed_bounds, scalar
from segdsl.rulebook.expressions.windows import not_before
from segdsl.rulebook.fitting import fit_param
from segdsl.rulebook.model import Definition, Param, Rulebook
from segdsl.rulebook.names import Environment, Lookups
from segdsl.rulebook.suggest import suggested
from segdsl.rulebook.terms import Call, Const, InRange, ParamRef, Term, Window
from segdsl.rulebook.walk import descend, expressions
from segdsl.syntax import nodes
from segdsl.syntax.parse import parse_expression
from segdsl.syntax.unparse import format_text
from segdsl.syntax.values import Duration, Scalar


def bind(rulebook: Rulebook, overrides: Mapping[str, str]) -> Rulebook:
    """The rulebook with other values for some params, written as in a rule (texts also without quotes).

    A list is written `[a, b]` or `a, b`. Raises `SegdslError` for names that are no usable param, values of another
    type or outside the param's range, and values that make a window or range somewhere empty.
    """
    found = {}
    for name, text in overrides.items():
        param = rulebook.definitions.get(name)
        if not isinstance(param, Param):
            raise _unknown(rulebook, name)
        found[name] = parse_value(param, text)
    return with_params(rulebook, found)


def with_params(rulebook: Rulebook, overrides: Mapping[str, Const | tuple[Const, ...]]) -> Rulebook:
    """The rulebook with other values, of the right type, for some params.

    Raises `SegdslError` for values that make a window or range somewhere empty.
    """
    if not overrides:
        return rulebook
    definitions = dict(rulebook.definitions)
    for name, value in overrides.items():
        param = definitions[name]
        assert isinstance(param, Param)
        definitions[name] = replace(param, value=value)
    bound = replace(rulebook, definitions=definitions)
    values = values_of(bound)
    for definition in definitions.values():
        if not definition.uses.isdisjoint(overrides):
            _recheck(definition, values)
            _recheck_lists(definition, definitions)
    return bound


def values_of(rulebook: Rulebook) -> Values:
    """The value of each param that is no list."""

    def value(name: str) -> Scalar | None:
        param = rulebook.definitions.get(name)
        return param.value.value if isinstance(param, Param) and isinstance(param.value, Const) else None

    return value


def _unknown(rulebook: Rulebook, name: str) -> SegdslError:
    params = [d.name for d in rulebook.definitions.values() if isinstance(d, Param)]
    return SegdslError(Diagnostic("unknown-param", {"name": name, **suggested(name, params)}))


def parse_value(param: Param, text: str) -> Const | tuple[Const, ...]:
    """A value for `param` as people type it on a command line. Raises `SegdslError` as `bind` does."""
    is_list = isinstance(param.value, tuple)
    node = _list(text) if is_list else _single(param, text)
    scope = scope_of(Lookups(Environment(None, {}, {}, {})))
    fitted = fit_param(scope, entity_of(param), node) if node is not None else None
    if fitted is None:
        found = scope.found.diagnostics or [Diagnostic("param-type", {"name": param.name, "type": str(param.type)})]
        reason = next((d for d in found if d.code.startswith("param-")), None)
        reason = reason or Diagnostic("param-type", {"name": param.name, "type": str(param.type)})
        raise SegdslError(replace(reason, span=None))
    return fitted


def _single(param: Param, text: str) -> nodes.Node | None:
    """The syntax of a single value; a text may stand without quotes."""
    stripped = text.strip()
    if param.type.kind is Kind.TEXT and not stripped.startswith('"'):
        stripped = format_text(text)
    node, _ = parse_expression(stripped)
    return node


def _list(text: str) -> nodes.Node | None:
    """The syntax of a list, with or without brackets."""
    stripped = text.strip()
    if not stripped.startswith("["):
        stripped = f"[{stripped}]"
    node, _ = parse_expression(f"x in {stripped}")
    return node.set if isinstance(node, nodes.In) else None


# ---- what a value may break ------------------------------------------------------------------------------------------


def _recheck(definition: Definition, values: Values) -> None:
    """Windows, ranges and patterns were checked with the params' defaults; check them again with the new values."""
    for term in _all_terms(definition):
        if isinstance(term, Call) and term.function == "matches":
            _recheck_pattern(term.arguments[1], values)
        fault = _fault(term, values)
        if fault is not None:
            raise SegdslError(Diagnostic("override-breaks", {"name": definition.name, "what": fault}))


def _recheck_pattern(term: Term, values: Values) -> None:
    pattern = scalar(term, values)
    fault = fault_of(pattern) if isinstance(pattern, str) else None
    if fault is not None:
        raise SegdslError(Diagnostic(fault.code, {"part": fault.part}))


def _recheck_lists(definition: Definition, definitions: Mapping[str, Definition]) -> None:
    """A list beside a category was checked to hold its values alone; so must a new one."""
    for term in _all_terms(definition):
        if isinstance(term, ParamRef) and term.type.kind is Kind.CATEGORY:
            param = definitions[term.name]
            values = param.value if isinstance(param, Param) and isinstance(param.value, tuple) else ()
            for constant in values:
                if constant.value not in term.type.values:
                    known = ", ".join(term.type.values)
                    raise SegdslError(Diagnostic("unknown-value", {"name": str(constant.value), "values": known}))


def _all_terms(definition: Definition) -> Iterator[Term]:
    for term in expressions(definition):
        yield from descend(term)


def _fault(term: Term, values: Values) -> str | None:
    match term:
        case Window(near=near, far=far) if far is not None:
            a = scalar(near, values) if near is not None else None
            b = scalar(far, values)
            if isinstance(b, Duration) and (b.count <= 0 or (isinstance(a, Duration) and not_before(a, b))):
                return f"{a}..{b} ago" if a is not None else f"last {b}"
        case InRange(low=low, high=high) | Window(dates=(low, high)) if reversed_bounds(low, high, values):
            return f"{scalar(low, values)}..{scalar(high, values)}"
    return None
