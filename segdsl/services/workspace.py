"""What an editor knows at a moment: the texts as they are now, and the rulebook of the last check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from segdsl.diagnostics import Position, Source
from segdsl.functions.types import Type
from segdsl.rulebook.model import Rulebook, Table
from segdsl.rulebook.scope import word
from segdsl.services.index import Index, index_of

Place = int | Position
"""Where in a file: an offset in code points, or a line and column from 1."""


@dataclass(frozen=True)
class Workspace:
    """The files of a project and what was last known of them.

    `rulebook` is that of the last check: it gives types, which texts alone do not. `known` is the index of the texts
    then, `types` are those of definitions as they are shown. What runs at every key (`complete`, `signature`, `hover`)
    looks at `known` and at the item under the cursor; what is asked for at leisure reads all texts as they are now. So
    make one `Workspace.of` after each check, beside it, and at each key an `edited` one, which costs nothing.
    """

    sources: Mapping[str, Source]
    rulebook: Rulebook | None = None
    known: Index = field(default_factory=lambda: index_of(()), compare=False, repr=False)
    types: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    @staticmethod
    def of(sources: Iterable[Source], rulebook: Rulebook | None = None) -> Workspace:
        """The workspace of these texts, which `rulebook`, if any, was made from."""
        files = {source.name: source for source in sources}
        definitions = rulebook.definitions if rulebook is not None else {}
        types = {name: shown_type(definition.type) for name, definition in definitions.items()}
        return Workspace(files, rulebook, index_of(files.values(), _given(rulebook)), types)

    def edited(self, *sources: Source) -> Workspace:
        """The workspace with other texts for some files, and what was known before."""
        return replace(self, sources=dict(self.sources) | {source.name: source for source in sources})

    @cached_property
    def index(self) -> Index:
        """The index of the texts as they are now."""
        if all(self.known.sources.get(name) == source for name, source in self.sources.items()):
            return self.known
        return index_of(self.sources.values(), _given(self.rulebook))

    def offset(self, file: str, place: Place) -> int:
        """A place as an offset."""
        return self.sources[file].offset(place) if isinstance(place, Position) else place


def shown_type(type_: Type) -> str:
    """A type as it is shown: of a long category only the first values."""
    return word(type_) + ("?" if type_.optional else "")


def _given(rulebook: Rulebook | None) -> Table | None:
    profile = rulebook.profile if rulebook is not None else None
    return profile if profile is not None and profile.inferred else None
