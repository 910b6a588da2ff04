"""What a name in a rule can stand for, and one use of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from segdsl.diagnostics import Span

TargetKind = Literal["definition", "field", "table", "channel", "value", "part", "function", "word"]
Written = Literal["name", "text", "placeholder"]


@dataclass(frozen=True, slots=True)
class Target:
    """A thing with a name. Two uses speak of the same thing exactly if their targets are equal.

    `owner` tells apart what may be called alike: the table of a field; of a value the definition it is a class of, or
    `table.field`; of a part (an arm, a goal) the campaign, of a variant `campaign.arm`. A word is built in, and its
    owner says of which sort it is (`type`, `setting`, …). A definition, a campaign included, has none.
    """

    kind: TargetKind
    name: str
    owner: str = ""


def value_of(owner: Target, name: str) -> Target:
    """A value of a category: of a definition, a field, or a word such as `source`, whose values are words too."""
    if owner.kind == "word":
        return Target("word", name, owner.name)
    return Target("value", name, owner.name if owner.kind == "definition" else f"{owner.owner}.{owner.name}")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands. `span` counts from the start of its item, as all spans of nodes do.

    A value in a list used beside several categories is one of each, hence `targets`; none where nothing has that name.
    `extent` is what a declaration declares: the line of a field or class, the whole of an item. `written` says whether
    the name stands by itself, as a string, or in a message.
    """

    span: Span
    targets: tuple[Target, ...]
    extent: Span | None = None
    written: Written = "name"

    @property
    def declares(self) -> bool:
        """Whether the thing gets its name here."""
        return self.extent is not None
