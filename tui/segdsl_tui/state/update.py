"""From a model and an event to the next model. Nothing here waits, reads or draws."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from segdsl_tui.state import events as e
from segdsl_tui.state.model import Buffer, Facts, State
from segdsl_tui.state.outline import SHOWN, edited, entry_at, outline
from segdsl_tui.state.queries import first_place
from segdsl_tui.state.tour import toured

if TYPE_CHECKING:
    from segdsl.rulebook.model import Rulebook
    from segdsl_tui.state.questions import Answer, Question

    Answers = Mapping[Question[Any], Answer[Any]]

_TRAIL = 100  # jumps that one can go back
_ANSWERS = 500  # kept beside the newest one


def update(state: State, event: e.Event) -> State:
    """The model after an event."""
    after = _STEPS[type(event)](state, event)
    return after if after.tour is None else toured(state, after, event.action if isinstance(event, e.Did) else "")


def opened(state: State, event: e.Event) -> State:
    """The model that the app starts with, after its files were read or could not be."""
    state = update(state, event)
    return update(state, e.Moved(state.current, first_place(state, state.current))) if state.current else state


def _moved(state: State, event: e.Moved) -> State:
    recent = state.recent
    if state.current != event.file:
        seen = dict.fromkeys(name for name in (event.file, state.current, *recent) if name is not None)
        recent = tuple(seen)
    return _focused(replace(state, current=event.file, cursor=event.place, recent=recent))


def _departed(state: State, _: e.Departed) -> State:
    here = ((state.current, state.cursor),) if state.current is not None else ()
    return replace(state, trail=(*state.trail, *here)[-_TRAIL:])


def _saved(state: State, event: e.Saved) -> State:
    buffer = replace(state.buffers[event.file], saved=event.text, conflict=False)
    return replace(state, buffers={**state.buffers, event.file: buffer})


def _reopened(state: State, event: e.Reopened) -> State:
    return replace(_aged(state, None), generation=state.generation + 1, trouble=())


def _fitted(state: State, event: e.Fitted) -> State:
    """All that depends on what was learned is to be counted anew."""
    return replace(_aged(state, frozenset({event.name})), generation=state.generation + 1)


def _dated(state: State, event: e.Dated) -> State:
    return replace(state, day=event.day)


# ---- edits -----------------------------------------------------------------------------------------------------------


def _typed(state: State, event: e.Typed) -> State:
    buffer = state.buffers.get(event.file)
    if buffer is None or buffer.text == event.text:
        return state
    aged = _aged(state, edited(buffer.text, event.text))
    buffers = {**state.buffers, event.file: replace(buffer, text=event.text)}
    return _focused(replace(aged, buffers=buffers, generation=state.generation + 1))


def _restored(state: State, event: e.Restored) -> State:
    """As typed; where the file is gone, saving makes it anew."""
    if event.file in state.buffers:
        return _typed(state, e.Typed(event.file, event.text))
    aged = _aged(state, edited("", event.text))
    buffers = {**state.buffers, event.file: Buffer(event.file, event.text, "", conflict=True)}
    return replace(aged, buffers=buffers, generation=state.generation + 1)


def _aged(state: State, names: frozenset[str] | None) -> State:
    """Mark as counted for an earlier text what depends on the definitions named, or everything."""
    touched = None if names is None else dependents(state.rulebook, names)
    stale = state.stale | (state.sizes.keys() if touched is None else touched)
    return replace(state, stale=stale, answers=_marked(state.answers, touched))


def _marked(answers: Answers, touched: frozenset[str] | None) -> Answers:
    """The answers, stale where they depend on one of the definitions; all of them without."""
    return {
        question: replace(answer, stale=True) if touched is None or question.names & touched else answer
        for question, answer in answers.items()
    }


def dependents(rulebook: Rulebook | None, names: Iterable[str]) -> frozenset[str]:
    """The names and every definition that uses one of them, directly or through others."""
    found = set(names)
    definitions = rulebook.definitions if rulebook else {}
    for name in rulebook.order if rulebook else ():
        if definitions[name].uses & found:
            found.add(name)
    return frozenset(found)


def _focused(state: State) -> State:
    """The preview follows the cursor; between definitions it stays with the last one."""
    buffer = state.buffer
    entry = entry_at(outline(buffer.text), state.cursor.line) if buffer else None
    if entry is None or entry.kind not in SHOWN:
        return state
    return replace(state, focus=entry.name)


# ---- files -----------------------------------------------------------------------------------------------------------


def _read(state: State, event: e.Read) -> State:
    """Take over what others changed on disk; a file with unsaved changes keeps them and is in conflict instead."""
    buffers: dict[str, Buffer] = {}
    touched: frozenset[str] | None = frozenset()
    for source in event.sources:
        old = state.buffers.get(source.name)
        text = old.text if old is not None and old.unsaved and old.text != source.text else source.text
        changed_under_us = old is not None and source.text not in (old.saved, text)
        conflict = changed_under_us or (old is not None and old.conflict and text != source.text)
        buffers[source.name] = Buffer(source.name, text, source.text, conflict)
        touched = _together(touched, edited(old.text if old else "", text))
    for name, old in state.buffers.items():
        if name not in buffers and old.unsaved:
            buffers[name] = replace(old, saved="", conflict=True)  # deleted by others: saving writes it again
        elif name not in buffers:
            touched = _together(touched, edited(old.text, ""))
    texts = {name: buffer.text for name, buffer in buffers.items()}
    same = texts == {name: buffer.text for name, buffer in state.buffers.items()}
    with_definitions = (name for name, text in texts.items() if any(x.kind in SHOWN for x in outline(text)))
    current = state.current if state.current in buffers else next(with_definitions, next(iter(buffers), None))
    generation = state.generation if same else state.generation + 1
    return _focused(replace(_aged(state, touched), buffers=buffers, current=current, generation=generation))


def _together(a: frozenset[str] | None, b: frozenset[str] | None) -> frozenset[str] | None:
    return None if a is None or b is None else a | b


# ---- views -----------------------------------------------------------------------------------------------------------


def _sorted(state: State, event: e.Sorted) -> State:
    """By a column, once more: downwards, and then by key again."""
    if state.focus is None:
        return state
    orders = dict(state.choices.orders)
    column, downwards = orders.pop(state.focus, (None, False))
    if column != event.column or not downwards:
        orders[state.focus] = (event.column, column == event.column)
    return replace(state, choices=replace(state.choices, orders=orders, pages=(0, 0)))


def _head_moved(state: State, _: e.HeadMoved) -> State:
    """What was compared with the last commit is to be compared with another one."""
    from segdsl_tui.state.questions import AtHead  # nothing of it is on the first screen

    answers = {q: replace(a, stale=True) if isinstance(q, AtHead) else a for q, a in state.answers.items()}
    return replace(state, answers=answers)


# ---- results ---------------------------------------------------------------------------------------------------------


def _checked(state: State, event: e.Checked) -> State:
    if event.generation < state.checked:
        return state
    rulebook = event.rulebook
    known = {entry.name for buffer in state.buffers.values() for entry in outline(buffer.text)}
    # Who uses an edited definition may only be known now, such as after a misspelt name was put right.
    stale = dependents(rulebook, state.stale | rulebook.broken)
    answers = {question: answer for question, answer in state.answers.items() if question.names <= known}
    return replace(
        state,
        rulebook=rulebook,
        workspace=event.workspace,
        checked=event.generation,
        stale=stale,
        sizes={name: item for name, item in state.sizes.items() if name in known},
        answers=_marked(answers, stale),
    )


def _counted(state: State, event: e.Counted) -> State:
    """Take over sizes of the text as it is now; what has an error keeps its last one, marked stale.

    All else has been counted, or has no size (any more): params, what is retired.
    """
    if event.generation != state.generation:
        return state
    preview = event.preview
    counted = {item.name: item for item in preview.items}
    broken = state.rulebook.broken if state.rulebook else frozenset()
    return replace(
        state,
        sizes={name: item for name, item in state.sizes.items() if name in broken} | counted,
        stale=(state.stale & broken) - counted.keys(),
        facts=Facts(preview.as_of, preview.universe, preview.warnings, event.seconds),
        trouble=(),
    )


def _answered(state: State, event: e.Answered) -> State:
    """Take over an answer for the text as it is now; of very many, those found first are forgotten."""
    if event.generation != state.generation:
        return state
    others = {question: answer for question, answer in state.answers.items() if question != event.question}
    kept = list(others.items())[-_ANSWERS:]
    return replace(state, answers={**dict(kept), event.question: event.answer})


_STEPS: Mapping[type[e.Event], Callable[[State, Any], State]] = {
    e.Typed: _typed,
    e.Moved: _moved,
    e.Departed: _departed,
    e.Restored: _restored,
    e.Returned: lambda state, _: replace(state, trail=state.trail[:-1]),
    e.Toggled: lambda state, event: replace(state, toggled=state.toggled ^ {event.key}),
    e.Arranged: lambda state, event: replace(state, arranged=event.by),
    e.Sought: lambda state, event: replace(state, sought=event.words.strip()),
    e.Tabbed: lambda state, event: replace(state, tab=event.tab),
    e.Chose: lambda state, event: replace(state, choices=event.choices),
    e.Saved: _saved,
    e.SaveFailed: lambda state, _: state,
    e.Read: _read,
    e.Opened: lambda state, _: replace(state, outdated=False),
    e.Outdated: lambda state, _: replace(state, outdated=True),
    e.Checked: _checked,
    e.Counted: _counted,
    e.Sorted: _sorted,
    e.Answered: _answered,
    e.Failed: lambda state, event: replace(state, trouble=event.diagnostics),
    e.Reopened: _reopened,
    e.Fitted: _fitted,
    e.HeadMoved: _head_moved,
    e.Kept: lambda state, event: replace(state, kept=event.files),
    e.Dated: _dated,
    e.Did: lambda state, _: state,
    e.Toured: lambda state, event: replace(state, tour=0 if event.on else None),
}
