"""Checked items to a rulebook: what is usable, in which order, and everything that was found, placed in its file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from segdsl.diagnostics import Diagnostic, Related, Source, Span, Text
from segdsl.rulebook.check import Checked
from segdsl.rulebook.declare import Declarations, Entry
from segdsl.rulebook.graph import components, cycles, spoiled
from segdsl.rulebook.model import Definition, Origin, Rulebook
from segdsl.syntax import items

_ALSO = Text("part of the cycle", "循环的一环")


def assemble(
    declared: Declarations,
    entries: Sequence[Entry],
    checked: Sequence[Checked],
    parsed: Sequence[Diagnostic],
    sources: Mapping[str, Source],
) -> Rulebook:
    """The rulebook of all items."""
    environment = declared.environment
    named = _named(entries)
    graph = {name: checked[i].uses for name, i in named.items()}
    position = {name: at for at, name in enumerate(named)}
    parts = components(graph)
    found = cycles(graph, parts, position)
    looped = {name for part in parts if len(part) > 1 or part[0] in graph[part[0]] for name in part}
    faulty = {n for n, i in named.items() if checked[i].broken or not entries[i].located.complete}
    broken = spoiled(graph, faulty | looped | declared.repeated)
    definitions = {name: _definition(entries[i], checked[i]) for name, i in named.items() if name not in broken}
    usable = {name: found for name, found in definitions.items() if found is not None}
    findings = [entry.place(d) for entry, result in zip(entries, checked, strict=True) for d in result.diagnostics]
    findings += [_cycle(cycle, entries, named) for cycle in found]
    findings += _inferred(checked, sources)
    return Rulebook(
        profile=environment.profile,
        events=dict(environment.tables),
        channels=dict(environment.channels),
        definitions=usable,
        order=tuple(name for part in parts for name in part if name in usable),
        broken=frozenset(broken),
        diagnostics=_sorted((*parsed, *declared.diagnostics, *findings), sources),
        sources=dict(sources),
    )


def _named(entries: Sequence[Entry]) -> dict[str, int]:
    """The first item of each definition's name, in source order."""
    found: dict[str, int] = {}
    for position, entry in enumerate(entries):
        node = entry.node
        if isinstance(node, items.Definition) and not isinstance(node, items.Table | items.Channel):
            found.setdefault(node.name.text, position)
    return found


def _definition(entry: Entry, checked: Checked) -> Definition | None:
    """The definition with its place and what it uses."""
    if not isinstance(checked.result, Definition):
        return None
    located, name_span = entry.located, checked.result.origin.name_span
    origin = Origin(entry.file, located.offset, name_span, located.length, entry.theme, entry.dimension)
    return replace(checked.result, origin=origin, uses=checked.uses)


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


def _sorted(found: Sequence[Diagnostic], sources: Mapping[str, Source]) -> tuple[Diagnostic, ...]:
    """Findings in the order of their places."""
    order = {name: at for at, name in enumerate(sources)}
    return tuple(sorted(found, key=lambda d: (order.get(d.file or "", -1), d.span or Span(0, 0), d.code)))
