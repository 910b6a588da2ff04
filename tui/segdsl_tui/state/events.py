"""What can happen: things people do, and results of slow work that come back from worker threads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from segdsl.diagnostics import Diagnostic, Source
from segdsl_tui.state.model import Arrangement, Choices, Key, Place, Tab
from segdsl_tui.state.questions import Answer, Question

if TYPE_CHECKING:
    from segdsl.engine.results import Preview
    from segdsl.rulebook.model import Rulebook
    from segdsl.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Typed:
    """The text of a file changed in the editor."""

    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The cursor moved, or another file came into the editor."""

    file: str
    place: Place


@dataclass(frozen=True, slots=True)
class Restored:
    """Text that was not saved before a crash came back, maybe of a file that is gone."""

    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Departed:
    """The cursor is about to jump elsewhere."""


@dataclass(frozen=True, slots=True)
class Returned:
    """The cursor is about to go back to where the last jump began."""


@dataclass(frozen=True, slots=True)
class Toggled:
    """A row of the tree was folded or unfolded."""

    key: Key


@dataclass(frozen=True, slots=True)
class Arranged:
    """The tree is to be put together in another way."""

    by: Arrangement


@dataclass(frozen=True, slots=True)
class Sought:
    """The tree is to show only what some words are about; all of it without words."""

    words: str


@dataclass(frozen=True, slots=True)
class Saved:
    """A file was written."""

    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Read:
    """The rule files as they lie on disk, at the start and whenever one of them changes."""

    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """The rulebook of a generation, findings included, and what can be asked about its texts."""

    generation: int
    rulebook: Rulebook
    workspace: Workspace | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """Sizes of every usable definition of a generation."""

    generation: int
    preview: Preview
    seconds: float


@dataclass(frozen=True, slots=True)
class Tabbed:
    """Another view of the definition in focus was chosen."""

    tab: Tab


@dataclass(frozen=True, slots=True)
class Chose:
    """Something was chosen for the views."""

    choices: Choices


@dataclass(frozen=True, slots=True)
class Sorted:
    """The members of the definition in focus are to be sorted by a column, the other way if they already are."""

    column: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A question was answered for a generation."""

    generation: int
    question: Question[Any]
    answer: Answer[Any]


@dataclass(frozen=True, slots=True)
class Opened:
    """The data can be counted."""


@dataclass(frozen=True, slots=True)
class SaveFailed:
    """A file could not be written; the one on disk is as it was."""

    file: str
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Failed:
    """Nothing can be counted: settings, data or a param are not as they should be."""

    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """How rule files differ from the last commit; those not named do not."""

    files: Mapping[str, Literal["new", "modified"]]


@dataclass(frozen=True, slots=True)
class Dated:
    """Everything is to be counted as of another day; None: as the project has it."""

    day: dt.date | None


@dataclass(frozen=True, slots=True)
class Did:
    """An action was done."""

    action: str


@dataclass(frozen=True, slots=True)
class Toured:
    """The tour begins anew, or ends."""

    on: bool


@dataclass(frozen=True, slots=True)
class Reopened:
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
    | SaveFailed
    | Read
    | Opened
    | Checked
    | Counted
    | Answered
    | Failed
    | Reopened
    | Kept
    | Dated
    | Did
    | Toured
)
