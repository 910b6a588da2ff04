"""From a model and an event to the next model. Nothing here waits, reads or draws."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from segdsl.rulebook.model import Rulebook
from segdsl_tui.state import events as e
from segdsl_tui.state.model import Buffer, Facts, State
from segdsl_tui.state.outline import SHOWN, edited, entry_at, outline


def update(state: State, event: e.Event) -> State:
    """The model after an event."""
    match event:
        case e.Typed():
            return _typed(state, event)
        case e.Moved(file, place):
            return _focused(replace(state, current=file, cursor=place))
        case e.Toggled(key):
            return replace(state, toggled=state.toggled ^ {key})
        case e.Saved(file, text):
            buffer = replace(state.buffers[file], saved=text, conflict=False)
            return replace(state, buffers={**state.buffers, file: buffer})
        case e.Read():
            return _read(state, event)
        case e.Checked():
            return _checked(state, event)
        case e.Counted() | e.Detailed():
            return _measured(state, event)
        case e.Opened() | e.SaveFailed():
            return state
        case e.Failed(diagnostics):
            return replace(state, trouble=diagnostics)
        case e.Reopened():
            return replace(_aged(state, None), generation=state.generation + 1, trouble=())


# ---- edits -----------------------------------------------------------------------------------------------------------


def _typed(state: State, event: e.Typed) -> State:
    buffer = state.buffers.get(event.file)
    if buffer is None or buffer.text == event.text:
        return state
    aged = _aged(state, edited(buffer.text, event.text))
    buffers = {**state.buffers, event.file: replace(buffer, text=event.text)}
    return _focused(replace(aged, buffers=buffers, generation=state.generation + 1))


def _aged(state: State, names: frozenset[str] | None) -> State:
    """Mark as counted for an earlier text what depends on the definitions named, or everything."""
    touched = state.sizes.keys() | state.details.keys() if names is None else dependents(state.rulebook, names)
    refusals = {name: said for name, said in state.refusals.items() if names is not None and name not in touched}
    return replace(state, stale=state.stale | touched, outdated=state.outdated | touched, refusals=refusals)


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


# ---- results ---------------------------------------------------------------------------------------------------------


def _checked(state: State, event: e.Checked) -> State:
    if event.generation < state.checked:
        return state
    rulebook = event.rulebook
    known = {entry.name for buffer in state.buffers.values() for entry in outline(buffer.text)}
    # Who uses an edited definition may only be known now, such as after a misspelt name was put right.
    return replace(
        state,
        rulebook=rulebook,
        checked=event.generation,
        stale=dependents(rulebook, state.stale | rulebook.broken),
        outdated=dependents(rulebook, state.outdated | rulebook.broken),
        sizes={name: item for name, item in state.sizes.items() if name in known},
        details={name: item for name, item in state.details.items() if name in known},
    )


def _measured(state: State, event: e.Counted | e.Detailed) -> State:
    """Take over results of the text as it is now; what could not be counted keeps its last one, marked stale."""
    if event.generation != state.generation:
        return state
    return _counted(state, event) if isinstance(event, e.Counted) else _detailed(state, event)


def _counted(state: State, event: e.Counted) -> State:
    preview = event.preview
    counted = {item.name: item for item in preview.items}
    return replace(
        state,
        sizes={**state.sizes, **counted},
        stale=state.stale - counted.keys(),
        facts=Facts(preview.as_of, preview.universe, preview.warnings, event.seconds),
        trouble=(),
    )


def _detailed(state: State, event: e.Detailed) -> State:
    if event.item is None:
        return replace(state, refusals={**state.refusals, event.name: event.refusal})
    refusals = {name: said for name, said in state.refusals.items() if name != event.name}
    details = {**state.details, event.name: event.item}
    return replace(state, details=details, outdated=state.outdated - {event.name}, refusals=refusals)
