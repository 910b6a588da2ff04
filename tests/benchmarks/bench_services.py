"""What an editor asks at every key, in a file of two thousand lines, beside a check of that file after the key."""

from __future__ import annotations

import re
from statistics import median

from segdsl.diagnostics import Source
from segdsl.rulebook import Checker
from segdsl.services.completion import complete
from segdsl.services.hover import hover
from segdsl.services.navigation import references
from segdsl.services.rename import rename
from segdsl.services.workspace import Workspace
from tests.benchmarks.bench_check import long_file, seconds


def test_services_cost_a_small_part_of_a_check() -> None:
    text = long_file(2000)
    checker = Checker()
    source = Source("rules.seg", text)
    workspace = Workspace.of([source], checker.check([source]))
    ends = [m.end() for m in re.finditer(r"(?<== )\w{3}", text)][::7]
    keys = [(Source("rules.seg", text[:end] + text[end + 1 :]), end) for end in ends]
    checks = [seconds(lambda s=typed: checker.check([s])) for typed, _ in keys[:10]]  # type: ignore[misc]
    edited = [(workspace.edited(typed), end) for typed, end in keys]
    completions = [seconds(lambda w=w, e=end: complete(w, "rules.seg", e)) for w, end in edited]  # type: ignore[misc]
    fresh = [workspace.edited(typed) for typed, _ in keys]
    hovers = [seconds(lambda w=w, e=end: hover(w, "rules.seg", e, "zh")) for w, end in zip(fresh, ends, strict=True)]  # type: ignore[misc]
    uses = [seconds(lambda e=end: references(workspace, "rules.seg", e)) for end in ends]  # type: ignore[misc]
    renames = [seconds(lambda e=end: rename(workspace, "rules.seg", e, "newname")) for end in ends[:10]]  # type: ignore[misc]
    figures = {
        "check after a key": checks,
        "completion": completions,
        "hover after a key": hovers,
        "references": uses,
        "rename": renames,
    }
    shown = (f"{what} {median(times) * 1000:.1f} ({max(times) * 1000:.0f}) ms" for what, times in figures.items())
    print(f"\n{text.count(chr(10)):,} lines, median (slowest) of {len(keys)} places: {', '.join(shown)}")
    assert median(completions) < median(checks) / 5
    assert median(hovers) < median(checks)
