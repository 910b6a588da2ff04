"""Random cases by the thousand: `make fuzz CASES=10000`. Prints how many were run, how long it took, and every failure.

A failure shows the definition on which product and interpreter differ, with all that it uses, and the seed that
reproduces the run; whoever finds one pins it down as a test of its own.
"""

from __future__ import annotations

import sys
import time
from collections import Counter

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.differential.comparing import difference
from tests.differential.running import Run
from tests.differential.strategies import Case, cases

SHOWN = 20


def main(count: int, number: int) -> int:
    """Run `count` cases drawn from `number` as seed; the exit code says whether all agree."""
    seen: Counter[str] = Counter()
    shown: set[str] = set()
    started = time.perf_counter()

    @seed(number)
    @settings(
        max_examples=count,
        deadline=None,
        phases=[Phase.generate],
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(cases())
    def run(case: Case) -> None:
        seen["cases"] += 1
        seen["rows"] += case.frame.height
        seen["definitions"] += len(case.items) - 1
        try:
            found = difference(Run.of(case))
        except Exception as problem:  # noqa: BLE001 - whatever goes wrong is a finding
            found = f"{type(problem).__name__}: {problem}\n{case.rules}"
        if found:
            seen["failures"] += 1
            subject = found.partition("\n")[2]
            if subject not in shown and len(shown) < SHOWN:
                shown.add(subject)
                print(f"--- case {seen['cases']}\n{found}", flush=True)

    run()
    seconds = time.perf_counter() - started
    print(
        f"{seen['cases']} cases ({seen['definitions']} definitions, {seen['rows']} customers) in {seconds:.0f} s, "
        f"seed {number}: {seen['failures']} failures"
    )
    return 1 if seen["failures"] else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
