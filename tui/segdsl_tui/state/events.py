"""What can happen: things people do, and results of slow work that come back from worker threads.

Named tuples, as frozen classes take seven times as long to define and the first screen waits for all of them. What is
without fields is false: whether something happened is asked by `is None`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from segdsl.diagnostics import Diagnostic, Source
from segdsl_tui.state.model import Arrangement, Choices, Key, Place, Tab

if TYPE_CHECKING:
    from segdsl.engine.results import Preview
    from segdsl.rulebook.model import Rulebook
    from segdsl.services.workspace import Workspace
    from segdsl_tui.state.questions import Answer, Question


class Typed(NamedTuple):
    """The text of a file changed in the editor."""

    file: str
    text: str


class Moved(NamedTuple):
    """The cursor moved, or another file came into the editor."""

    file: str
    place: Place


class Restored(NamedTuple):
    """Text that was not saved before a crash came back, maybe of a file that is gone."""

    file: str
    text: str


class Departed(NamedTuple):
    """The cursor is about to jump elsewhere."""


class Returned(NamedTuple):
    """The cursor is about to go back to where the last jump began."""


class Toggled(NamedTuple):
    """A row of the tree was folded or unfolded."""

    key: Key


class Arranged(NamedTuple):
    """The tree is to be put together in another way."""

    by: Arrangement


class Sought(NamedTuple):
    """The tree is to show only what some words are about; all of it without words."""

    words: str


class Saved(NamedTuple):
    """A file was written."""

    file: str
    text: str


class Read(NamedTuple):
    """The rule files as they lie on disk, at the start and whenever one of them changes."""

    sources: tuple[Source, ...]


class Checked(NamedTuple):
    """The rulebook of a generation, findings included, and what can be asked about its texts."""

    generation: int
    rulebook: Rulebook
    workspace: Workspace | None = None


class Counted(NamedTuple):
    """Sizes of every usable definition of a generation."""

    generation: int
    preview: Preview
    seconds: float


class Tabbed(NamedTuple):
    """Another view of the definition in focus was chosen."""

    tab: Tab


class Chose(NamedTuple):
    """Something was chosen for the views."""

    choices: Choices


class Sorted(NamedTuple):
    """The members of the definition in focus are to be sorted by a column, the other way if they already are."""

    column: str


class Answered(NamedTuple):
    """A question was answered for a generation."""

    generation: int
    question: Question[Any]
    answer: Answer[Any]


class Opened(NamedTuple):
    """The data can be counted."""


class Outdated(NamedTuple):
    """Files of the data are no longer what was read of them."""


class SaveFailed(NamedTuple):
    """A file could not be written; the one on disk is as it was."""

    file: str
    diagnostics: tuple[Diagnostic, ...]


class Failed(NamedTuple):
    """Nothing can be counted: settings, data or a param are not as they should be."""

    diagnostics: tuple[Diagnostic, ...]


class Kept(NamedTuple):
    """How rule files differ from the last commit; those not named do not."""

    files: Mapping[str, Literal["new", "modified"]]


class HeadMoved(NamedTuple):
    """Commits were made, or another one was checked out."""


class Dated(NamedTuple):
    """Everything is to be counted as of another day; None: as the project has it."""

    day: dt.date | None


class Did(NamedTuple):
    """An action was done."""

    action: str


class Toured(NamedTuple):
    """The tour begins anew, or ends."""

    on: bool


class Fitted(NamedTuple):
    """A definition was learned anew from the data."""

    name: str


class Reopened(NamedTuple):
    """Data is about to be read again: nothing counted so far is known to hold."""


Event = (
    Typed
    | Moved
    | Restored
    | Departed
    | Returned
    | Toggled
    | Arranged
    | Sought
    | Tabbed
    | Chose
    | Sorted
    | Saved
    | Outdated
    | SaveFailed
    | Read
    | Opened
    | Checked
    | Counted
    | Answered
    | Failed
    | Fitted
    | Reopened
    | Kept
    | HeadMoved
    | Dated
    | Did
    | Toured
)
