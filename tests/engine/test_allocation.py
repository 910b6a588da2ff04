"""Freed arrays are used again: their pages are there already."""

from __future__ import annotations

import subprocess
import sys

import pytest

FAULTS = """
import resource, sys
import numpy as np
from segdsl.engine.allocation import give_back, reuse_memory

def faults():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    np.empty(24_000_000, dtype=np.float32).view(np.uint8)[::4096] = 1
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

plain = [faults() for _ in range(3)][-1]
able = reuse_memory()
kept = [faults() for _ in range(3)][-1]
give_back()
again = faults()
print(int(able), plain, kept, again)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only the C library of Linux can be told")
def test_pages_are_not_asked_for_twice() -> None:
    """Pages are 4 KB, or 2 MB where the system makes them large: the ratios hold either way."""
    done = subprocess.run([sys.executable, "-c", FAULTS], capture_output=True, encoding="utf-8", check=True)
    able, plain, kept, again = map(int, done.stdout.split())
    if not able:
        pytest.skip("this C library cannot be told")
    assert kept <= plain / 4
    assert again > kept
