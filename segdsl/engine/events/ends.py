"""The first and the last event per customer of a block."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from segdsl.engine.events.view import View

Positions = npt.NDArray[np.int32]


def last(view: View) -> Positions:
    """Where each customer's last event stands in the part, -1 for none. Of equal times it is the one read last."""
    found = np.full(view.customers, -1, dtype=np.int32)
    found[view.places] = view.positions  # a place written several times keeps what was written last
    return found


def first(view: View) -> Positions:
    """Where each customer's first event stands in the part, -1 for none."""
    found = np.full(view.customers, -1, dtype=np.int32)
    found[view.places[::-1]] = view.positions[::-1]
    return found
