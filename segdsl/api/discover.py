"""What goes together in a project: `segdsl.discover(project)`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from segdsl.learn.discover.discover import Search
from segdsl.learn.discover.discover import discover as search_session
from segdsl.learn.discover.results import Discovery

if TYPE_CHECKING:
    from segdsl.api.project import Project

__all__ = ["Discovery", "Search", "discover"]


def discover(project: Project, names: Sequence[str] | None = None, search: Search | None = None) -> Discovery:
    """Which tags, conditions and behaviours go together, each combination as a segment to paste.

    `names` are definitions, fields and events tables (or `table.field`) to combine; without them, everything that is
    true or false or has classes. Every size is exact. Customers without an answer to a condition do not count where it
    is weighed. Raises `RulebookError` for mistakes in the search's conditions, `SegdslError` for names of nothing.
    """
    return search_session(project.session, names, search or Search())
