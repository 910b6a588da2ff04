"""The newest day there is data of. Reading all events for it takes as long as it takes, so it holds nothing up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from segdsl.api.project import Project
    from segdsl.rulebook.model import Rulebook
    from segdsl_tui.effects.workbench import Workbench

Look = Callable[[], dt.date | None]


def looking(project: Project) -> Look:
    """How to find the newest event's day that is not after today; None where there are no events.

    What is returned needs the project no more and may run beside it. It raises `SegdslError`.
    """
    file, events = project.file, tuple(project.rulebook.events.values())

    def look() -> dt.date | None:
        from segdsl.data.asof import newest_event
        from segdsl.data.sources import scan

        today = dt.datetime.now(ZoneInfo(file.timezone)).date()
        tables = [table for table in events if table.at is not None and table.name in file.data]
        found = [newest_event(scan(file.data[table.name]), table, today, zone=file.timezone).day for table in tables]
        return max((day for day in found if day is not None), default=None)

    return look


def newest(workbench: Workbench, rulebook: Rulebook) -> dt.date | None:
    """The newest day of the data; the data stays free for others while it is looked for. Raises `SegdslError`."""
    look = workbench.over_data(rulebook, lambda: True, looking)
    return look() if look is not None else None
