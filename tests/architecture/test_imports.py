"""What a command does not need, it does not load: seen in a fresh process, as static graphs miss deferred imports."""

import subprocess
import sys

import pytest

from tests.architecture.headless import STARTS, Start

# Exit status is left to the command's own tests: click ends a process even when all is well.
PROBE = """
import sys
for name, statement in {statements!r}:
    try:
        exec(statement, {{}})
    except SystemExit:
        pass
    print(name, *sorted(set({without!r}) & set(sys.modules)), sep="|", file=sys.stderr)
"""
WITHOUT = {start.without: [one for one in STARTS if one.without == start.without] for start in STARTS}


@pytest.mark.parametrize("starts", WITHOUT.values(), ids=lambda starts: f"{starts[0].name} and the like")
def test_fresh_process_loads_nothing_heavy(starts: list[Start]) -> None:
    """Those that do without the same share a process: what none of them loads is not there after the last."""
    code = PROBE.format(statements=[(one.name, one.statement) for one in starts], without=starts[0].without)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert run.stderr.splitlines() == [one.name for one in starts]
