"""The rules of the last commit beside those in the editor: definitions in customers first, then files line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import unified_diff
from typing import TYPE_CHECKING

from rich.text import Text

from segdsl.cli.show.numbers import count
from segdsl.diagnostics import Language
from segdsl.diagnostics.render.excerpt import visible
from segdsl_tui.i18n import changes as texts
from segdsl_tui.presentation.entries import Entries, Entry
from segdsl_tui.state import queries
from segdsl_tui.state.changes import Change, Changes
from segdsl_tui.state.model import Place, State

if TYPE_CHECKING:
    from segdsl.engine.results import ClassDifference, Difference

_SIGNS = {
    "modified": ("~", texts.MODIFIED, "bold yellow"),
    "added": ("+", texts.ADDED, "bold green"),
    "removed": ("-", texts.REMOVED, "bold red"),
    "affected": (" ", texts.AFFECTED, "dim"),
}
_STYLES = {"+": "green", "-": "red", "@": "cyan"}
_HUNK = re.compile(r"@@ -\d+(?:,\d+)? \+(\d+)")


def page(state: State, found: Changes) -> Entries:
    """The page; where nothing changed it says so."""
    language = state.language
    if not found.texts:
        return Entries(Text(texts.NOTHING.say(language, {"commit": found.commit}), "bold"))
    args = {"commit": found.commit, "files": len(found.texts), "definitions": len(found.definitions)}
    definitions = [_definition(state, change) for change in found.definitions]
    hunks = [entry for name, both in found.texts.items() for entry in _hunks(state, name, *both)]
    return Entries(Text(texts.SINCE.say(language, args), "bold"), (*definitions, *hunks))


def _definition(state: State, change: Change) -> Entry:
    sign, word, style = _SIGNS[change.kind]
    title = queries.title_of(state, change.name)
    text = Text.assemble((f"{sign} ", style), (visible(title or change.name), "bold"))
    text.append(f"  {change.name}" if title else "", "dim").append(f"  {word.say(state.language)}  ", style)
    text.append(_sizes(change, state.language), "cyan")
    found = queries.place_of(state, ("definition", change.name))
    return Entry(text, *found) if found else Entry(text)


def _sizes(change: Change, language: Language) -> str:
    """Who came and who went; of tags by class, of other values how many have another one. Else sizes alone."""
    found = change.difference
    if found is None:
        args = {"before": count(change.before) or "–", "after": count(change.after) or "–"}
        return "" if change.before is None and change.after is None else texts.SIZES.say(language, args)
    if found.before is not None:
        same = not found.entered and not found.left
        return texts.SAME.say(language, {"after": count(found.after)}) if same else _moved(found, language)
    if found.classes:
        named = ((each.title or each.name or texts.NO_CLASS.say(language), each) for each in found.classes)
        return "  ".join(f"{title} {_moved(each, language)}" for title, each in named)
    return (texts.OTHER_VALUES if found.other else texts.SAME_VALUES).say(language, {"n": count(found.other)})


def _moved(found: Difference | ClassDifference, language: Language) -> str:
    args = {"before": count(found.before), "after": count(found.after)}
    moved = {"entered": _signed("+", found.entered), "left": _signed("−", found.left)}
    return texts.MOVED.say(language, args | moved)


def _signed(sign: str, number: int) -> str:
    """A number of customers with its sign; none has no sign."""
    return f"{sign}{count(number)}" if number else count(number)


def _hunks(state: State, name: str, before: str | None, after: str | None) -> Iterator[Entry]:
    """A file in pieces, each at its place; one that was not there, or is gone, in a line."""
    if before is None or after is None:
        word = (texts.NEW_FILE if before is None else texts.GONE_FILE).say(state.language)
        text = Text.assemble((visible(name), "bold"), f"  {word}")
        yield Entry(text, name) if after is not None else Entry(text)
        return
    piece, at = Text.assemble((visible(name), "bold")), None
    for line in list(unified_diff(before.splitlines(), after.splitlines(), n=2, lineterm=""))[2:]:
        start = _HUNK.match(line)
        if start:
            if at is not None:
                yield Entry(piece, name, at)
                piece = Text.assemble((visible(name), "bold"))
            at = Place(max(0, int(start[1]) - 1))
        piece.append("\n" + visible(line), _STYLES.get(line[:1], ""))
    if at is not None:
        yield Entry(piece, name, at)
