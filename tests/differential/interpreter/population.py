"""Places among all customers (LANGUAGE section 12, Population), by counting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.differential.interpreter.contract import Value


@dataclass(frozen=True)
class Member:
    """A customer as population functions see them."""

    key: Value
    value: Value
    group: Value = None


def percentile(me: Member, peers: Sequence[Member]) -> float:
    """(r − 1)/(n − 1), r the lowest rank among ties; 0 of a single one."""
    below = sum(peer.value < me.value for peer in peers)
    return below / (len(peers) - 1) if len(peers) > 1 else 0.0


def rank(me: Member, peers: Sequence[Member]) -> int:
    """1 = highest; of equals the smaller key comes first."""
    higher = [peer for peer in peers if peer.value > me.value]
    before = [peer for peer in peers if peer.value == me.value and peer.key < me.key]
    return 1 + len(higher) + len(before)


def ntile(me: Member, peers: Sequence[Member], tiles: int) -> int:
    """Which of `tiles` parts by ascending value, then key; the first parts take the remainder, one customer each."""
    before = sum((peer.value, peer.key) < (me.value, me.key) for peer in peers)
    size, larger = divmod(len(peers), tiles)
    tile, end = 0, 0
    while end <= before:
        end += size + (tile < larger)
        tile += 1
    return tile


def places(function: str, members: Sequence[Member], tiles: int | None) -> list[Value]:
    """What `function` gives for each member; missing where the value is."""
    found: list[Value] = []
    for me in members:
        peers = [peer for peer in members if peer.value is not None and peer.group == me.group]
        if me.value is None:
            found.append(None)
        elif function == "ntile":
            assert tiles is not None
            found.append(ntile(me, peers, tiles))
        else:
            found.append(percentile(me, peers) if function == "percentile" else rank(me, peers))
    return found
