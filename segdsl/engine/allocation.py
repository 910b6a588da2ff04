"""Memory that large arrays gave back is used again, rather than asked of the system anew.

The C library hands every array of more than 32 MB back at once, and the next one comes as pages that are not there yet:
at ten million customers that is each array of numbers, and filling in the pages takes a third of the time of counting.
"""

from __future__ import annotations

import ctypes
import sys
from functools import cache

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # as mallopt(3) names them
_LARGE = 2**30  # bytes: what is larger is still handed back at once
_SPARE = 2**31 - 1  # bytes: what is free beyond that is handed back


@cache
def reuse_memory() -> bool:
    """Have the process keep what it frees, up to 2 GB; says whether the C library can. Asked for once.

    Only numpy's arrays are concerned: polars has an allocator of its own, which does so anyway.
    """
    mallopt = getattr(_library(), "mallopt", None)
    return mallopt is not None and bool(mallopt(_MMAP_THRESHOLD, _LARGE) and mallopt(_TRIM_THRESHOLD, _SPARE))


def give_back() -> None:
    """Hand everything that is free back to the system."""
    trim = getattr(_library(), "malloc_trim", None)
    if trim is not None:
        trim(0)


@cache
def _library() -> ctypes.CDLL | None:
    """The C library, where it may be one that can be told: others have other names for it, or no such thing."""
    return ctypes.CDLL(None) if sys.platform == "linux" else None
