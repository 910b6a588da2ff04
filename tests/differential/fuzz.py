"""Random cases by the thousand: `make fuzz CASES=10000`. Prints how many were run, how long it took, and every failure.

A failure shows the definition on which product and interpreter differ, with all that it uses, and the numbers that
reproduce the case; whoever finds one pins it down as a test of its own. Most cases have events and go through the front
door: as a project on disk with a snapshot or without, or in a session that remembers.
"""

from __future__ import annotations

import sys
import time
from collections import Counter

from tests.differential.comparing import difference
from tests.differential.opening import Layout, disagreement
from tests.differential.running import Run
from tests.differential.strategies import Case, Dice, random_case

SHOWN = 20
LAYOUTS = (None, Layout(), Layout(store=False), Layout(remember=True))
"""How cases are opened, in turns; those without events are evaluated in memory."""


def main(count: int, seed: int, first: int) -> int:
    """Run `count` cases of a seed from the `first` on; the exit code says whether all agree."""
    seen: Counter[str] = Counter()
    shown: set[str] = set()
    started = time.perf_counter()
    for number in range(first, first + count):
        layout = LAYOUTS[number % len(LAYOUTS)]
        case = random_case(Dice.seeded(seed, number), events=layout is not None)
        seen["events"] += sum(frame.height for frame in case.events.values())
        seen["customers"] += case.frame.height
        seen["definitions"] += len(case.items) - 1 - len(case.events)
        found = finding(case, layout)
        if found:
            seen["failures"] += 1
            subject = found.partition("\n")[2]
            if subject not in shown and len(shown) < SHOWN:
                shown.add(subject)
                print(f"--- SEED={seed} FIRST={number} CASES=1\n{found}", flush=True)
    seconds = time.perf_counter() - started
    print(
        f"{count} cases ({seen['definitions']} definitions, {seen['customers']} customers, {seen['events']} events) "
        f"in {seconds:.0f} s, seed {seed}: {seen['failures']} failures"
    )
    return 1 if seen["failures"] else 0


def finding(case: Case, layout: Layout | None) -> str | None:
    """What is wrong with a case, if anything is."""
    try:
        run = Run.of(case)
        return disagreement(run, layout) if case.events else difference(run)
    except Exception as problem:  # noqa: BLE001 - whatever goes wrong is a finding
        return f"{type(problem).__name__}: {problem}\n{case.rules}"


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:4])))
