"""The newest day there is data of."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from segdsl.api.project import Project


def newest(project: Project) -> dt.date | None:
    """The newest event's day that is not after today; None where there are no events. Raises `SegdslError`."""
    from segdsl.data.asof import newest_event
    from segdsl.data.sources import scan

    file = project.file
    today = dt.datetime.now(ZoneInfo(file.timezone)).date()
    tables = [t for t in project.rulebook.events.values() if t.at is not None and t.name in file.data]
    found = [newest_event(scan(file.data[table.name]), table, today, zone=file.timezone).day for table in tables]
    return max((day for day in found if day is not None), default=None)
