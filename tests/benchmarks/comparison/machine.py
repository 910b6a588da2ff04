"""What the figures were measured on: without it they say little."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

_FOR_EACH = 2_000  # bytes for each customer: about what the hungriest group of contenders has, all of them together
_LEFT = 8  # the eighth part of what is free is left to others
_TOUCH = r"import sys; b'\1' * int(sys.argv[1])"

PACKAGES = ("segdsl", "polars", "numpy", "duckdb", "chdb", "chdb-core")


def machine() -> dict[str, Any]:
    """Processors, memory in GB and system; load is None where the system does not tell."""
    return {
        "processors": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "processor": _processor(),
        "memory": _memory(),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "load": load(),
    }


def versions() -> dict[str, str]:
    """The versions of whatever is compared, as far as it is installed."""
    found = {}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def load() -> float | None:
    """How many processes wanted a processor during the last minute."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None


def touch_memory(customers: int) -> int:
    """Use once the memory that measuring at this size needs, as far as it is free; says how many bytes that were.

    A virtual machine may get its memory from the host only when it is first used, at a hundredth of memory's own speed.
    Who comes first would pay for it, and those after him not. Nothing is done where the system does not tell what is
    free.
    """
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    free = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemFree"))
    wanted = min(free - free // _LEFT, customers * _FOR_EACH)
    done = subprocess.run([sys.executable, "-c", _TOUCH, str(wanted)], check=False)
    return wanted if done.returncode == 0 else 0


def _memory() -> float | None:
    if not hasattr(os, "sysconf"):
        return None
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.processor())
