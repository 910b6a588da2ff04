"""What the preview asks about definitions beside their sizes.

Equal questions have the same answer as long as the rules that they name, and those used by them, stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Generic, Literal, TypeVar

from segdsl.diagnostics import Diagnostic

if TYPE_CHECKING:
    from segdsl.engine.results import Breakdown, Difference, Intersection, Item, Page, Sweep, Why  # noqa: F401 - named in quotes below

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Question(Generic[T]):
    """A question about the definition `name`, with an answer of type `T`. What is `slow` waits for all sizes."""

    name: str
    slow: ClassVar[bool] = False

    @property
    def names(self) -> frozenset[str]:
        """The definitions that the answer depends on, those used by them aside."""
        return frozenset({self.name})


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """What a question came to; without a `value`, `refusal` says why. `stale`: found for an earlier text."""

    value: T | None
    refusal: tuple[Diagnostic, ...] = ()
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Detail(Question["Item"]):
    """One definition with everything that belongs to it: a segment clause by clause, a number's spread."""


@dataclass(frozen=True, slots=True)
class Split(Question["Breakdown"]):
    """A condition by the values of a definition or, unless `defined`, of a field."""

    by: str
    defined: bool

    @property
    def names(self) -> frozenset[str]:
        return frozenset({self.name, self.by}) if self.defined else frozenset({self.name})


@dataclass(frozen=True, slots=True)
class Overlap(Question["tuple[Intersection, ...]"]):
    """Who is in a condition and in others at once."""

    others: tuple[str, ...]

    @property
    def names(self) -> frozenset[str]:
        return frozenset({self.name, *self.others})


PAGE = 100
"""Members that are asked for at once."""


@dataclass(frozen=True, slots=True)
class Members(Question["Page"]):
    """A page of the members of a condition, the first one being 0, sorted by key or by `order`: what, and how."""

    page: int
    order: tuple[str, bool] | None = None


@dataclass(frozen=True, slots=True)
class Reasons(Question["Why"]):
    """Why the customer with this key is in a definition or not, or has its value."""

    key: str


@dataclass(frozen=True, slots=True)
class Swept(Question["Sweep"]):
    """The size of a condition for the values of one of its thresholds, by its number from 0."""

    slow = True
    target: int
    span: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A definition at HEAD and now; without a `difference` there is a reason.

    `no-commit`: no git, no repository or nothing committed in it; `absent`, `broken`: there is none at HEAD, or one
    with errors; `contract`, `type`: the data contract or the definition's type was another.
    """

    reason: Literal["", "no-commit", "absent", "broken", "contract", "type"]
    difference: Difference | None = None


@dataclass(frozen=True, slots=True)
class AtHead(Question[Compared]):
    """How a definition differs from that at HEAD."""


@dataclass(frozen=True, slots=True)
class FieldFacts(Question["Item"]):
    """What the data holds of the profile's field `name`, whatever the rules say; of a text its values as `by`."""

    @property
    def names(self) -> frozenset[str]:
        return frozenset()
