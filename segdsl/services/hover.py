"""What a name or a word of the language is: shown under the cursor, and beside the candidates of a completion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from segdsl.diagnostics import Span, Text
from segdsl.diagnostics.text import Language
from segdsl.functions import REGISTRY
from segdsl.rulebook.contract import LEDGER
from segdsl.rulebook.declare import Entry
from segdsl.rulebook.model import Field
from segdsl.services.candidates import Candidate, signature
from segdsl.services.index import Index
from segdsl.services.navigation import declaring, kind_of, name_now, word_at
from segdsl.services.targets import Target
from segdsl.services.texts import hover as say
from segdsl.services.texts.functions import SPECIAL_FUNCTIONS
from segdsl.services.texts.keywords import KEYWORDS
from segdsl.services.texts.words import WORDS
from segdsl.services.workspace import Place, Workspace, shown_type
from segdsl.syntax import items
from segdsl.syntax.unparse import format_expr, format_value

_HEAD_LINES = 8
_NAMES = 6


@dataclass(frozen=True, slots=True)
class Hover:
    """What is said of a thing: a heading (kind, name, title), lines of text, and the first lines of its `source`.

    `span` is the name that was pointed at, None for documentation of a candidate. `data` names table and field where
    whoever has the data can add statistics.
    """

    kind: str
    name: str
    title: str | None
    lines: tuple[str, ...]
    source: tuple[str, ...] = ()
    data: tuple[str, str] | None = None
    target: Target | None = None
    span: Span | None = None


def hover(workspace: Workspace, file: str, place: Place, language: Language) -> Hover | None:
    """What stands under the cursor, as of the last check; None where there is nothing to say."""
    found = name_now(workspace, file, place)
    if found is not None:
        return _documented(workspace, found.targets[0], language, found.span)
    word = word_at(workspace, file, place)
    if word is None or word.text not in KEYWORDS:
        return None
    target = Target("word", word.text, "keyword")
    return _documented(workspace, target, language, Span(word.start, word.end))


def documentation(workspace: Workspace, candidate: Candidate, language: Language) -> Hover | None:
    """What a candidate of a completion is; None for a number with a unit and the like."""
    if candidate.target is None:
        return None
    return _documented(workspace, candidate.target, language, None)


def _documented(workspace: Workspace, target: Target, language: Language, span: Span | None) -> Hover | None:
    index = workspace.known
    match target.kind:
        case "function":
            return _function(target, language, span)
        case "word":
            return _word(target, language, span)
        case "field":
            return _field(index, target, language, span)
        case "value":
            return _value(index, target, language, span)
        case _:
            return _declared(workspace, target, language, span)


# ---- the language's own ----------------------------------------------------------------------------------------------


def _function(target: Target, language: Language, span: Span | None) -> Hover | None:
    name = target.name
    summary = REGISTRY[name].summary if name in REGISTRY else SPECIAL_FUNCTIONS[name][1]
    return Hover("function", name, None, (signature(name), summary.say(language)), target=target, span=span)


def _word(target: Target, language: Language, span: Span | None) -> Hover | None:
    texts = KEYWORDS if target.owner == "keyword" else WORDS.get(target.owner, {})
    text = texts.get(target.name)
    lines = (text.say(language),) if text is not None else ()
    return Hover(target.owner, target.name, None, lines, target=target, span=span)


# ---- data ------------------------------------------------------------------------------------------------------------


def _field(index: Index, target: Target, language: Language, span: Span | None) -> Hover | None:
    table = index.table(target.owner)
    field = table.fields.get(target.name) if table is not None else None
    if table is None or field is None:
        lines = (say.INFERRED.say(language),)
        return Hover("field", target.name, None, lines, target=target, span=span, data=(target.owner, target.name))
    owner = f"{table.name} {table.title}" if table.title else table.name
    said = [say.OF_TABLE.say(language, {"table": owner}), *_about(index, field, language)]
    return Hover("field", field.name, field.title, tuple(said), (), (table.name, field.name), target, span)


def _about(index: Index, field: Field, language: Language) -> Iterator[str]:
    yield say.TYPE.say(language, {"type": shown_type(field.type)})
    if field.type.values:
        yield say.VALUES.say(language, {"values": _values(index, field.type.values)})
    if field.role in ("key", "at"):
        yield (say.KEY if field.role == "key" else say.TIME).say(language)
    if field.unit is not None:
        yield say.UNIT.say(language, {"unit": field.unit})
    if field.valid is not None:
        valid = field.valid
        shown = (
            f"{format_value(valid.low)}..{format_value(valid.high)}"
            if valid.low is not None and valid.high is not None
            else ", ".join(map(format_value, valid.values or ()))
        )
        yield say.VALID.say(language, {"valid": shown})
    if field.pii is not None:
        yield say.PERSONAL.say(language, {"what": field.pii})
    if field.opt_out is not None:
        yield say.REFUSAL.say(language)
    if field.column != field.name:
        yield say.COLUMN.say(language, {"column": field.column})


def _values(index: Index, values: tuple[str, ...]) -> str:
    channels = index.environment.channels
    titles = {name: channel.title for name, channel in channels.items() if channel.title}
    return ", ".join(f"{value} {titles[value]}" if value in titles else value for value in values)


def _value(index: Index, target: Target, language: Language, span: Span | None) -> Hover | None:
    entry = declaring(index, target)
    lines = [say.OF_CATEGORY.say(language, {"owner": target.owner})]
    title: str | None = None
    source: tuple[str, ...] = ()
    match entry.node if entry is not None else None:
        case items.Tag(classes=found) | items.Learned(labels=found):
            line = next((each for each in found if each.name.text == target.name), None)
            title = line.title.value if line is not None and line.title is not None else None
            source = _source(entry, line.span) if entry is not None and line is not None else ()
    return Hover("value", target.name, title, tuple(lines), source, target=target, span=span)


# ---- definitions -----------------------------------------------------------------------------------------------------


def _declared(workspace: Workspace, target: Target, language: Language, span: Span | None) -> Hover | None:
    """A definition, a table, a channel, or a part of a campaign."""
    entry = declaring(workspace.known, target)
    if entry is None or not isinstance(entry.node, items.Definition):
        lines = (say.LEDGER.say(language),) if target.name == LEDGER else ()
        return Hover(target.kind, target.name, None, lines, target=target, span=span)
    node = entry.node
    if target.kind == "part":
        inside = _part(node, target)
        kind, title = type(inside).__name__.lower(), inside.title
        shown = title.value if title is not None else None
        return Hover(kind, target.name, shown, (), _source(entry, inside.span), target=target, span=span)
    title = node.title
    said = tuple(_lines(workspace, entry, node, language))
    shown = title.value if title is not None else None
    return Hover(kind_of(node), target.name, shown, said, _source(entry, node.span), target=target, span=span)


def _part(node: items.Definition, target: Target) -> items.Arm | items.Variant | items.Goal:
    assert isinstance(node, items.Campaign)
    arm = target.owner.partition(".")[2]
    lines: list[items.Arm | items.Variant | items.Goal] = [*node.arms, *node.goals]
    if arm:
        lines = [variant for each in node.arms if each.name.text == arm for variant in each.variants]
    return next(line for line in lines if line.name.text == target.name)


def _lines(workspace: Workspace, entry: Entry, node: items.Definition, language: Language) -> Iterator[str]:
    def line(text: Text, **args: object) -> str:
        return text.say(language, args)

    name = node.name.text
    match node:
        case items.Param(value=value, bounds=None):
            yield line(say.VALUE, value=format_expr(value))
        case items.Param(value=value, bounds=bounds) if bounds is not None:
            yield line(say.RANGE, value=format_expr(value), range=format_expr(bounds))
        case items.Table(fields=fields):
            yield line(say.FIELDS, fields=", ".join(field.name.text for field in fields))
        case items.Definition() if name in workspace.types:
            yield line(say.TYPE, type=workspace.types[name])
    if workspace.rulebook is not None and name in workspace.rulebook.broken:
        yield line(say.BROKEN)
    if entry.theme or entry.dimension:
        yield line(say.PLACE, place=" › ".join(part for part in (entry.theme, entry.dimension) if part))
    meta: items.Meta | None = getattr(node, "meta", None)
    if meta is not None:
        if meta.owner is not None:
            yield line(say.OWNER, owner=meta.owner.value)
        if meta.note is not None:
            yield line(say.NOTE, note=meta.note.value)
        if meta.status is not None:
            yield line(say.STATUS, status=meta.status.text)
    if not isinstance(node, items.Table | items.Channel | items.Campaign):
        yield _used_by(workspace, name, language)


def _used_by(workspace: Workspace, name: str, language: Language) -> str:
    book = workspace.rulebook
    users = [d.name for d in book.definitions.values() if name in d.uses] if book is not None else []
    users += [c.name for c in book.campaigns.values() if name in c.uses] if book is not None else []
    if not users:
        return say.UNUSED.say(language)
    shown = (", " if language == "en" else "、").join(users[:_NAMES])
    if len(users) <= _NAMES:
        return say.USED_BY.say(language, {"names": shown})
    return say.USED_BY_MORE.say(language, {"names": shown, "count": len(users) - _NAMES})


def _source(entry: Entry, span: Span) -> tuple[str, ...]:
    """The first lines of a piece of an item."""
    lines = entry.located.text[span.start : span.end].splitlines()
    return tuple(lines if len(lines) <= _HEAD_LINES else [*lines[: _HEAD_LINES - 1], "…"])
