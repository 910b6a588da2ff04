"""The graph of definitions: cycles, an order in which each stands after all it uses, and what an error spoils.

Everything here walks with explicit stacks: ten thousand chained definitions are one long path.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping

Graph = Mapping[str, Collection[str]]
"""From each name to the names it uses; used names that are no keys are ignored."""


def components(graph: Graph) -> list[list[str]]:
    """The strongly connected components, each after all it uses (Tarjan's algorithm, iterative)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    on_path: set[str] = set()
    path: list[str] = []
    found: list[list[str]] = []
    for start in graph:
        if start in index:
            continue
        work = [(start, iter(graph[start]))]
        index[start] = low[start] = len(index)
        path.append(start)
        on_path.add(start)
        while work:
            name, rest = work[-1]
            child = next((c for c in rest if c in graph and (c not in index or c in on_path)), None)
            if child is None:
                work.pop()
                if work:
                    parent = work[-1][0]
                    low[parent] = min(low[parent], low[name])
                if low[name] == index[name]:
                    found.append(_popped(path, on_path, name))
            elif child in index:
                low[name] = min(low[name], index[child])
            else:
                index[child] = low[child] = len(index)
                path.append(child)
                on_path.add(child)
                work.append((child, iter(graph[child])))
    return found


def _popped(path: list[str], on_path: set[str], name: str) -> list[str]:
    """The component that ends at `name`, taken off the path."""
    component: list[str] = []
    while True:
        member = path.pop()
        on_path.discard(member)
        component.append(member)
        if member == name:
            return component[::-1]


def cycles(graph: Graph, found: Iterable[list[str]], position: Mapping[str, int]) -> list[list[str]]:
    """One cycle per component that has any: a shortest one through its first member in source order."""
    result = []
    for component in found:
        first = min(component, key=position.__getitem__)
        if len(component) > 1 or first in graph[first]:
            result.append(_around(graph, set(component), first, position))
    return sorted(result, key=lambda cycle: position[cycle[0]])


def _around(graph: Graph, members: set[str], start: str, position: Mapping[str, int]) -> list[str]:
    """A shortest way from `start` back to it, found breadth first."""
    came_from: dict[str, str] = {}
    queue = deque([start])
    while queue:
        name = queue.popleft()
        for child in sorted(members.intersection(graph[name]), key=position.__getitem__):
            if child == start:
                way = [name]
                while way[-1] != start:
                    way.append(came_from[way[-1]])
                return way[::-1]
            if child not in came_from:
                came_from[child] = name
                queue.append(child)
    raise AssertionError("every member of a component lies on a cycle")


def spoiled(graph: Graph, broken: Iterable[str]) -> set[str]:
    """The names in `broken` and all that use them, directly or not."""
    users: dict[str, list[str]] = {}
    for name, uses in graph.items():
        for used in uses:
            users.setdefault(used, []).append(name)
    found = set(broken)
    work = list(found)
    while work:
        for user in users.get(work.pop(), ()):
            if user not in found:
                found.add(user)
                work.append(user)
    return found
