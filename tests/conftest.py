"""The same surroundings for every test, whatever the shell it is started from looks like."""

import atexit
import gc
import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import settings

# Messages in English unless a test asks otherwise; tables as wide as a common terminal; colour as the output allows.
FIXED = {"LANG": "en_US.UTF-8", "COLUMNS": "100", "TZ": "UTC"}
REMOVED = (
    *("LC_ALL", "LC_MESSAGES", "LANGUAGE", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "LINES"),
    "PYTHONDONTWRITEBYTECODE",  # a hundred processes are started: what one compiled, the next need not
)

# Thousands of small projects are written and removed again: a disk waits for each of their files, memory does not.
MEMORY = Path("/dev/shm")
ROOM = 2 * 2**30  # bytes; a run leaves far less at once

# No deadline: no test looks at the clock. The default run is the same on every machine; `--hypothesis-profile=explore`
# looks for new counterexamples, and whoever finds one pins it with @example.
settings.register_profile("default", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=10_000, print_blob=True)
settings.load_profile("default")


def pytest_configure() -> None:
    """Fix the environment before anything reads it; processes that tests start inherit it."""
    for name in REMOVED:
        os.environ.pop(name, None)
    os.environ.update(FIXED)
    if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None  # to be asked for anew
    gc.set_threshold(100_000, 50, 100)


def pytest_collection_finish() -> None:
    """Libraries and tests stay: looking for garbage among them took a fifth of the time."""
    gc.freeze()


@atexit.register
def end_at_once() -> None:
    """A worker of a parallel run is not taken apart when it has said all: that takes a second, and is not quiet.

    The bindings of DuckDB may list every object still alive on stderr: eighty lines after the result.
    """
    if "PYTEST_XDIST_WORKER" in os.environ:
        os._exit(0)
    gc.unfreeze()  # else those bindings find all that they made alive, and list it
