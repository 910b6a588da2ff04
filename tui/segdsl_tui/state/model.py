"""The model: everything the screen shows follows from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

from segdsl.diagnostics import Diagnostic, Language
from segdsl_tui.state.options import Options

if TYPE_CHECKING:
    from segdsl.engine.results import Item
    from segdsl.rulebook.model import Rulebook
    from segdsl.services.workspace import Workspace
    from segdsl_tui.state.questions import Answer, Question, T

Tab = Literal["size", "spread", "split", "overlap", "sample", "why", "sweep"]
"""A view of the definition in focus."""

Key = tuple[str, ...]
"""A row of the tree: ("theme", title), ("dimension", theme, title), ("file", name), ("definition", name), or
("class", definition, name). What is under no theme has an empty one."""

Arrangement = Literal["themes", "files"]
"""What the definitions of the tree are grouped by."""


@dataclass(frozen=True, slots=True)
class Buffer:
    """A rule file as it is being edited. `saved` is what lies on disk as far as is known.

    `conflict` says that the file was changed by others while it had unsaved changes here.
    """

    name: str
    text: str
    saved: str
    conflict: bool = False

    @property
    def unsaved(self) -> bool:
        """Whether there is something to save."""
        return self.text != self.saved


class Facts(NamedTuple):
    """What was counted, and as of when. `universe` is the number of customers; `seconds` the last count's duration."""

    as_of: dt.date
    universe: int
    warnings: tuple[Diagnostic, ...] = ()
    seconds: float = 0.0


class Place(NamedTuple):
    """Where the cursor is: line and column from 0, columns in code points."""

    line: int = 0
    column: int = 0


START = Place()


@dataclass(frozen=True, slots=True)
class Sweeping:
    """Which threshold of a condition is moved, counted from 0, and how.

    `at` is the value that was moved to (None: the present one), `finer` how much smaller the steps are than at first.
    `span` are the values that were tried when a threshold was written last.
    """

    target: int = 0
    at: str | None = None
    finer: int = 0
    span: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What people chose for the views; where they did not, a view chooses something sensible.

    `axis` is what definitions are split by; `others` are, by definition, those it is laid over. `orders` is, by
    definition, the column its members are sorted by, and whether downwards; `pages` are the first and the last page of
    members that can be seen. `key` is the customer about whom is asked why, `sweeps` are by condition.
    """

    axis: str | None = None
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    orders: Mapping[str, tuple[str, bool]] = field(default_factory=dict)
    pages: tuple[int, int] = (0, 0)
    key: str | None = None
    sweeps: Mapping[str, Sweeping] = field(default_factory=dict)


@dataclass(frozen=True)
class State:
    """All of the app at one moment.

    `options` are what was asked to be opened. Every edit makes a new `generation`; results carry the generation they
    were computed for, and late ones are dropped.
    `rulebook` belongs to generation `checked`, and so does `workspace`, which is asked about names. `sizes` hold the
    last valid ones by definition; those named in `stale` were counted for an earlier text. `focus` is the definition
    the preview shows, `tab` and `choices` what it shows of
    it, `answers` what was found out for that. `trouble` is why nothing can be counted at all;
    `outdated`: the data is no longer what was read of it. `toggled` are the rows of
    the tree that are not folded or unfolded as they are at first; `arranged` is how it is put together, and it is
    narrowed down to what was `sought`, if anything. `trail` is where jumps began, the last one last.
    `recent` are the files looked at, the last one first.
    `day` is the as-of date that was chosen in the app, `keys` are those of the settings by action, `tour` is the step
    of the tour, from 0. `kept` is how rule files differ from the last commit.
    """

    language: Language = "en"
    options: Options = field(default_factory=Options)
    title: str = ""
    buffers: Mapping[str, Buffer] = field(default_factory=dict)
    current: str | None = None
    cursor: Place = START
    focus: str | None = None
    tab: Tab = "size"
    choices: Choices = Choices()
    generation: int = 0
    checked: int = -1
    rulebook: Rulebook | None = None
    workspace: Workspace | None = None
    facts: Facts | None = None
    sizes: Mapping[str, Item] = field(default_factory=dict)
    stale: frozenset[str] = frozenset()
    trouble: tuple[Diagnostic, ...] = ()
    outdated: bool = False
    answers: Mapping[Question[Any], Answer[Any]] = field(default_factory=dict)
    toggled: frozenset[Key] = frozenset()
    arranged: Arrangement = "themes"
    sought: str = ""
    trail: tuple[tuple[str, Place], ...] = ()
    recent: tuple[str, ...] = ()
    day: dt.date | None = None
    tour: int | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, Literal["new", "modified"]] = field(default_factory=dict)

    @property
    def scope(self) -> Options:
        """What was asked to be opened, as of the day that was chosen."""
        return replace(self.options, as_of=self.day or self.options.as_of)

    @property
    def buffer(self) -> Buffer | None:
        """The file in the editor."""
        return self.buffers.get(self.current) if self.current is not None else None

    def answer(self, question: Question[T]) -> Answer[T] | None:
        """The last answer to a question."""
        return cast("Answer[T] | None", self.answers.get(question))

    @property
    def unsaved(self) -> tuple[str, ...]:
        """The files that have unsaved changes."""
        return tuple(name for name, buffer in self.buffers.items() if buffer.unsaved)
