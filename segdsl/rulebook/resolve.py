"""The order in which items are checked: whatever an item needs to know the type of comes first.

Which names an item really uses is known only once it is checked (`silent` may be a class or a `let`). So the words of
its text are a first guess, and a check that meets a definition not checked yet is put off until that one is done. No
recursion: a chain of ten thousand definitions is a long list, not a deep stack.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

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
    done: dict[int, Checked] = {}
    guessed: set[int] = set()
    waiting: dict[int, int] = {}
    for start in range(len(entries)):
        stack = [start]
        while stack:
            current = stack[-1]
            if current in done:
                stack.pop()
            elif current not in guessed:
                guessed.add(current)
                words = memory.words(entries[current]) & environment.pending
                stack += [first[word] for word in words if first[word] not in guessed]
            else:
                _attempt(entries, environment, memory, _State(stack, done, waiting, first))
    memory.forget_unused()
    return [done[position] for position in range(len(entries))]


class _State:
    """The work list of `resolve`: who is to be checked, who has been, and who waits for whom."""

    def __init__(
        self, stack: list[int], done: dict[int, Checked], waiting: dict[int, int], first: Mapping[str, int]
    ) -> None:
        self.stack, self.done, self.waiting, self.first = stack, done, waiting, first


def _attempt(entries: Sequence[Entry], environment: Environment, memory: Memory, state: _State) -> None:
    """Check the item on top of the stack, or put what it needs above it; a cycle is cut by making that broken."""
    current = state.stack[-1]
    try:
        checked = memory.check(entries[current], environment)
    except Unready as unready:
        target = state.first[unready.name]
        if _leads_to(target, current, state.waiting):
            node = entries[target].node
            kind = pending_kind(node)
            assert kind is not None  # only such definitions are ever unready
            environment.publish(Entity(unready.name, kind, None))
        else:
            state.waiting[current] = target
            state.stack.append(target)
        return
    if not entries[current].located.complete:
        checked = unread(checked)
    state.done[current] = checked
    state.waiting.pop(current, None)
    state.stack.pop()
    if checked.entity is not None and state.first.get(checked.entity.name) == current:
        environment.publish(checked.entity)


def _leads_to(start: int, goal: int, waiting: Mapping[int, int]) -> bool:
    """Whether following who waits for whom leads from `start` to `goal`."""
    at: int | None = start
    while at is not None and at != goal:
        at = waiting.get(at)
    return at is not None
