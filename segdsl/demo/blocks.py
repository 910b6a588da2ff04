"""One block of customers with all their events: the unit of randomness.

Everything about a customer follows from the seed and the number of its block. So the first customers of a large data
set are the customers of a small one, and how many blocks are written at a time changes no value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from segdsl.demo.calendar import Calendar
from segdsl.demo.events import of_first
from segdsl.demo.messages import draw_messages
from segdsl.demo.people import draw_people
from segdsl.demo.records import customer_ids, profile
from segdsl.demo.tables import promotion_table, push_table, visit_table
from segdsl.demo.visits import draw_visits

if TYPE_CHECKING:
    import polars as pl

BLOCK = 25_000


@dataclass(frozen=True)
class Block:
    """The rows of each table; `records` is the profile with one more flag per list."""

    records: pl.DataFrame
    events: dict[str, pl.DataFrame]


def draw_block(seed: int, number: int, calendar: Calendar, customers: int = BLOCK, *, events: bool = True) -> Block:
    """Draw block `number` (from 0) and keep its first `customers`; without `events` the records are the same.

    Each stage has a random stream of its own, so that one stage can change without shifting the others.
    """
    sequence = np.random.SeedSequence(seed, spawn_key=(number,))
    for_people, for_records, for_messages, for_visits = (np.random.default_rng(s) for s in sequence.spawn(4))
    index = np.arange(number * BLOCK, (number + 1) * BLOCK, dtype=np.int64)
    people = draw_people(for_people, BLOCK, calendar)
    records = profile(for_records, people, index, calendar).head(customers)
    if not events:
        return Block(records, {})
    pushes, promotions = draw_messages(for_messages, people, calendar)
    visits = draw_visits(for_visits, people, promotions, calendar)
    ids = customer_ids(index)
    return Block(
        records,
        {
            "visits": visit_table(of_first(visits, customers), ids, calendar),
            "pushes": push_table(of_first(pushes, customers), ids, calendar),
            "promotions": promotion_table(of_first(promotions, customers), ids, calendar),
        },
    )
