"""Events and stretches of time in words."""

from __future__ import annotations

from segdsl.lowering.plain import words
from segdsl.lowering.plain.speaker import Speaker
from segdsl.rulebook.terms import Sequence, Term, Window


def window(speaker: Speaker, term: Window) -> str:
    """A stretch of time."""
    if term.dates is not None:
        low, high = (speaker.say(bound) for bound in term.dates)
        return speaker.word(words.WINDOW_DATES, low=low, high=high)
    assert term.far is not None
    far = speaker.say(term.far)
    if term.near is None:
        return speaker.word(words.WINDOW_LAST, far=far)
    return speaker.word(words.WINDOW_AGO, near=speaker.say(term.near), far=far)


def events(speaker: Speaker, table: str, where: Term | None) -> str:
    """The events of a table, or those of them that fit."""
    name = speaker.table(table)
    return speaker.word(words.EVENTS, table=name, where=speaker.condition(where)) if where else name


def sequence(speaker: Speaker, term: Sequence, holds: bool) -> str:
    """Events that follow one another."""
    said = ""
    for index, step in enumerate(term.steps):
        what = events(speaker, step.table, step.where)
        if index == 0:
            said = speaker.word(words.STEP_FIRST, events=what)
        elif step.forbidden:
            said += speaker.word(words.STEP_WITHOUT) + what
        else:
            said += speaker.word(words.STEP_THEN) + speaker.word(words.STEP_NEXT, events=what)
    gap = speaker.word(words.GAP, gap=speaker.say(term.max_gap)) if term.max_gap else ""
    span = window(speaker, term.window) if term.window else ""
    after = f", {span}" if span else ""
    whole = f"{span}{said}{gap}" if speaker.language == "zh" else f"{said}{gap}{after}"
    return whole if holds else speaker.word(words.NO_SEQUENCE, x=whole)
