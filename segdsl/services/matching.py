"""How well a name fits what was typed so far: by its beginning, a word inside it, its title, or letters in order."""

from __future__ import annotations

import re

from segdsl.rulebook.suggest import folded

_PARTS = re.compile(r"[^\W_]+")
_CAPITALS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")

EXACT, BEGINS, PART, TITLE, INSIDE, LETTERS = range(6)


def match(typed: str, name: str, title: str | None) -> int | None:
    """How well a name with its title fits: the smaller the better; None where it does not."""
    if not typed:
        return BEGINS
    wanted, plain, shown = folded(typed), folded(name), folded(title) if title else ""
    if wanted in (plain, shown):
        return EXACT
    if plain.startswith(wanted):
        return BEGINS
    if any(folded(part).startswith(wanted) for part in _parts(name)):
        return PART
    if shown.startswith(wanted):
        return TITLE
    if wanted in plain or wanted in shown:
        return INSIDE
    if len(wanted) > 1 and (_in_order(wanted, plain) or _in_order(wanted, shown)):
        return LETTERS
    return None


def _parts(name: str) -> list[str]:
    """The words that a name is made of: `last_seen`, `lastSeen`."""
    return [part for word in _PARTS.findall(name) for part in _CAPITALS.split(word)]


def _in_order(wanted: str, text: str) -> bool:
    """Whether all letters stand in a text in this order; both begin alike, or nearly everything would fit."""
    rest = iter(text)
    return text[:1] == wanted[:1] and all(letter in rest for letter in wanted)
