"""What names stand for, and a record of every question an item's check asked.

The record is what makes checking incremental: a result stays valid as long as every question it asked still has the
same answer, so editing a threshold re-checks one item and not its users, while renaming a class re-checks them all.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Literal, cast

from segdsl.functions.types import Type
from segdsl.rulebook.model import Channel, Table
from segdsl.rulebook.terms import Const, ListItem

EntityKind = Literal[
    "field", "param", "let", "tag", "score", "segment", "cluster", "model", "preference", "lookalike", "campaign"
]  # fmt: skip
LEARNED: frozenset[EntityKind] = frozenset({"cluster", "model", "preference", "lookalike"})


@dataclass(frozen=True, slots=True)
class Entity:
    """All that users of a name depend on. Equal entities give equal checks of the items that use them.

    `type` is None where the declaration is broken: users then stay silent. Of a list (`items`) it is the type of the
    elements. `table` is the table of a field; `value`, `low` and `high` belong to params; `titles` maps the titles of
    a tag's classes or a cluster's labels to their names.
    """

    name: str
    kind: EntityKind
    type: Type | None
    title: str | None = None
    table: str = ""
    items: tuple[ListItem, ...] | None = None
    value: Const | None = None
    low: Const | None = None
    high: Const | None = None
    titles: tuple[tuple[str, str], ...] = ()


@dataclass
class Environment:
    """The names of a rulebook while it is checked.

    `pending` are definitions whose type is known only once they are checked. `open` says that there is no data
    contract: unknown names are fields. Of what has mistakes of its own, users stay silent: `silent` says that part of
    the profile could not be read, so that an unknown name may be one of its fields; `partial` are tables of which that
    is true; `unusable` ones lack even their key or time.
    """

    profile: Table | None
    tables: Mapping[str, Table]
    channels: Mapping[str, Channel]
    entities: dict[str, Entity]
    partial: frozenset[str] = frozenset()
    unusable: frozenset[str] = frozenset()
    pending: set[str] = field(default_factory=set)
    open: bool = False
    silent: bool = False

    def __post_init__(self) -> None:
        self._names: tuple[tuple[str, str], ...] = tuple((e.name, e.title or "") for e in self.entities.values())
        self._titles: dict[tuple[str, ...], dict[str, str]] = {}
        for entity in self.entities.values():
            self.know_titles(entity)

    def know_titles(self, entity: Entity) -> None:
        """Remember the titles of an entity's values, for those who write a title where the name belongs."""
        if entity.titles and entity.type:
            self._titles.setdefault(entity.type.values, {}).update(entity.titles)

    def publish(self, entity: Entity) -> None:
        """Set what a pending definition turned out to be."""
        self.pending.discard(entity.name)
        self.entities[entity.name] = entity
        self.know_titles(entity)

    def answer(self, question: tuple[str, Hashable]) -> object:
        """Answer a question of `Lookups`. Raises `Unready` for a definition that has to be checked first."""
        topic, about = question
        match topic:
            case "entity":
                if about in self.pending:
                    raise Unready(str(about))
                return self.entities.get(cast("str", about))
            case "table":
                return self.tables.get(cast("str", about))
            case "channel":
                return self.channels.get(cast("str", about))
            case "titles":
                return self._titles.get(cast("tuple[str, ...]", about), {})
            case _:
                return self._whole(topic)

    def _whole(self, topic: str) -> object:
        match topic:
            case "names":
                return self._names
            case "tables":
                return tuple(self.tables)
            case "channels":
                return tuple(self.channels)
            case "profile":
                return self.profile
            case "partial":
                return self.partial
            case "unusable":
                return self.unusable
            case "open":
                return self.open
            case "silent":
                return self.silent
            case _:
                raise KeyError(topic)


class Unready(Exception):
    """A definition has to be checked before the one that asks for it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Lookups:
    """The only way in which a check may ask about the rest of the rulebook; remembers every question and answer."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self.answers: dict[tuple[str, Hashable], object] = {}

    def _ask(self, topic: str, about: Hashable = None) -> object:
        question = (topic, about)
        if question not in self.answers:
            self.answers[question] = self._environment.answer(question)
        return self.answers[question]

    def entity(self, name: str) -> Entity | None:
        """What `name` stands for in a rule."""
        return cast("Entity | None", self._ask("entity", name))

    def table(self, name: str) -> Table | None:
        """The events table of that name."""
        return cast("Table | None", self._ask("table", name))

    def channel(self, name: str) -> Channel | None:
        """The channel of that name."""
        return cast("Channel | None", self._ask("channel", name))

    def titles(self, values: tuple[str, ...]) -> Mapping[str, str]:
        """Titles of the values of a category, mapped to the values."""
        return cast("Mapping[str, str]", self._ask("titles", values))

    def names(self) -> tuple[tuple[str, str], ...]:
        """Every name of the rulebook with its title (empty if it has none)."""
        return cast("tuple[tuple[str, str], ...]", self._ask("names"))

    def tables(self) -> tuple[str, ...]:
        """The names of the events tables."""
        return cast("tuple[str, ...]", self._ask("tables"))

    def channels(self) -> tuple[str, ...]:
        """The names of the channels."""
        return cast("tuple[str, ...]", self._ask("channels"))

    @property
    def profile(self) -> Table | None:
        """The profile, None without a data contract."""
        return cast("Table | None", self._ask("profile"))

    @property
    def partial(self) -> frozenset[str]:
        """Events tables of which a part could not be read."""
        return cast("frozenset[str]", self._ask("partial"))

    @property
    def unusable(self) -> frozenset[str]:
        """Events tables whose key or time has a mistake."""
        return cast("frozenset[str]", self._ask("unusable"))

    @property
    def open(self) -> bool:
        """Whether unknown names are fields, for want of a data contract."""
        return cast("bool", self._ask("open"))

    @property
    def silent(self) -> bool:
        """Whether an unknown name is not worth an error, because part of the contract could not be read."""
        return cast("bool", self._ask("silent"))

    def still_hold(self, answers: Mapping[tuple[str, Hashable], object]) -> bool:
        """Whether all of an earlier check's questions have the same answers now. May raise `Unready`."""
        for question, before in answers.items():
            now = self._environment.answer(question)
            if now is not before and now != before:
                return False
        return True
