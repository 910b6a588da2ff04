"""Conditions in words, each with its negation, and what becomes of those whose value is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from segdsl.diagnostics import Text
from segdsl.functions.types import CALENDAR, NUMERIC, Kind
from segdsl.lowering.plain import words
from segdsl.lowering.plain.events import events, window
from segdsl.lowering.plain.speaker import Speaker, Test
from segdsl.rulebook.model import Segment
from segdsl.rulebook.terms import (
    Aggregate,
    And,
    Call,
    Compare,
    Const,
    DefinitionRef,
    FieldRef,
    InList,
    InRange,
    InWindow,
    IsMissing,
    Listed,
    Not,
    Or,
    ParamRef,
    Sequence,
    Term,
    TermBase,
    children,
)


def missing_note(speaker: Speaker, term: Term, note: Text) -> str:
    """`note` with the names of what can be missing in a test; empty if nothing can."""
    names = _may_miss(speaker, term)
    return speaker.word(note, names=speaker.word(words.OR).join(names)) if names else ""


def _may_miss(speaker: Speaker, test: Term) -> list[str]:
    """What a test looks at that may be missing, each once: fields, definitions, else 'result'."""
    found: dict[str, None] = {}
    for operand in children(test) if not isinstance(test, FieldRef | DefinitionRef) else (test,):
        if operand.type.optional:
            names = _optional_names(speaker, operand)
            found.update(dict.fromkeys(names or [speaker.word(words.UNCOMPUTABLE)]))
    return [name for name in found if name not in speaker.settled]


def _optional_names(speaker: Speaker, term: Term) -> list[str]:
    if isinstance(term, FieldRef | DefinitionRef):
        return [_name(speaker, term)] if term.type.optional else []
    if isinstance(term, Aggregate | Sequence):
        return []
    return [name for child in children(term) for name in _optional_names(speaker, child)]


def _name(speaker: Speaker, term: FieldRef | DefinitionRef) -> str:
    return speaker.field(term.table, term.name) if isinstance(term, FieldRef) else speaker.name(term.name)


def unasked(speaker: Speaker, conditions: Iterable[Term]) -> list[str]:
    """What conditions look at that can be missing, where none of them asks whether it is; each once."""
    asked: set[str] = set()
    found: dict[str, None] = {}
    waiting = list(conditions)[::-1]
    while waiting:
        term = waiting.pop()
        if (value := _asked(term)) is not None:
            asked.add(_name(speaker, value))
        elif isinstance(term, FieldRef | DefinitionRef):
            found.update(dict.fromkeys(_optional_names(speaker, term)))
        elif not isinstance(term, Aggregate | Sequence):
            waiting += children(term)[::-1]
    return [name for name in found if name not in asked]


def _noted(speaker: Speaker, said: str, term: Term, holds: bool) -> str:
    return said + missing_note(speaker, term, words.MISSING_OUT if holds else words.MISSING_IN)


def _compare(speaker: Speaker, term: Compare, holds: bool) -> str:
    left, right, op = term.left, term.right, term.op
    if left.type.kind is Kind.BOOL and isinstance(right, Const):
        return speaker.condition(left, holds is bool(right.value))
    x, y = speaker.say(left), speaker.operand(right, left)
    if isinstance(left, Const | ParamRef) and not isinstance(right, Const | ParamRef):
        x = speaker.operand(left, right)
    text = _comparison(op, left.type.kind, holds)
    said = speaker.word(text, x=x, y=y) if text else speaker.word(words.NOT, x=speaker.word(_plain(op, left), x=x, y=y))
    return _noted(speaker, said, term, holds)


def _comparison(op: str, kind: Kind, holds: bool) -> Text | None:
    """The words for an operator; a negated order has none: `not (x < 3)` is not `x >= 3` where x is missing."""
    if op == "=":
        if kind in NUMERIC:
            return words.NUMBER_EQUAL if holds else words.NUMBER_DIFFERS
        return words.COMPARISONS["="] if holds else words.DIFFERS
    if not holds:
        return None
    return words.MOMENTS[op] if kind in CALENDAR else words.COMPARISONS[op]


def _plain(op: str, left: Term) -> Text:
    return words.MOMENTS[op] if left.type.kind in CALENDAR else words.COMPARISONS[op]


def _in_list(speaker: Speaker, term: InList, holds: bool) -> str:
    items = speaker.join([speaker.operand(item, term.value) for item in term.items.items])
    if len(term.items.items) == 1 and isinstance(term.items.items[0], Const):
        text = words.COMPARISONS["="] if holds else words.DIFFERS
        said = speaker.word(text, x=speaker.say(term.value), y=items)
    else:
        said = speaker.word(words.AMONG[not holds], x=speaker.say(term.value), items=items)
    return said + missing_note(speaker, _of(term, term.value), words.MISSING_OUT if holds else words.MISSING_IN)


def _in_range(speaker: Speaker, term: InRange, holds: bool) -> str:
    low = speaker.operand(term.low, term.value).removesuffix(speaker.unit(term.value))
    high = speaker.operand(term.high, term.value)
    gap = "" if speaker.language == "en" or speaker.unit(term.value) else " "
    said = speaker.word(words.BETWEEN[not holds], x=speaker.say(term.value), low=low, high=high + gap)
    return _noted(speaker, said, term, holds)


def _in_window(speaker: Speaker, term: InWindow, holds: bool) -> str:
    said = speaker.word(words.WITHIN[not holds], x=speaker.say(term.value), window=window(speaker, term.window))
    return said + missing_note(speaker, _of(term, term.value), words.MISSING_OUT if holds else words.MISSING_IN)


def _of(test: Term, value: Term) -> Term:
    """The test seen as one of `value` alone: its bounds are constants."""
    return IsMissing(test.type, test.span, value)


def _is_missing(speaker: Speaker, term: IsMissing, holds: bool) -> str:
    return speaker.word(words.MISSING[not holds], x=speaker.say(term.value))


def _listed(speaker: Speaker, term: Listed, holds: bool) -> str:
    return speaker.word(words.LISTED[not holds], name=term.name)


def _flag(speaker: Speaker, term: FieldRef, holds: bool) -> str:
    name = speaker.field(term.table, term.name)
    if term.type.kind is not Kind.BOOL:
        return name
    return _noted(speaker, name if holds else speaker.word(words.NO_FLAG, x=name), term, holds)


def _definition(speaker: Speaker, term: DefinitionRef, holds: bool) -> str:
    name = speaker.name(term.name)
    if term.type.kind is not Kind.BOOL:
        return name
    segment = isinstance(speaker.rulebook.definitions.get(term.name), Segment)
    text = (words.IN_SEGMENT if segment else words.HOLDS)[not holds]
    return _noted(speaker, speaker.word(text, x=name), term, holds)


def _call(speaker: Speaker, term: Call, holds: bool) -> str:
    predicate = words.PREDICATES.get(term.function)
    if predicate is None:
        said = _value_of_call(speaker, term)
        return said if holds else speaker.word(words.NOT, x=said)
    said = predicate[not holds].say(speaker.language)
    for index, argument in enumerate(term.arguments):
        said = said.replace(f"{{{index}}}", speaker.operand(argument, term.arguments[0]))
    return _noted(speaker, said, term, holds)


def _value_of_call(speaker: Speaker, term: Call) -> str:
    if term.function == "coalesce":
        *others, last = [speaker.operand(argument, term.arguments[0]) for argument in term.arguments]
        said = last
        for other in reversed(others):
            said = speaker.word(words.COALESCE, x=other, other=said)
        return said
    arguments = [speaker.operand(argument, term.arguments[-1]) for argument in term.arguments]
    if term.function == "text":
        return arguments[0]
    template = words.CALLS.get(term.function)
    if template is None:
        return f"{term.function}({', '.join(arguments)})"
    said = template.say(speaker.language)
    for index, argument in enumerate(arguments):
        said = said.replace(f"{{{index}}}", argument)
    return said


def _aggregate(speaker: Speaker, term: Aggregate, holds: bool) -> str:
    """`did` and `never` are tests; the other aggregates are values."""
    span = window(speaker, term.window) if term.window else ""
    if speaker.language == "en" and span:
        span = f" {span}"
    said = events(speaker, term.table, term.where)
    if term.function in ("did", "never"):
        return speaker.word(words.DID[(term.function == "did") is not holds], events=said, window=span)
    field = speaker.field(term.table, term.field) if term.field else ""
    return speaker.word(words.AGGREGATES[term.function], events=said, field=field, window=span)


def _not(speaker: Speaker, term: Not, holds: bool) -> str:
    return speaker.condition(term.operand, not holds)


def _and(speaker: Speaker, term: And, holds: bool) -> str:
    return _joined(speaker, term, words.AND, holds)


def _or(speaker: Speaker, term: Or, holds: bool) -> str:
    return _joined(speaker, term, words.OR, holds)


def _joined(speaker: Speaker, term: And | Or, word: Text, holds: bool) -> str:
    asked = {_name(speaker, value) for operand in term.operands if (value := _asked(operand)) is not None}
    inside = replace(speaker, settled=speaker.settled | asked)
    parts = [inside.condition(operand) for operand in term.operands]
    grouped = [
        speaker.word(words.GROUPED, x=said) if isinstance(operand, And | Or) else said
        for said, operand in zip(parts, term.operands, strict=True)
    ]
    said = speaker.word(word).join(grouped)
    return said if holds else speaker.word(words.NOT, x=said)


def _asked(operand: Term) -> FieldRef | DefinitionRef | None:
    """What `x is missing` or `x is known` asks about."""
    test = operand.operand if isinstance(operand, Not) else operand
    if isinstance(test, IsMissing) and isinstance(test.value, FieldRef | DefinitionRef):
        return test.value
    return None


TESTS: Mapping[type[TermBase], Test] = {
    Compare: _compare,
    InList: _in_list,
    InRange: _in_range,
    InWindow: _in_window,
    IsMissing: _is_missing,
    Listed: _listed,
    FieldRef: _flag,
    DefinitionRef: _definition,
    Call: _call,
    Aggregate: _aggregate,
    Not: _not,
    And: _and,
    Or: _or,
}
