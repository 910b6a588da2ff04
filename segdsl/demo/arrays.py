"""Names for the arrays the generator works on, one element per customer or per event."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Integers = NDArray[np.int64]
Positions = NDArray[np.intp]
Codes = NDArray[np.int8]
"""Positions in a short table; -1 where there is none."""
