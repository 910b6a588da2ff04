"""The order in which items are checked: whatever an item needs to know the type of comes first.

Which names an item really uses is known only once it is checked (`silent` may be a class or a `let`). So the words of
its text are a first guess, and a check that meets a definition not checked yet is put off until that one is done. No
recursion: a chain of ten thousand definitions is a long list, not a deep stack.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from segdsl.rulebook.check import Checked, check_item, pending_kind, unread
from segdsl.rulebook.declare import Entry
from segdsl.rulebook.names import Entity, Environment, Lookups, Unready
from segdsl.syntax import items

_WORD = re.compile(r"\w+|`[^`\n]+`")


class Memory:
    """The results of the last check, kept per item text."""

    def __init__(self) -> None:
        self._last: dict[str, Checked] = {}
        self._next: dict[str, Checked] = {}
        self._words: dict[str, frozenset[str]] = {}

    def check(self, entry: Entry, environment: Environment) -> Checked:
        """The result for an item: the last one if all that it asked has the same answer, else a new one."""
        if not entry.located.complete:
            return unread(entry.node)  # never kept: what is lost depends on the text around it
        lookups = Lookups(environment)
        before = self._next.get(entry.key) or self._last.get(entry.key)
        if before is None or not lookups.still_hold(before.answers):
            before = check_item(entry.node, lookups)
        self._next[entry.key] = before
        return before

    def words(self, entry: Entry) -> frozenset[str]:
        """The words of an item's text: a superset of the names it may use."""
        if entry.key not in self._words:
            self._words[entry.key] = frozenset(word.strip("`") for word in _WORD.findall(entry.key))
        return self._words[entry.key]

    def forget_unused(self) -> None:
        """Keep only the results that the check just finished has used."""
        self._last, self._next = self._next, {}
        self._words = {key: words for key, words in self._words.items() if key in self._last}


def resolve(entries: Sequence[Entry], environment: Environment, memory: Memory) -> list[Checked]:
    """Check every item, in an order in which types are known when they are needed."""
    first: dict[str, int] = {}
    for position, entry in enumerate(entries):
        if isinstance(entry.node, items.Definition) and pending_kind(entry.node):
            first.setdefault(entry.node.name.text, position)
    work = _Work(entries, environment, memory, first)
    for start in range(len(entries)):
        work.stack.append(start)
        while work.stack:
            _step(work)
    memory.forget_unused()
    return [work.done[position] for position in range(len(entries))]


@dataclass(frozen=True, slots=True)
class _Work:
    """Items by their position: to be checked (`stack`), checked (`done`), looked at for words (`guessed`).

    `first` is where a pending name is defined; `waiting` maps an item to the one it was put off for.
    """

    entries: Sequence[Entry]
    environment: Environment
    memory: Memory
    first: Mapping[str, int]
    stack: list[int] = field(default_factory=list)
    done: dict[int, Checked] = field(default_factory=dict)
    guessed: set[int] = field(default_factory=set)
    waiting: dict[int, int] = field(default_factory=dict)


def _step(work: _Work) -> None:
    """One step on the item on top of the stack: drop it if it is done, put what it may need above it, or check it."""
    current = work.stack[-1]
    if current in work.done:
        work.stack.pop()
    elif current not in work.guessed:
        work.guessed.add(current)
        words = work.memory.words(work.entries[current]) & work.environment.pending
        work.stack.extend(sorted({work.first[word] for word in words} - work.guessed))
    else:
        _attempt(work, current)


def _attempt(work: _Work, current: int) -> None:
    """Check an item, or put what it needs above it; a cycle is cut by making that broken."""
    entry = work.entries[current]
    try:
        checked = work.memory.check(entry, work.environment)
    except Unready as unready:
        target = work.first[unready.name]
        if _leads_to(target, current, work.waiting):
            kind = pending_kind(work.entries[target].node)
            assert kind is not None  # only such definitions are ever unready
            work.environment.publish(Entity(unready.name, kind, None))
        else:
            work.waiting[current] = target
            work.stack.append(target)
        return
    work.done[current] = checked
    work.waiting.pop(current, None)
    if checked.entity is not None and work.first.get(checked.entity.name) == current:
        work.environment.publish(checked.entity)


def _leads_to(start: int, goal: int, waiting: Mapping[int, int]) -> bool:
    """Whether following who waits for whom leads from `start` to `goal`."""
    at: int | None = start
    while at is not None and at != goal:
        at = waiting.get(at)
    return at is not None
