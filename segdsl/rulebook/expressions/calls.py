"""Functions of the registry: how many arguments, of which kinds, and what they give."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, cast

from segdsl.diagnostics import Span
from segdsl.functions import REGISTRY
from segdsl.functions.foreign import FOREIGN, OTHERWISE, OVER_EVENTS, TESTS, TODAY
from segdsl.functions.patterns import fault_of
from segdsl.functions.spec import Function, Parameter
from segdsl.functions.types import BOOL, NUMBER, TEXT, Kind, Type
from segdsl.rulebook.expressions.arithmetic import defaults
from segdsl.rulebook.expressions.constants import scalar
from segdsl.rulebook.expressions.literals import at_type, is_constant
from segdsl.rulebook.expressions.references import list_named, peek
from segdsl.rulebook.expressions.sets import const_list, named_list
from segdsl.rulebook.scope import Handler, Scope, condition, infer, word
from segdsl.rulebook.suggest import closest, folded, replacement
from segdsl.rulebook.terms import Call, Const, Listed, Population, Term
from segdsl.syntax import nodes
from segdsl.syntax.unparse import format_expr

_CHOICES = frozenset({"if", "coalesce"})


def call(scope: Scope, node: nodes.Call, beside: Type | None, special: dict[str, Handler]) -> Term | None:
    """A call; `special` holds the functions whose arguments are not plain expressions."""
    name = node.function.text
    if name in special:
        return special[name](scope, node, beside)
    function = REGISTRY.get(name)
    if function is None:
        _unknown(scope, node, (*REGISTRY, *special))
        return None
    if not _arity(scope, node, function) or not _plain(scope, node):
        return None
    if name in _CHOICES:
        arguments = _choice(scope, node, beside)
    else:
        arguments = [_argument(scope, a, p) for a, p in zip(node.arguments, _parameters(node, function), strict=True)]
    known = [argument for argument in arguments if argument is not None]
    if len(known) != len(node.arguments) or not _fit(scope, node, function, known):
        return None
    if name == "matches" and not _readable(scope, known[1]):
        return None
    type_ = function.returns(tuple(argument.type for argument in known))
    if type_ is None:
        first = known[1] if name == "if" else known[0]
        scope.error("type-mismatch", known[-1].span, left=word(first.type), right=word(known[-1].type))
        return None
    return _term(scope, node, function, known, type_)


def _unknown(scope: Scope, node: nodes.Call, known: Sequence[str]) -> None:
    """Report a function that there is not, with the one that was meant: by its name elsewhere, or by a near one."""
    name, span = node.function.text, node.function.span
    spelling = folded(name)
    meant = FOREIGN.get(spelling)
    if meant in OVER_EVENTS and _of_events(scope, node):
        meant = OVER_EVENTS[meant]
    elif spelling in TODAY and not node.arguments:
        meant, span = "today", node.span
    elif spelling in TESTS and len(node.arguments) == 1:
        subject = format_expr(node.arguments[0])
        simple = isinstance(node.arguments[0], nodes.Name | nodes.Call)
        meant, span = f"{subject if simple else f'({subject})'} is {TESTS[spelling]}", node.span
    certain = meant is not None and spelling not in OTHERWISE
    meant = meant or closest(name, known)
    fixes = () if meant is None or spelling in OTHERWISE else (replacement(span, meant, safe=certain),)
    scope.error("unknown-function", node.function.span, fixes=fixes, name=name, suggestion=meant)


def _of_events(scope: Scope, node: nodes.Call) -> bool:
    """Whether a call speaks of events: `f(visit…)`, `f(visit.amount …)`."""
    subject = node.arguments[0] if node.arguments else None
    subject = subject.value if isinstance(subject, nodes.Filtered | nodes.In) else subject
    subject = subject.of if isinstance(subject, nodes.Member) else subject
    return isinstance(subject, nodes.Name) and subject.text in scope.names.tables()


def _arity(scope: Scope, node: nodes.Call, function: Function) -> bool:
    least = sum(not p.optional for p in function.parameters)
    most = None if function.variadic else len(function.parameters)
    found = len(node.arguments)
    if least <= found and (most is None or found <= most):
        return True
    expected = f"{least}…" if most is None else str(least) if least == most else f"{least}–{most}"
    signature = ", ".join(f"[{p.name}]" if p.optional else p.name for p in function.parameters)
    scope.error(
        "wrong-arity", node.span, name=function.name, expected=expected, found=found, signature=signature
    )  # fmt: skip
    return False


def _plain(scope: Scope, node: nodes.Call) -> bool:
    """Whether all arguments are expressions: `where` and windows belong to aggregates."""
    for argument in node.arguments:
        if isinstance(argument, nodes.Filtered | nodes.Last | nodes.Ago | nodes.Range):
            scope.error("events-argument", argument.span, name=node.function.text)
            return False
    if scope.place == "where" and REGISTRY[node.function.text].family in ("population", "list_file"):
        scope.error("customer-in-where", node.span, name=node.function.text)
        return False
    return True


def _parameters(node: nodes.Call, function: Function) -> list[Parameter]:
    parameters = list(function.parameters)
    return (parameters + parameters[-1:] * len(node.arguments))[: len(node.arguments)]


def _argument(scope: Scope, node: nodes.Node, parameter: Parameter) -> Term | None:
    if parameter.constant and Kind.LIST in parameter.kinds:
        return _list(scope, node)
    if parameter.kinds == {Kind.BOOL}:
        return condition(scope, node)
    return infer(scope, node)


def _list(scope: Scope, node: nodes.Node) -> Term | None:
    """A constant list of texts."""
    if isinstance(node, nodes.ListLiteral):
        found = const_list(scope, node, None)
    else:
        entity = list_named(scope, node)
        if entity is None:
            scope.error("not-a-list", node.span, found=node.text if isinstance(node, nodes.Name) else "…")
            return None
        found = named_list(scope, node, entity, None)
    if found is not None and found.type.kind is not Kind.TEXT:
        scope.error("type-mismatch", node.span, left=word(TEXT), right=word(found.type))
        return None
    return found


def _choice(scope: Scope, node: nodes.Call, beside: Type | None) -> Sequence[Term | None]:
    """The arguments of `if` and `coalesce`; bare names among the branches are values of the category they share."""
    head = [condition(scope, node.arguments[0])] if node.function.text == "if" else []
    branches = node.arguments[len(head) :]
    terms: dict[int, Term | None] = {}
    for position in sorted(range(len(branches)), key=lambda i: _may_be_value(scope, branches[i])):
        term = terms[position] = infer(scope, branches[position], beside)
        if beside is None and term is not None and term.type.kind is Kind.CATEGORY:
            beside = term.type
    return [*head, *(terms[position] for position in range(len(branches)))]


def _may_be_value(scope: Scope, node: nodes.Node) -> bool:
    if isinstance(node, nodes.Name):
        return peek(scope, node) is None
    return isinstance(node, nodes.Literal) and isinstance(node.value, str)


def _fit(scope: Scope, node: nodes.Call, function: Function, arguments: list[Term]) -> bool:
    """Whether every argument is of a kind its parameter takes, and constant where it has to be."""
    fits = True
    for argument, parameter in zip(arguments, _parameters(node, function), strict=True):
        kind = argument.type.kind
        widened = kind is Kind.INT and Kind.NUMBER in parameter.kinds
        if kind is not Kind.ANY and kind not in parameter.kinds and not widened and not _is_list(argument, parameter):
            expected = " | ".join(k.value for k in Kind if k in parameter.kinds)
            scope.error(
                "wrong-argument", argument.span, name=function.name, parameter=parameter.name, expected=expected,
                found=word(argument.type),
            )  # fmt: skip
            fits = False
        elif parameter.constant and not is_constant(argument) and not _is_list(argument, parameter):
            scope.error("argument-not-constant", argument.span, name=function.name, parameter=parameter.name)
            fits = False
    return fits


def _readable(scope: Scope, pattern: Term) -> bool:
    """Whether a regular expression (of a param: its default) is one of the language."""
    value = scalar(pattern, defaults(scope))
    fault = fault_of(value) if isinstance(value, str) else None
    if fault is None:
        return True
    span = pattern.span
    if isinstance(pattern, Const) and span.end - span.start == len(str(value)) + 2:  # quotes, and no escapes inside
        start = span.start + 1 + fault.offset
        span = Span(start, start + max(1, len(fault.part)))
    scope.error(fault.code, span, part=fault.part)
    return False


def _is_list(argument: Term, parameter: Parameter) -> bool:
    return parameter.constant and Kind.LIST in parameter.kinds and argument.type.kind is Kind.TEXT


def _term(scope: Scope, node: nodes.Call, function: Function, arguments: list[Term], type_: Type) -> Term | None:
    if function.family == "population":
        return _population(scope, node, arguments, type_)
    if function.name == "listed":
        name = arguments[0]
        if not isinstance(name, Const):
            scope.error("argument-not-constant", name.span, name="listed", parameter="name")
            return None
        return Listed(BOOL, node.span, str(name.value))
    if type_.kind is Kind.NUMBER:
        arguments = [at_type(argument, NUMBER) if not _digits(function, i) else argument
                     for i, argument in enumerate(arguments)]  # fmt: skip
    return Call(type_, node.span, function.name, tuple(arguments))


def _digits(function: Function, position: int) -> bool:
    """Whether an argument has to stay an int although the result is a number (as the digits of `round`)."""
    parameters = function.parameters
    return Kind.NUMBER not in parameters[min(position, len(parameters) - 1)].kinds


def _population(scope: Scope, node: nodes.Call, arguments: list[Term], type_: Type) -> Term | None:
    name = cast("Literal['percentile', 'rank', 'ntile']", node.function.text)
    value, *rest = arguments
    tiles = rest.pop(0) if name == "ntile" else None
    if isinstance(tiles, Const) and isinstance(tiles.value, int) and tiles.value < 1:
        scope.error("tiles-not-positive", tiles.span)
        return None
    return Population(type_, node.span, name, value, tiles, rest[0] if rest else None)
