"""Values in words: constants, arithmetic, moments, places in the population."""

from __future__ import annotations

from collections.abc import Mapping

from segdsl.lowering.plain import words
from segdsl.lowering.plain.speaker import Phrase, Speaker
from segdsl.rulebook.terms import (
    Arithmetic,
    Const,
    ConstList,
    DateDifference,
    DurationTimes,
    LearnedRef,
    Negate,
    ParamRef,
    Population,
    Shift,
    Term,
    TermBase,
    Today,
    Was,
)

_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷"}
_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2}


def _const(speaker: Speaker, term: Const) -> str:
    return speaker.constant(term.value, term.type.kind)


def _const_list(speaker: Speaker, term: ConstList) -> str:
    return speaker.join([speaker.say(item) for item in term.items])


def _param(speaker: Speaker, term: ParamRef) -> str:
    return speaker.operand(term, term)


def _today(speaker: Speaker, _: Today) -> str:
    return speaker.word(words.TODAY)


def _shift(speaker: Speaker, term: Shift) -> str:
    return speaker.word(words.SHIFTED[term.sign], moment=speaker.say(term.moment), length=speaker.say(term.duration))


def _times(speaker: Speaker, term: DurationTimes) -> str:
    return speaker.word(words.TIMES_DURATION, n=speaker.say(term.factor), length=speaker.say(term.duration))


def _difference(speaker: Speaker, term: DateDifference) -> str:
    return speaker.word(words.DIFFERENCE, left=speaker.say(term.left), right=speaker.say(term.right))


def _negate(speaker: Speaker, term: Negate) -> str:
    return f"−{_operand(speaker, term.operand, 3)}"


def _arithmetic(speaker: Speaker, term: Arithmetic) -> str:
    strength = _STRENGTH[term.op]
    left, right = _operand(speaker, term.left, strength), _operand(speaker, term.right, strength + 1)
    return f"{left} {_SIGNS[term.op]} {right}"


def _operand(speaker: Speaker, term: Term, strength: int) -> str:
    said = speaker.say(term)
    weak = isinstance(term, Arithmetic) and _STRENGTH[term.op] < strength
    return f"({said})" if weak else said


def _population(speaker: Speaker, term: Population) -> str:
    group = words.EVERYONE if term.group is None else words.SAME_GROUP
    where = speaker.word(group, group=speaker.say(term.group)) if term.group else speaker.word(group)
    tiles = speaker.say(term.tiles) if term.tiles else ""
    return speaker.word(words.POPULATION[term.function], x=speaker.say(term.value), group=where, tiles=tiles)


def _learned(speaker: Speaker, term: LearnedRef) -> str:
    name = speaker.name(term.name)
    if term.index is not None:
        return speaker.word(words.LEARNED_SCORE, x=name, index=term.index)
    return speaker.word(words.LEARNED_PARTS[term.member], x=name)


def _was(speaker: Speaker, term: Was) -> str:
    return speaker.word(words.WAS, tag=speaker.name(term.tag), ago=speaker.say(term.ago))


VALUES: Mapping[type[TermBase], Phrase] = {
    Const: _const,
    ConstList: _const_list,
    ParamRef: _param,
    Today: _today,
    Shift: _shift,
    DurationTimes: _times,
    DateDifference: _difference,
    Negate: _negate,
    Arithmetic: _arithmetic,
    Population: _population,
    LearnedRef: _learned,
    Was: _was,
}
