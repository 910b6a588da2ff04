"""The definition graph against brute force: components, cycles, what an error spoils."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from segdsl.rulebook.graph import components, cycles, spoiled

NAMES = "abcdefg"
GRAPHS = st.fixed_dictionaries({name: st.sets(st.sampled_from(NAMES + "z"), max_size=4) for name in NAMES})


def reachable(graph: dict[str, set[str]], start: str) -> set[str]:
    """The names that `start` leads to, itself only over a cycle."""
    found: set[str] = set()
    while (more := set().union(*(graph.get(n, set()) for n in found | {start})) & graph.keys()) - found:
        found |= more
    return found


@given(GRAPHS)
def test_components_are_the_names_that_lead_to_each_other_users_after_used(graph: dict[str, set[str]]) -> None:
    found = components(graph)
    reach = {name: reachable(graph, name) for name in graph}
    assert sorted(name for part in found for name in part) == sorted(graph)
    for part in found:
        assert all(set(part) - {name} <= reach[name] for name in part)
    before: set[str] = set()
    for part in found:
        assert all(graph[name] & graph.keys() <= before | set(part) for name in part)
        before |= set(part)


@given(GRAPHS)
def test_every_component_with_a_cycle_gives_a_real_one_through_its_first_name(graph: dict[str, set[str]]) -> None:
    position = {name: at for at, name in enumerate(graph)}
    found = cycles(graph, components(graph), position)
    for cycle in found:
        assert len(set(cycle)) == len(cycle)
        assert all(after in graph[name] for name, after in zip(cycle, [*cycle[1:], cycle[0]], strict=True))
        assert cycle[0] == min(cycle, key=position.__getitem__)
    looped = {name for name in graph if name in reachable(graph, name)}
    assert len(found) == len({frozenset(n for n in looped if n in reachable(graph, m)) for m in looped})


@given(GRAPHS, st.sets(st.sampled_from(NAMES)))
def test_an_error_spoils_all_that_lead_to_it(graph: dict[str, set[str]], broken: set[str]) -> None:
    assert spoiled(graph, broken) == broken | {name for name in graph if reachable(graph, name) & broken}
