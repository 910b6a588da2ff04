"""From the items of all files to the names they declare: one flat namespace, and the data contract.

Only what an item says about itself is looked at here; expressions are checked afterwards, against these names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from segdsl.diagnostics import Diagnostic, Related, Span
from segdsl.functions.types import BOOL, NUMBER
from segdsl.rulebook import channels
from segdsl.rulebook.check import pending_kind
from segdsl.rulebook.contract import LEDGER, Declared, declare_table, ledger, sound, with_key
from segdsl.rulebook.definitions import FIRST, tag_type, title
from segdsl.rulebook.model import Channel, Table
from segdsl.rulebook.names import Entity, Environment
from segdsl.rulebook.suggest import folded
from segdsl.syntax import items
from segdsl.syntax.parse import Located, Parsed


@dataclass(frozen=True, slots=True)
class Entry:
    """An item in its file, with the headings above it."""

    file: str
    located: Located
    theme: str | None = None
    dimension: str | None = None

    @property
    def node(self) -> items.Item:
        """The item's syntax."""
        return self.located.node

    @property
    def key(self) -> str:
        """What the results of an item's check are kept under: its text."""
        return self.located.text

    def place(self, diagnostic: Diagnostic) -> Diagnostic:
        """A finding of this item, with spans that count from the start of its file."""
        offset = self.located.offset
        placed = diagnostic.placed(self.file, offset)
        related = tuple(
            r if r.file else replace(r, file=self.file, span=r.span.shifted(offset)) for r in placed.related
        )
        return replace(placed, related=related) if related else placed


def entries_of(parsed: Parsed) -> Iterable[Entry]:
    """The items of a file but its headings, which are noted at those below them."""
    theme = dimension = None
    for located in parsed.items:
        node = located.node
        if isinstance(node, items.Heading):
            if node.level == "theme":
                theme, dimension = node.title.value, None
            else:
                dimension = node.title.value
        else:
            yield Entry(parsed.source.name, located, theme, dimension)


@dataclass(frozen=True, slots=True)
class Declarations:
    """The names of a rulebook before any expression is checked. `repeated` are names that stand twice."""

    environment: Environment
    repeated: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]


def declare(entries: Sequence[Entry], given: Table | None, tables: dict[str, Declared]) -> Declarations:
    """Collect the names that `entries` declare.

    `given` is a contract inferred from data, used where no profile is declared. `tables` keeps what earlier calls
    made of the tables' texts.
    """
    found: list[Diagnostic] = []
    profiles, events = _tables(entries, tables)
    found += _extra_profiles(profiles)
    profile = profiles[0][1].table if profiles else given
    keyed = {LEDGER: ledger(profile)}
    for _, declared in events:
        if declared.table.name != LEDGER:  # which `_entities` reports
            keyed.setdefault(declared.table.name, with_key(declared, profile))
    partial = frozenset(d.table.name for e, d in events if d.broken or not e.located.complete)
    unusable = frozenset(d.table.name for e, d in events if not sound(d, profile) or not e.located.complete)
    known: dict[str, Channel] = {}
    for entry in entries:
        if isinstance(entry.node, items.Channel):
            known.setdefault(entry.node.name.text, channels.declare_channel(entry.node))
    entities, repeated = _entities(entries, profile, profiles[0][1].broken if profiles else frozenset(), found)
    environment = Environment(
        profile,
        keyed,
        known,
        entities,
        partial,
        unusable,
        {e.node.name.text for e in entries if pending_kind(e.node) and isinstance(e.node, items.Definition)},
        open=not profiles and given is None,
        silent=any(not e.located.complete for e, _ in profiles),
    )
    return Declarations(environment, repeated, tuple(found))


_Tables = list[tuple[Entry, Declared]]


def _tables(entries: Iterable[Entry], kept: dict[str, Declared]) -> tuple[_Tables, _Tables]:
    """The profiles and the events tables."""
    profiles: _Tables = []
    events: _Tables = []
    for entry in entries:
        if isinstance(entry.node, items.Table):
            declared = kept.get(entry.key) if entry.located.complete else None
            if declared is None:
                declared = declare_table(entry.node)
                if entry.located.complete:  # else what is lost depends on the text around it
                    kept[entry.key] = declared
            (profiles if entry.node.role == "profile" else events).append((entry, declared))
    return profiles, events


def _extra_profiles(profiles: _Tables) -> Iterable[Diagnostic]:
    """A project has one profile; every further one is an error that points to the first."""
    for entry, declared in profiles[1:]:
        assert isinstance(entry.node, items.Table)
        yield _clash("second-profile", entry, entry.node.name.span, declared.table.name, _spot(profiles[0][0]))


_Spot = tuple[str, Span, str]  # file, span in it, name


def _spot(entry: Entry) -> _Spot:
    node = entry.node
    assert isinstance(node, items.Definition)
    return entry.file, node.name.span.shifted(entry.located.offset), node.name.text


def _clash(code: str, entry: Entry, span: Span, name: str, first: _Spot) -> Diagnostic:
    file, where, earlier = first
    placed = entry.place(Diagnostic(code, {"name": name, "first": earlier}, span))
    return replace(placed, related=(Related(FIRST, file, where),))


def _entities(
    entries: Sequence[Entry], profile: Table | None, broken: frozenset[str], found: list[Diagnostic]
) -> tuple[dict[str, Entity], frozenset[str]]:
    """The names that rules may use, and those that stand twice; clashes are added to `found`."""
    entities: dict[str, Entity] = {}
    if profile is not None:
        for field in profile.fields.values():
            entities[field.name] = Entity(field.name, "field", field.type, field.title, profile.name)
        for name in broken - profile.fields.keys():
            entities[name] = Entity(name, "field", None, None, profile.name)
    spots = _field_spots(entries)
    repeated: set[str] = set()
    seen: dict[str, Entry] = {}
    of_channels: dict[str, Entry] = {}
    for entry in entries:
        node = entry.node
        if not isinstance(node, items.Definition):
            continue
        name = node.name.text
        if name == LEDGER and not isinstance(node, items.Channel):
            found.append(entry.place(Diagnostic("reserved-name", {"name": name}, node.name.span)))
            repeated.add(name)
        space = of_channels if isinstance(node, items.Channel) else seen
        first = space.setdefault(folded(name), entry)
        if name in spots and not isinstance(node, items.Channel | items.Table):
            found.append(_clash("duplicate-name", entry, node.name.span, name, spots[name]))
            repeated.add(name)
        elif first is not entry:
            spot = _spot(first)
            code = "duplicate-name" if spot[2] == name else "names-look-alike"
            if not (isinstance(node, items.Table) and node.role == "profile"):
                found.append(_clash(code, entry, node.name.span, name, spot))
            repeated |= {name, spot[2]} if space is seen else set()
        entity = _entity(node, whole=entry.located.complete)
        if entity is not None and (name not in entities or entities[name].kind == "field"):
            entities[name] = entity
    return entities, frozenset(repeated)


def _field_spots(entries: Iterable[Entry]) -> Mapping[str, _Spot]:
    """Where the profile's fields stand."""
    for entry in entries:
        if isinstance(entry.node, items.Table) and entry.node.role == "profile":
            offset = entry.located.offset
            return {
                line.name.text: (entry.file, line.name.span.shifted(offset), line.name.text)
                for line in reversed(entry.node.fields)
            }
    return {}


def _entity(node: items.Definition, *, whole: bool) -> Entity | None:
    """What users may know of a definition before it is checked; None for what is no name in a rule."""
    name, shown = node.name.text, title(node.title)
    match node:
        case items.Tag() if not whole:
            return Entity(name, "tag", None, shown)
        case items.Tag():
            titles = tuple((line.title.value, line.name.text) for line in node.classes if line.title)
            return Entity(name, "tag", tag_type(node), shown, titles=titles)
        case items.Score():
            return Entity(name, "score", NUMBER, shown)
        case items.Segment():
            return Entity(name, "segment", BOOL, shown)
        case items.Campaign():
            return Entity(name, "campaign", None, shown)
        case items.Param() | items.Let() | items.Learned():
            kind = pending_kind(node)
            return Entity(name, kind, None, shown) if kind else None
        case _:
            return None
