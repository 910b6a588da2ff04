"""What customers do and get, as arrays: one element per event, in no particular order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TypeVar

import numpy as np

from segdsl.demo.arrays import Codes, Flags, Floats, Integers, Positions

UNKNOWN = -1


@dataclass(frozen=True)
class Visits:
    """The customer's row in the block, the second of the calendar, and positions among `CHANNELS` and `ACTIONS`."""

    row: Positions
    at: Integers
    channel: Codes
    action: Codes


@dataclass(frozen=True)
class Pushes:
    """A push sent, and whether it was opened."""

    row: Positions
    at: Integers
    opened: Flags


@dataclass(frozen=True)
class Promotions:
    """A promotion joined: its position among `PROMOTIONS`; result looked up 1, not 0, or UNKNOWN."""

    row: Positions
    at: Integers
    kind: Codes
    checked: Codes


@dataclass(frozen=True)
class Payments:
    """A bill paid: the channel's position among `CHANNELS`, the due day of the calendar, and the amount in yuan."""

    row: Positions
    at: Integers
    channel: Codes
    due: Integers
    amount: Floats


E_ = TypeVar("E_", Visits, Pushes, Promotions, Payments)


def joined(parts: Sequence[E_]) -> E_:
    """The events of all parts, which are of one type."""
    first = type(parts[0])
    return first(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(first)))


def of_first(events: E_, customers: int) -> E_:
    """The events of the first `customers` of the block."""
    kept = events.row < customers
    return type(events)(*(getattr(events, field.name)[kept] for field in fields(events)))
