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
from segdsl.demo.payments import draw_payments
from segdsl.demo.people import draw_people
from segdsl.demo.records import customer_ids, profile
from segdsl.demo.tables import payment_table, promotion_table, push_table, visit_table
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
    people_stream, records_stream, messages_stream, visits_stream, payments_stream = (
        np.random.default_rng(stream) for stream in sequence.spawn(5)
    )
    index = np.arange(number * BLOCK, (number + 1) * BLOCK, dtype=np.int64)
    people = draw_people(people_stream, BLOCK, calendar)
    records = profile(records_stream, people, index, calendar).head(customers)
    if not events:
        return Block(records, {})
    pushes, promotions = draw_messages(messages_stream, people, calendar)
    visits = draw_visits(visits_stream, people, promotions, calendar)
    payments = draw_payments(payments_stream, people, visits, calendar)
    ids = customer_ids(index)
    return Block(
        records,
        {
            "visits": visit_table(of_first(visits, customers), ids, calendar),
            "pushes": push_table(of_first(pushes, customers), ids, calendar),
            "promotions": promotion_table(of_first(promotions, customers), ids, calendar),
            "payments": payment_table(of_first(payments, customers), ids, calendar),
        },
    )
