"""Definitions in words: a heading, and a line for each clause, class or amount."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from segdsl.diagnostics import Language
from segdsl.functions.types import Kind
from segdsl.lowering.plain import words
from segdsl.lowering.plain.conditions import TESTS, missing_note, unasked
from segdsl.lowering.plain.events import sequence
from segdsl.lowering.plain.speaker import Speaker
from segdsl.lowering.plain.values import VALUES
from segdsl.rulebook.model import Add, Clause, Definition, Label, Learned, Let, Param, Rulebook, Score, Segment, Tag
from segdsl.rulebook.terms import And, Not, Or, Sequence, Term
from segdsl.syntax.values import Scalar

Params = Mapping[str, Scalar | tuple[Scalar, ...]]


def plain(definition: Definition, rulebook: Rulebook, language: Language, params: Params | None = None) -> str:
    """A definition in words, one line or more, without a line end. `params` override the values declared."""
    return "\n".join(_lines(_speaker(rulebook, language, params), definition))


def plain_term(term: Term, rulebook: Rulebook, language: Language, params: Params | None = None) -> str:
    """A condition or value in words."""
    return _speaker(rulebook, language, params).say(term)


def _speaker(rulebook: Rulebook, language: Language, params: Params | None) -> Speaker:
    return Speaker(rulebook, language, params or {}, VALUES, {**TESTS, Sequence: sequence})


def _lines(speaker: Speaker, definition: Definition) -> Iterator[str]:
    name = definition.title or definition.name
    match definition:
        case Param():
            yield _param(speaker, definition, name)
        case Let(term=term):
            yield speaker.word(words.LET, name=name, x=speaker.say(term))
        case Segment():
            yield from _segment(speaker, definition, name)
        case Tag():
            yield from _tag(speaker, definition, name)
        case Score():
            yield from _score(speaker, definition, name)
        case Learned():
            yield from _learned(speaker, definition, name)


def _param(speaker: Speaker, param: Param, name: str) -> str:
    value = speaker.constant(speaker.param(param.name), param.type.kind)
    if param.low is None or param.high is None:
        return speaker.word(words.PARAM_DEFINED, name=name, value=value)
    low, high = speaker.say(param.low), speaker.say(param.high)
    return speaker.word(words.PARAM_BOUNDED, name=name, value=value, low=low, high=high)


def _segment(speaker: Speaker, segment: Segment, name: str) -> Iterator[str]:
    yield speaker.word(words.SEGMENT if len(segment.clauses) > 1 else words.SEGMENT_ONE, name=name)
    for number, clause in enumerate(segment.clauses, start=1):
        yield from _clause(speaker, clause, f"{number}. ")


def _clause(speaker: Speaker, clause: Clause, mark: str) -> Iterator[str]:
    if clause.options:
        yield mark + _titled(speaker, clause.title, speaker.word(words.ANY_OF))
        for option in clause.options:
            yield f"   - {_titled(speaker, option.title, speaker.condition(option.condition))}"
        return
    said = _excluded(speaker, clause.condition) if clause.exclude else speaker.condition(clause.condition)
    yield mark + _titled(speaker, clause.title, said)


def _excluded(speaker: Speaker, condition: Term) -> str:
    """Of a single test the note says who is not excluded; of several joined, each says for itself when it fails."""
    said = speaker.condition(condition)
    if not isinstance(condition, And | Or | Not):
        out = missing_note(speaker, condition, words.MISSING_OUT)
        kept = missing_note(speaker, condition, words.MISSING_KEPT)
        said = said.removesuffix(out) + kept if out and said.endswith(out) else said
    return speaker.word(words.EXCLUDED, x=said)


def _titled(speaker: Speaker, title: str | None, said: str) -> str:
    return speaker.word(words.TITLED, title=title, x=said) if title else said


def _tag(speaker: Speaker, tag: Tag, name: str) -> Iterator[str]:
    yield speaker.word(words.TAG, name=name)
    names = unasked(speaker, [c.when for c in tag.classes if c.when is not None])
    missing = speaker.word(words.OR).join(names)
    rest = speaker.word(words.REST_AND_MISSING, names=missing) if names else speaker.word(words.REST)
    for number, class_ in enumerate(tag.classes, start=1):
        said = rest if class_.when is None else speaker.condition(class_.when)
        yield f"{number}. " + speaker.word(words.TITLED, title=class_.title or class_.name, x=said)
    if tag.classes[-1].when is not None:
        yield speaker.word(words.NO_CLASS)


def _score(speaker: Speaker, score: Score, name: str) -> Iterator[str]:
    if score.low is not None and score.high is not None:
        low, high = speaker.say(score.low), speaker.say(score.high)
        yield speaker.word(words.SCORE_RANGE, name=name, low=low, high=high)
    else:
        yield speaker.word(words.SCORE, name=name)
    for line in score.lines:
        yield f"- {_titled(speaker, line.title, _points(speaker, line))}"


def _points(speaker: Speaker, line: Add) -> str:
    amount = speaker.say(line.amount)
    if line.cap is not None:
        amount = speaker.word(words.CAPPED, amount=amount, cap=speaker.say(line.cap))
    points = ("+" if line.sign > 0 else "−") + amount
    if line.amount.type.optional:
        points += speaker.word(words.MISSING_AMOUNT)
    if line.when is None:
        return points
    return speaker.word(words.POINTS_IF, points=points, when=speaker.condition(line.when))


def _attached(speaker: Speaker, label: Label) -> str:
    """A label and which group it stands for."""
    if label.by is None:
        group = speaker.word(words.REST_OF_GROUPS)
    else:
        group = speaker.word(words.MOST if label.order == "most" else words.LEAST, x=speaker.say(label.by))
    return speaker.word(words.TITLED, title=label.title or label.name, x=group)


def _learned(speaker: Speaker, learned: Learned, name: str) -> Iterator[str]:
    features = speaker.join([speaker.say(feature) for feature in learned.features])
    common = {"name": name, "method": learned.method, "features": features}
    match learned.keyword:
        case "cluster":
            yield speaker.word(words.CLUSTER, **common)
            for label in learned.labels:
                yield f"- {_attached(speaker, label)}"
        case "model":
            assert learned.learn is not None
            yield speaker.word(words.MODEL, learn=speaker.say(learned.learn), **common)
        case "lookalike":
            assert learned.learn is not None
            yield speaker.word(words.LOOKALIKE, like=speaker.condition(learned.learn), **common)
        case "preference":
            table, field = learned.over or ("", "")
            horizon = speaker.constant(learned.horizon.value, Kind.DURATION) if learned.horizon else ""
            yield speaker.word(words.PREFERENCE, learn=speaker.field(table, field), horizon=horizon, **common)
