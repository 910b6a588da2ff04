"""All names of a project as its texts declare them, whether or not the rules check.

It is made from the trees alone, so it is there while a rule is half written. Types of tables come from the same
functions that the checker uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from segdsl.diagnostics import Source
from segdsl.functions import REGISTRY
from segdsl.rulebook.declare import Entry, declare, entries_of
from segdsl.rulebook.expressions import SPECIAL
from segdsl.rulebook.expressions.references import SOURCES
from segdsl.rulebook.model import Table
from segdsl.rulebook.names import Environment
from segdsl.services.targets import Mention, Target
from segdsl.syntax import items, nodes
from segdsl.syntax.parse import Parsed, parse

_FILES = 64  # kept parsed
_WORD = re.compile(r"\w+|`[^`\n]+`")

FUNCTIONS = frozenset({*REGISTRY, *SPECIAL})


@lru_cache(maxsize=_FILES)
def parsed(name: str, text: str) -> Parsed:
    """A file as a tree, kept while its text stays as it is."""
    return parse(Source(name, text))


@dataclass(frozen=True)
class Index:
    """The items of all files, and the first item that declares each name."""

    sources: Mapping[str, Source]
    entries: tuple[Entry, ...]
    environment: Environment
    definitions: Mapping[str, Entry]
    tables: Mapping[str, Entry]
    channels: Mapping[str, Entry]
    mentions: dict[tuple[str, int], tuple[Mention, ...]] = field(default_factory=dict, compare=False)
    """What was found in items so far; filled by `segdsl.services.mentions`."""

    @property
    def profile(self) -> Table | None:
        """The profile, declared or inferred from data."""
        return self.environment.profile

    def table(self, name: str) -> Table | None:
        """A table by its name, the profile included."""
        if self.profile is not None and name == self.profile.name:
            return self.profile
        return self.environment.tables.get(name)

    def node(self, name: str) -> items.Definition | None:
        """The tree of a definition or campaign."""
        entry = self.definitions.get(name)
        return entry.node if entry is not None and isinstance(entry.node, items.Definition) else None

    def resolve(self, name: str) -> tuple[Target, ...]:
        """What a bare name stands for where a customer is spoken of."""
        if name in self.definitions:
            return (Target("definition", name),)
        if self.profile is not None and name in self.profile.fields:
            return (Target("field", name, self.profile.name),)
        if name in self.environment.tables:
            return (Target("table", name),)
        return (Target("field", name, ""),) if self.profile is None else ()

    def values(self, owner: Target) -> tuple[str, ...]:
        """The values of a category: classes of a tag, labels of a cluster, what a field or `source` may be."""
        if owner.kind == "field":
            table = self.table(owner.owner)
            found = table.fields.get(owner.name) if table is not None else None
            return found.type.values if found is not None else ()
        if owner.kind == "word":
            return SOURCES.values
        match self.node(owner.name):
            case items.Tag(classes=lines) | items.Learned(labels=lines):
                return tuple(dict.fromkeys(line.name.text for line in lines))
            case _:
                return ()

    def with_word(self, word: str) -> Iterator[Entry]:
        """The items in whose text a word stands anywhere."""
        return (entry for entry in self.entries if word in words(entry.located.text))

    def at(self, file: str, offset: int) -> Entry | None:
        """The item at a place: the last one that begins at or before it, if it reaches so far."""
        found = None
        for entry in self.entries:
            if entry.file == file and entry.located.offset <= offset:
                found = entry
        return found if found is not None and offset <= found.located.offset + found.located.length else None


@lru_cache(maxsize=16_384)
def words(text: str) -> frozenset[str]:
    """The words of an item's text, without backquotes; those in strings too."""
    return frozenset(word.strip("`") for word in _WORD.findall(text)) | frozenset(re.findall(r"\w+", text))


def index_of(sources: Iterable[Source], given: Table | None = None) -> Index:
    """The index of these files. `given` is the profile that data suggests, where the rules declare none."""
    files = {source.name: source for source in sources}
    entries = tuple(e for source in files.values() for e in entries_of(parsed(source.name, source.text)))
    declared = declare(entries, given, {})
    definitions: dict[str, Entry] = {}
    tables: dict[str, Entry] = {}
    channels: dict[str, Entry] = {}
    for entry in entries:
        node = entry.node
        match node:
            case items.Table():
                tables.setdefault(node.name.text, entry)
            case items.Channel():
                channels.setdefault(node.name.text, entry)
            case items.Definition():
                definitions.setdefault(node.name.text, entry)
    return Index(files, entries, declared.environment, definitions, tables, channels)


def bare(node: nodes.Node) -> nodes.Node:
    """A node without the parentheses around it."""
    while isinstance(node, nodes.Paren):
        node = node.inner
    return node
