"""Checked items to a rulebook: what is usable, in which order, and everything that was found, placed in its file."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace

from segdsl.diagnostics import Diagnostic, Related, Source, Span, Text
from segdsl.rulebook.actions import Assertion, Campaign, Test, Unusable
from segdsl.rulebook.check import Checked
from segdsl.rulebook.contract import LEDGER
from segdsl.rulebook.declare import Declarations, Entry
from segdsl.rulebook.goals import windows_in_goals
from segdsl.rulebook.graph import components, cycles, spoiled
from segdsl.rulebook.model import Definition, Rulebook, Table
from segdsl.rulebook.origin import Origin
from segdsl.syntax import items

_ALSO = Text("part of the cycle", "循环的一环")


def assemble(
    declared: Declarations,
    entries: Sequence[Entry],
    checked: Sequence[Checked],
    parsed: Sequence[Diagnostic],
    sources: Mapping[str, Source],
    places: Places,
) -> Rulebook:
    """The rulebook of all items."""
    environment = declared.environment
    named = _named(entries)
    graph = {name: checked[i].uses for name, i in named.items()}
    position = {name: at for at, name in enumerate(named)}
    parts = components(graph)
    found = cycles(graph, parts, position)
    looped = {name for part in parts if len(part) > 1 or part[0] in graph[part[0]] for name in part}
    faulty = {n for n, i in named.items() if checked[i].broken or not entries[i].located.sound}
    if environment.profile is not None and not environment.profile.key:
        faulty |= named.keys()  # without a key there are no customers to speak of
    broken = spoiled(graph, faulty | looped | declared.repeated)
    sound = {name: places.of(entries[i], checked[i]) for name, i in named.items() if name not in broken}
    definitions = {name: found for name, found in sound.items() if isinstance(found, Definition)}
    nameless = [
        places.of(entry, result)
        for entry, result in zip(entries, checked, strict=True)
        if isinstance(result.result, Test | Assertion) and _usable(entry, result, broken)
    ]
    findings = [entry.place(d) for entry, result in zip(entries, checked, strict=True) for d in result.diagnostics]
    findings += [_cycle(cycle, entries, named) for cycle in found]
    findings += _inferred(checked, sources)
    campaigns = {name: found for name, found in sound.items() if isinstance(found, Campaign)}
    windows = {name: list(windows_in_goals(checked[i].goals, definitions)) for name, i in named.items()}
    findings += [entries[named[name]].place(d) for name, found in windows.items() for d in found]
    broken |= {name for name, found in windows.items() if found}
    places.forget_unused()
    return Rulebook(
        profile=environment.profile,
        events=_tables(environment.tables, checked),
        channels=dict(environment.channels),
        definitions=definitions,
        order=tuple(name for part in parts for name in part if name in definitions),
        broken=frozenset(broken),
        diagnostics=in_order((*parsed, *declared.diagnostics, *findings), sources),
        sources=dict(sources),
        campaigns={name: found for name, found in campaigns.items() if name not in broken},
        tests=tuple(found for found in nameless if isinstance(found, Test)),
        assertions=tuple(found for found in nameless if isinstance(found, Assertion)),
        unusable=tuple(_unusable(entries, checked, broken, sources)),
    )


def _named(entries: Sequence[Entry]) -> dict[str, int]:
    """The first item of each definition's name, in source order."""
    found: dict[str, int] = {}
    for position, entry in enumerate(entries):
        node = entry.node
        if isinstance(node, items.Definition) and not isinstance(node, items.Table | items.Channel):
            found.setdefault(node.name.text, position)
    return found


def _usable(entry: Entry, checked: Checked, broken: set[str]) -> bool:
    return not checked.broken and entry.located.sound and broken.isdisjoint(checked.uses)


def _unusable(
    entries: Sequence[Entry], checked: Sequence[Checked], broken: set[str], sources: Mapping[str, Source]
) -> Iterator[Unusable]:
    """The tests and assertions that cannot run: nobody shall take them for passed."""
    for entry, result in zip(entries, checked, strict=True):
        node, located = entry.node, entry.located
        if not isinstance(node, items.Test | items.Assertion) or _usable(entry, result, broken):
            continue
        span = node.title.span if node.title is not None else node.span
        written = sources[entry.file].text[located.offset : located.offset + located.length]
        title = node.title.value if node.title is not None else " ".join(written.split())
        origin = Origin(entry.file, located.offset, span, located.length, entry.theme, entry.dimension)
        used = tuple(sorted(broken & result.uses))
        yield Unusable("test" if isinstance(node, items.Test) else "assert", title, origin, used)


_Placed = Definition | Campaign | Test | Assertion


class Places:
    """Puts the results of checks in their places; what stands where it stood at the last check is handed out again."""

    def __init__(self) -> None:
        self._last: dict[Hashable, tuple[Checked, _Placed]] = {}
        self._next: dict[Hashable, tuple[Checked, _Placed]] = {}

    def of(self, entry: Entry, checked: Checked) -> _Placed | None:
        """The result with its place and what it uses; None for what the checked item does not define."""
        result, located = checked.result, entry.located
        if not isinstance(result, _Placed):
            return None
        place = (entry.file, located.offset, entry.theme, entry.dimension)
        before, placed = self._last.get(place, (None, None))
        if before is not checked or placed is None:
            span = result.origin.name_span
            origin = Origin(entry.file, located.offset, span, located.length, entry.theme, entry.dimension)
            placed = replace(result, origin=origin, uses=checked.uses)
        self._next[place] = checked, placed
        return placed

    def forget_unused(self) -> None:
        """Keep only what was handed out since the last time."""
        self._last, self._next = self._next, {}


def _tables(tables: Mapping[str, Table], checked: Sequence[Checked]) -> dict[str, Table]:
    """The events tables; the built-in ledger only where some rule reads it."""
    reads_ledger = any(("table", LEDGER) in result.answers for result in checked)
    return {name: table for name, table in tables.items() if name != LEDGER or reads_ledger}


def _cycle(cycle: list[str], entries: Sequence[Entry], named: Mapping[str, int]) -> Diagnostic:
    """The error that names the whole cycle, at its first definition in source order."""
    spots = []
    for name in cycle:
        entry = entries[named[name]]
        assert isinstance(entry.node, items.Definition)
        spots.append((entry, entry.node.name.span))
    related = tuple(Related(_ALSO, entry.file, span.shifted(entry.located.offset)) for entry, span in spots[1:])
    entry, span = spots[0]
    return replace(entry.place(Diagnostic("cycle", {"path": " → ".join([*cycle, cycle[0]])}, span)), related=related)


def _inferred(checked: Sequence[Checked], sources: Mapping[str, Source]) -> list[Diagnostic]:
    """One note that unknown names were taken for fields, for want of a data contract."""
    names = sorted({name for result in checked for name in result.inferred})
    if not names:
        return []
    shown = ", ".join(names[:8]) + (", …" if len(names) > 8 else "")
    return [Diagnostic("contract-inferred", {"names": shown}, None, next(iter(sources), None))]


def in_order(found: Sequence[Diagnostic], sources: Mapping[str, Source]) -> tuple[Diagnostic, ...]:
    """Findings in the order of their places."""
    order = {name: at for at, name in enumerate(sources)}
    return tuple(sorted(found, key=lambda d: (order.get(d.file or "", -1), d.span or Span(0, 0), d.code)))
