"""Where things are: the declaration of a name, every use of it, and what a file declares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from segdsl.diagnostics import Span
from segdsl.rulebook.declare import Entry
from segdsl.services.index import Index, parsed
from segdsl.services.mentions import mentions, names_in
from segdsl.services.spot import beside, spot
from segdsl.services.targets import Mention, Target, Written
from segdsl.services.uses import of_values
from segdsl.services.workspace import Place, Workspace
from segdsl.syntax import items
from segdsl.syntax.chunks import item_end, item_start
from segdsl.syntax.parse import Located
from segdsl.syntax.tokens import Token, lex


@dataclass(frozen=True, slots=True)
class Reference:
    """A name in a file. `targets` are what it stands for; `extent` what it declares, if it declares something."""

    file: str
    span: Span
    targets: tuple[Target, ...]
    extent: Span | None = None
    written: Written = "name"

    @property
    def declares(self) -> bool:
        """Whether this is the declaration."""
        return self.extent is not None


@dataclass(frozen=True, slots=True)
class Symbol:
    """Something a file declares, or a heading: `span` is all of it, `name_span` what to put the cursor on."""

    kind: str
    name: str
    title: str | None
    span: Span
    name_span: Span
    children: tuple[Symbol, ...] = ()


def name_at(workspace: Workspace, file: str, place: Place) -> Reference | None:
    """The name under the cursor or just before it; None where there is none, or it is unknown.

    In a line that could not be read it is what the name would stand for as far as the line makes sense.
    """
    offset, index = workspace.offset(file, place), workspace.index
    entry = index.at(file, offset)
    return _touched(index, mentions(index, entry), entry.located, workspace, (file, offset)) if entry else None


def name_now(workspace: Workspace, file: str, place: Place) -> Reference | None:
    """What `name_at` gives, from the item under the cursor and what was known at the last check: at once."""
    offset, index, text = workspace.offset(file, place), workspace.known, workspace.sources[file].text
    if index.sources.get(file) == workspace.sources[file]:
        entry = index.at(file, offset)
        return _touched(index, mentions(index, entry), entry.located, workspace, (file, offset)) if entry else None
    start = item_start(text, offset)
    piece = text[start : item_end(text, offset)]
    for located in parsed("", piece).items:
        here = replace(located, offset=located.offset + start)
        if here.offset <= offset <= here.offset + here.length:
            return _touched(index, names_in(index, here), here, workspace, (file, offset))
    return None


def _touched(
    index: Index, found: Iterable[Mention], located: Located, workspace: Workspace, place: tuple[str, int]
) -> Reference | None:
    """The name of an item that a place touches."""
    file, offset = place
    at = offset - located.offset
    touched = [m for m in found if m.span.start <= at <= m.span.end]
    inner = [m for m in touched if at < m.span.end] or touched
    if inner:
        return _reference(file, located, inner[-1]) if inner[-1].targets else None
    return _guessed(index, workspace, file, offset) if not located.complete else None


def word_at(workspace: Workspace, file: str, place: Place) -> Token | None:
    """The word at a place, whatever it is; None in strings and comments."""
    offset, text = workspace.offset(file, place), workspace.sources[file].text
    start = text.rfind("\n", 0, offset) + 1
    line = text[start:].partition("\n")[0]
    for token in lex(line):
        if token.kind in ("WORD", "QUOTED") and start + token.start <= offset <= start + token.end:
            return token._replace(start=start + token.start, end=start + token.end)
    return None


def _guessed(index: Index, workspace: Workspace, file: str, offset: int) -> Reference | None:
    word = word_at(workspace, file, offset)
    if word is None:
        return None
    at = spot(index, workspace.sources[file].text, word.end)
    name = word.text.strip("`")
    if "NAME" not in at.cursor.allowed:
        return None
    found = of_values(index, name, beside(index, at))
    if not found and at.table is not None and name in at.table.fields:
        found = (Target("field", name, at.table.name),)
    found = found or index.resolve(name)
    return Reference(file, Span(word.start, word.end), found) if found else None


def names(workspace: Workspace, file: str, within: Span | None = None) -> tuple[Reference, ...]:
    """Every name in a file, or in the items that reach into a part of it, in order: what an editor colours them by."""
    index = workspace.index
    found: list[Reference] = []
    for entry in index.entries:
        start, end = entry.located.offset, entry.located.offset + entry.located.length
        if entry.file == file and (within is None or (start <= within.end and within.start <= end)):
            found += (_reference(file, entry.located, mention) for mention in mentions(index, entry))
    return tuple(found)


def definition(workspace: Workspace, file: str, place: Place) -> tuple[Reference, ...]:
    """Where what is named at a place is declared; nothing for what is built in."""
    found = name_at(workspace, file, place)
    targets = found.targets if found is not None else ()
    declared = (declaration(workspace.index, target) for target in targets)
    return tuple(reference for reference in declared if reference is not None)


def references(workspace: Workspace, file: str, place: Place) -> tuple[Reference, ...]:
    """Every use of what is named at a place, its declaration included, in the order of files and places."""
    found = name_at(workspace, file, place)
    return uses(workspace.index, found.targets) if found is not None else ()


def uses(index: Index, targets: Iterable[Target]) -> tuple[Reference, ...]:
    """Every use of any of the targets, their declarations included."""
    wanted = frozenset(targets)
    words = {target.name for target in wanted}
    found: dict[tuple[str, Span], Reference] = {}
    for word in sorted(words):
        for entry in index.with_word(word):
            for mention in mentions(index, entry):
                if not wanted.isdisjoint(mention.targets):
                    reference = _reference(entry.file, entry.located, mention)
                    found[reference.file, reference.span] = reference
    files = {file: at for at, file in enumerate(index.sources)}
    return tuple(sorted(found.values(), key=lambda r: (files[r.file], r.span)))


def declaration(index: Index, target: Target) -> Reference | None:
    """Where a thing gets its name; None for what is built in or inferred from data."""
    entry = declaring(index, target)
    if entry is None:
        return None
    own = (m for m in mentions(index, entry) if m.declares and target in m.targets)
    return next((_reference(entry.file, entry.located, mention) for mention in own), None)


def declaring(index: Index, target: Target) -> Entry | None:
    """The item in which a thing is declared."""
    owner = target.owner.partition(".")[0]
    match target.kind:
        case "definition":
            return index.definitions.get(target.name)
        case "table":
            return index.tables.get(target.name)
        case "field":
            return index.tables.get(target.owner)
        case "channel":
            return index.channels.get(target.name)
        case "value":
            return index.definitions.get(owner) if "." not in target.owner else index.tables.get(owner)
        case "part":
            return index.definitions.get(owner)
        case _:
            return None


def _reference(file: str, located: Located, mention: Mention) -> Reference:
    by = located.offset
    extent = mention.extent.shifted(by) if mention.extent is not None else None
    return Reference(file, mention.span.shifted(by), mention.targets, extent, mention.written)


# ---- outline ---------------------------------------------------------------------------------------------------------


def outline(workspace: Workspace, file: str) -> tuple[Symbol, ...]:
    """What a file declares: themes hold dimensions, those hold definitions, those hold classes, fields and arms."""
    source = workspace.sources[file]
    flat = [_symbol(located.node, located.offset) for located in parsed(file, source.text).items]
    return tuple(_under_headings(flat))


def _under_headings(symbols: list[Symbol]) -> Iterator[Symbol]:
    """The symbols with everything that follows a heading put under it."""
    at = 0
    while at < len(symbols):
        head = symbols[at]
        at += 1
        if head.kind not in ("theme", "dimension"):
            yield head
            continue
        stops = {"theme"} if head.kind == "theme" else {"theme", "dimension"}
        stop = next((i for i in range(at, len(symbols)) if symbols[i].kind in stops), len(symbols))
        inner = tuple(_under_headings(symbols[at:stop]))
        span = Span(head.span.start, inner[-1].span.end if inner else head.span.end)
        yield Symbol(head.kind, head.name, head.title, span, head.name_span, inner)
        at = stop


def _symbol(node: items.Item, offset: int) -> Symbol:
    whole = node.span.shifted(offset)
    match node:
        case items.Heading(level=level, title=title):
            return Symbol(level, title.value, None, whole, title.span.shifted(offset))
        case items.Test(title=title):
            return Symbol("test", title.value, None, whole, title.span.shifted(offset))
        case items.Assertion(title=heading, condition=condition):
            place = heading.span if heading is not None else condition.span
            return Symbol("assert", heading.value if heading is not None else "", None, whole, place.shifted(offset))
        case items.Definition(name=name, title=heading):
            inner = tuple(_line(line, offset) for line in _lines(node))
            shown = heading.value if heading is not None else None
            return Symbol(kind_of(node), name.text, shown, whole, name.span.shifted(offset), inner)


_Line = items.FieldDecl | items.Class | items.Label | items.Arm | items.Variant | items.Goal


def _lines(node: items.Definition) -> tuple[_Line, ...]:
    """The lines of a definition that declare something."""
    match node:
        case items.Table(fields=fields):
            return fields
        case items.Tag(classes=classes):
            return classes
        case items.Learned(labels=labels):
            return labels
        case items.Campaign(arms=arms, goals=goals):
            return (*arms, *goals)
        case _:
            return ()


def _line(node: _Line, offset: int) -> Symbol:
    kind = node.role if isinstance(node, items.FieldDecl) else type(node).__name__.lower()
    inner = tuple(_line(variant, offset) for variant in node.variants) if isinstance(node, items.Arm) else ()
    title = node.title.value if node.title is not None else None
    return Symbol(kind, node.name.text, title, node.span.shifted(offset), node.name.span.shifted(offset), inner)


def kind_of(node: items.Definition) -> str:
    """The keyword a definition is declared with."""
    match node:
        case items.Table(role=role):
            return role
        case items.Learned(keyword=keyword):
            return keyword
        case _:
            return type(node).__name__.lower()
