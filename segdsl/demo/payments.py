"""Bills that customers pay themselves: every visit that pays is for the newest bill, in time or late.

When it is paid follows from the visit, so a payment adds only what the visit does not tell: the due day and the amount.
"""

from __future__ import annotations

import numpy as np

from segdsl.demo.arrays import Floats, Integers
from segdsl.demo.calendar import DAY_SECONDS, Calendar
from segdsl.demo.events import Payments, Visits
from segdsl.demo.model import ACTIONS, BILLS
from segdsl.demo.people import People

PAY = ACTIONS.index("pay")


def draw_payments(rng: np.random.Generator, people: People, visits: Visits, calendar: Calendar) -> Payments:
    """One payment for each visit that pays, at the same second and over the same channel."""
    paying = np.flatnonzero(visits.action == PAY)
    row, at = visits.row[paying], visits.at[paying]
    due = _issued(at // DAY_SECONDS, people.bill_day[row], calendar) + BILLS.bill_term_days
    amount = people.kwh[row] * BILLS.bill_price * np.exp(BILLS.bill_noise * rng.standard_normal(len(row)))
    return Payments(row, at, visits.channel[paying], due, amount.round(2))


def _issued(day: Integers, bill_day: Floats, calendar: Calendar) -> Integers:
    """The day the newest bill was issued: this month's bill day if it has come, else last month's."""
    starts = np.concatenate([[calendar.month_before], calendar.month_starts])
    month = np.searchsorted(starts, day, side="right") - 1
    this_month = starts[month] + bill_day
    issued = np.where(this_month <= day, this_month, starts[month - 1] + bill_day)
    return issued.astype(np.int64)
