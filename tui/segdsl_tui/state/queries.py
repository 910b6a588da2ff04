"""Questions to a model that more than one pane asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from segdsl.diagnostics import Diagnostic, Severity
from segdsl_tui.state.model import Key, Place, State
from segdsl_tui.state.outline import SHOWN, entry_at, outline

if TYPE_CHECKING:
    from segdsl.rulebook.model import Definition

ORDER: tuple[Severity, ...] = ("error", "warning", "info")
"""Severities, the worst first."""


class Problem(NamedTuple):
    """A finding and its place in a file, lines and columns from 0. `end` is on the last line it covers."""

    diagnostic: Diagnostic
    file: str
    start: Place
    end: Place


def problems(state: State, file: str | None = None) -> tuple[Problem, ...]:
    """Findings with a place, of one file or all, in reading order. They are those of the last check."""
    if state.rulebook is None:
        return ()
    found = []
    for diagnostic in state.rulebook.diagnostics:
        name = diagnostic.file
        if name is None or diagnostic.span is None or (file is not None and name != file):
            continue
        source = state.rulebook.sources[name]
        start, end = source.position(diagnostic.span.start), source.position(diagnostic.span.end)
        places = Place(start.line - 1, start.column - 1), Place(end.line - 1, end.column - 1)
        found.append(Problem(diagnostic, name, *places))
    return tuple(sorted(found, key=lambda p: (p.file, p.start.line, p.start.column)))


def problem_at(state: State) -> Problem | None:
    """The finding the cursor is on, else the first and worst of its line."""
    line, column = state.cursor.line, state.cursor.column
    here = [p for p in problems(state, state.current) if p.start.line <= line <= p.end.line]
    touching = [p for p in here if (p.start.line, p.start.column) <= (line, column) <= (p.end.line, p.end.column)]
    worst = sorted(touching or here, key=lambda p: ORDER.index(p.diagnostic.severity))
    return worst[0] if worst else None


def next_problem(state: State) -> Problem | None:
    """The finding after the cursor; after the last one the first again. Errors come before anything else."""
    found = problems(state)
    errors = [p for p in found if p.diagnostic.severity == "error"]
    candidates = errors or [p for p in found if p.diagnostic.severity == "warning"] or list(found)
    here = (state.current or "", state.cursor.line, state.cursor.column)
    later = [p for p in candidates if (p.file, p.start.line, p.start.column) > here]
    return next(iter(later or candidates), None)


def count(state: State, severity: Severity) -> int:
    """How many findings of the last check are that serious."""
    return sum(d.severity == severity for d in state.rulebook.diagnostics) if state.rulebook else 0


def severities(state: State) -> Mapping[str, Severity]:
    """The worst that is said of each definition: errors and warnings alone."""
    worst: dict[str, Severity] = {}
    for problem in problems(state):
        severity = problem.diagnostic.severity
        entry = entry_at(outline(state.buffers[problem.file].text), problem.start.line) if (
            problem.file in state.buffers
        ) else None  # fmt: skip
        if entry is None or severity == "info":
            continue
        if ORDER.index(severity) < ORDER.index(worst.get(entry.name, "info")):
            worst[entry.name] = severity
    return worst


def is_constant(state: State, name: str) -> bool:
    """Whether a definition has one value for all: a param, a list, a duration."""
    definition = state.rulebook.definitions.get(name) if state.rulebook else None
    return definition is not None and not has_column(definition)


def has_column(definition: Definition) -> bool:
    """Whether a definition has a value per customer. The first screen needs no rulebook, and does not wait for one."""
    from segdsl.rulebook import model

    return model.has_column(definition)


def is_checked(state: State, names: Iterable[str]) -> bool:
    """Whether the definitions are known as they stand in the text now."""
    definitions = state.rulebook.definitions if state.rulebook else {}
    return state.checked == state.generation and all(name in definitions for name in names)


def title_of(state: State, name: str) -> str | None:
    """The title of a definition, as it is written at the moment."""
    entries = (entry for buffer in state.buffers.values() for entry in outline(buffer.text))
    return next((entry.title for entry in entries if entry.name == name and entry.kind in SHOWN), None)


def users_of(state: State, name: str) -> tuple[str, ...]:
    """The definitions that use one directly, in source order."""
    definitions = state.rulebook.definitions if state.rulebook else {}
    return tuple(user for user, definition in definitions.items() if name in definition.uses)


def place_of(state: State, key: Key) -> tuple[str, Place] | None:
    """Where in the rules a row of the tree stands."""
    if key[0] == "file":
        return key[1], Place()
    for name, buffer in state.buffers.items():
        for entry in outline(buffer.text):
            if key[0] in ("theme", "dimension"):
                if tuple(part or "" for part in (entry.theme, entry.dimension))[: len(key) - 1] == key[1:]:
                    return name, Place(entry.line)
            elif entry.name == key[1]:
                below = entry.text.splitlines()
                at = next((i for i, text in enumerate(below) if text.split()[:2] == ["class", key[-1]]), 0)
                return name, Place(entry.line + (at if key[0] == "class" else 0))
    return None


def recent(state: State) -> tuple[str, ...]:
    """The files, those looked at last first, the one in front last: so that the first is the one to go back to."""
    order = [name for name in (*state.recent, *state.buffers) if name in state.buffers and name != state.current]
    if state.current is not None and state.current in state.buffers:
        order.append(state.current)
    return tuple(dict.fromkeys(order))


def first_place(state: State, file: str) -> Place:
    """Where a file is best looked at first: its first segment, else its first definition, else its start."""
    shown = [entry for entry in outline(state.buffers[file].text) if entry.kind in SHOWN]
    first = next((entry for entry in shown if entry.kind == "segment"), next(iter(shown), None))
    return Place(first.line if first else 0)
