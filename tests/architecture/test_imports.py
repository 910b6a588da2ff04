"""What a command does not need, it does not load: seen in a fresh process, as static graphs miss deferred imports."""

import subprocess
import sys

import pytest

from tests.architecture.headless import STARTS, Start

# Exit status is left to the command's own tests: click ends a process even when all is well.
PROBE = """
import sys
try:
    {statement}
except SystemExit:
    pass
print(*sorted(set({without!r}) & set(sys.modules)), file=sys.stderr)
"""


@pytest.mark.parametrize("start", STARTS, ids=lambda start: start.name)
def test_fresh_process_loads_nothing_heavy(start: Start) -> None:
    code = PROBE.format(statement=start.statement, without=start.without)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert run.stderr.split() == []
