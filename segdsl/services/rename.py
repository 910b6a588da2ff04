"""Giving a thing another name in all files at once, or saying why that cannot be.

A rename must change no meaning. What cannot be seen from the name alone is tried out: the edited texts are resolved
anew, and every name near the old or the new one has to stand for what it stood for before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest

from segdsl.diagnostics import Diagnostic, Edit, Source, Span
from segdsl.rulebook.contract import LEDGER
from segdsl.rulebook.definitions import MAX_NAME, WORD
from segdsl.rulebook.suggest import folded
from segdsl.services.index import Index, index_of, parsed, words
from segdsl.services.mentions import mentions
from segdsl.services.navigation import Reference, declaration, name_at, uses
from segdsl.services.targets import Mention, Target
from segdsl.services.workspace import Place, Workspace
from segdsl.syntax import items
from segdsl.syntax.fixes import apply_edits
from segdsl.syntax.unparse import format_name, format_text


@dataclass(frozen=True, slots=True)
class Rename:
    """The edits of a rename, by file, and what else its author should know (warnings)."""

    edits: Mapping[str, tuple[Edit, ...]]
    remarks: tuple[Diagnostic, ...] = ()


def renamable(workspace: Workspace, file: str, place: Place) -> Reference | Diagnostic:
    """The name at a place if it can be changed, else why not."""
    found = name_at(workspace, file, place)
    if found is None:
        offset = workspace.offset(file, place)
        return Diagnostic("nothing-to-rename", {}, Span(offset, offset), file)
    refusal = _fixed(workspace.index, found)
    return found if refusal is None else replace(refusal, span=found.span, file=file)


def rename(workspace: Workspace, file: str, place: Place, new: str) -> Rename | Diagnostic:
    """Call what is named at a place `new`, in all files; a diagnostic says why that cannot be."""
    found = renamable(workspace, file, place)
    if isinstance(found, Diagnostic):
        return found
    index, (target,) = workspace.index, found.targets
    if new == target.name:
        return Rename({})
    refusal = _unfit(target, new) or _taken(index, target, new)
    if refusal is not None:
        return replace(refusal, span=found.span, file=file)
    places = uses(index, found.targets)
    for each in places:
        if len(each.targets) > 1:
            return Diagnostic("rename-shared", {"name": target.name}, each.span, each.file)
    edits = _edits(index, target, new, places)
    return _changed(index, target, new, edits) or Rename(edits, tuple(_remarks(index, target, new)))


# ---- what keeps its name ---------------------------------------------------------------------------------------------


def _fixed(index: Index, found: Reference) -> Diagnostic | None:
    """Why a name cannot be changed to any other."""
    target, name = found.targets[0], {"name": found.targets[0].name}
    if target.kind in ("function", "word") or LEDGER in (target.name, target.owner):
        return Diagnostic("rename-built-in", name)
    if target.kind == "value" and "." in target.owner:
        return Diagnostic("rename-data-value", name | {"field": target.owner.partition(".")[2]})
    if len(found.targets) > 1:
        return Diagnostic("rename-shared", name)
    if declaration(index, target) is None:
        return Diagnostic("rename-undeclared", name)
    if target.kind == "channel" and _is_data_value(index, target.name):
        return Diagnostic("rename-channel-value", name)
    return _implied_key(index, target) if target.kind == "field" else None


def _is_data_value(index: Index, name: str) -> bool:
    tables = [*index.environment.tables.values(), *([index.profile] if index.profile is not None else [])]
    return any(name in field.type.values for table in tables for field in table.fields.values())


def _implied_key(index: Index, target: Target) -> Diagnostic | None:
    """The profile's key also names the customer column of tables that declare none."""
    profile = index.profile
    if profile is None or target.name != profile.key:
        return None
    concerned = index.tables if target.owner == profile.name else (target.owner,)
    tables = [name for name in concerned if name != profile.name and not _has_key(index, name)]
    if not tables:
        return None
    shown = ", ".join(f"`{name}`" for name in tables)
    type_ = str(profile.fields[profile.key].type)
    return Diagnostic("rename-implied-key", {"name": target.name, "tables": shown, "type": type_})


def _has_key(index: Index, table: str) -> bool:
    node = index.tables[table].node
    return isinstance(node, items.Table) and any(line.role == "key" for line in node.fields)


# ---- the new name ----------------------------------------------------------------------------------------------------


def _unfit(target: Target, new: str) -> Diagnostic | None:
    """Why nothing of this kind can be called so. A field may be anything that fits between backquotes."""
    if target.kind == "field":
        sound = bool(new.strip()) and not set(new) & set("`\n")
        return None if sound else Diagnostic("name-not-a-word", {"name": new})
    if WORD.fullmatch(new) is None:
        return Diagnostic("name-not-a-word", {"name": new})
    if len(new) > MAX_NAME:
        return Diagnostic("name-too-long", {"length": len(new)})
    return Diagnostic("reserved-name", {"name": new}) if new == LEDGER and target.kind != "channel" else None


def _taken(index: Index, target: Target, new: str) -> Diagnostic | None:
    """Whether something beside it is called so, or so alike that nobody can tell them apart."""
    others = {folded(name) for name in _beside(index, target) if name != target.name}
    return Diagnostic("rename-taken", {"name": new}) if folded(new) in others else None


def _beside(index: Index, target: Target) -> Iterable[str]:
    """The names that share a space with the target."""
    profile = index.profile
    match target.kind:
        case "definition" | "table":
            return (*index.definitions, *index.tables, *(profile.fields if profile is not None else ()))
        case "field" if profile is not None and target.owner == profile.name:
            return (*index.definitions, *index.tables, *profile.fields)
        case "field":
            table = index.table(target.owner)
            return table.fields if table is not None else ()
        case "channel":
            return index.channels
        case "value":
            return index.values(Target("definition", target.owner))
        case _:
            return _parts(index, target)


def _parts(index: Index, target: Target) -> Iterator[str]:
    """The arms and goals of a campaign, or the variants of an arm."""
    entry = index.definitions[target.owner.partition(".")[0]]
    for mention in mentions(index, entry):
        yield from (each.name for each in mention.targets if each.kind == "part" and each.owner == target.owner)


# ---- the edits -------------------------------------------------------------------------------------------------------


def _edits(index: Index, target: Target, new: str, places: Iterable[Reference]) -> dict[str, tuple[Edit, ...]]:
    edits: dict[str, list[Edit]] = {}
    for place in places:
        text = {"name": format_name(new), "text": format_text(new), "placeholder": new}[place.written]
        edits.setdefault(place.file, []).append(Edit(place.span, text))
    for file, edit in _kept(index, target):
        edits.setdefault(file, []).append(edit)
    return {file: tuple(sorted(found, key=lambda e: e.span)) for file, found in edits.items()}


def _kept(index: Index, target: Target) -> Iterator[tuple[str, Edit]]:
    """What has to be written down because the old name said it: a field's column, the salt of a holdout."""
    declared = declaration(index, target)
    if declared is None or declared.extent is None:
        return
    if target.kind == "field":
        node = index.tables[target.owner].node
        lines = node.fields if isinstance(node, items.Table) else ()
        line = next(each for each in lines if each.name.text == target.name)
        if not any(attribute.keyword == "from" for attribute in line.attributes):
            end = declared.extent.end
            yield declared.file, Edit(Span(end, end), f" from {format_text(target.name)}")
    elif target.kind == "definition":
        entry = index.definitions[target.name]
        for holdout in entry.node.holdouts if isinstance(entry.node, items.Campaign) else ():
            if holdout.salt is None:
                end = entry.located.offset + holdout.span.end
                yield entry.file, Edit(Span(end, end), f" salt {format_text(target.name)}")


def _remarks(index: Index, target: Target, new: str) -> Iterator[Diagnostic]:
    """What a rename cannot see to, because it lies outside the rules."""
    name = {"name": target.name}
    if target.kind == "table":
        yield Diagnostic("rename-data-name", name)
    owner = target.name if target.kind == "definition" else target.owner
    match index.node(owner):
        case items.Learned() if target.kind in ("definition", "value"):
            yield Diagnostic("rename-refit", {"name": owner, "new": new if target.kind == "definition" else owner})
        case items.Campaign(arms=arms, holdouts=()) if target.kind == "definition" and any(a.variants for a in arms):
            yield Diagnostic("rename-reshuffles", name)


# ---- trying it out ---------------------------------------------------------------------------------------------------


def _changed(index: Index, target: Target, new: str, edits: Mapping[str, tuple[Edit, ...]]) -> Diagnostic | None:
    """The first place that would mean something else after the rename."""
    texts = {name: apply_edits(source.text, edits.get(name, ())) for name, source in index.sources.items()}
    profile = index.profile
    after = index_of([Source(n, text) for n, text in texts.items()], profile if profile and profile.inferred else None)
    args = {"name": new}
    for name, source in index.sources.items():
        found, before = parsed(name, texts[name]).diagnostics, parsed(name, source.text).diagnostics
        if len(found) > len(before):
            return Diagnostic("rename-shadows", args, edits[name][0].span, name)
    near = {target.name, new}
    for old, fresh in zip(index.entries, after.entries, strict=False):
        if near.isdisjoint(words(old.located.text)):
            continue
        for was, now in zip_longest(mentions(index, old), mentions(after, fresh)):
            if was is None or now is None or _called(was, target, new) != now.targets:
                span = was.span if was is not None else old.node.span
                return Diagnostic("rename-shadows", args, span.shifted(old.located.offset), old.file)
    return None


def _called(mention: Mention, target: Target, new: str) -> tuple[Target, ...]:
    """What a name stands for, with the target's new name in it."""
    return tuple(_with_name(each, target, new) for each in mention.targets)


def _with_name(each: Target, target: Target, new: str) -> Target:
    if each == target:
        return replace(each, name=new)
    path = each.owner.split(".")
    if each.kind == "value" and target.kind == "field" and each.owner == f"{target.owner}.{target.name}":
        return replace(each, owner=f"{target.owner}.{new}")
    if each.kind == "part" and target.kind == "part" and each.owner == f"{target.owner}.{target.name}":
        return replace(each, owner=f"{target.owner}.{new}")
    of_tables = target.kind == "table" and (each.kind == "field" or (each.kind == "value" and len(path) == 2))
    of_definitions = target.kind == "definition" and (each.kind == "part" or (each.kind == "value" and len(path) == 1))
    if path[0] == target.name and (of_tables or of_definitions):
        return replace(each, owner=".".join([new, *path[1:]]))
    return each
