"""What changed in the rules between two texts of them, and whom that concerns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from segdsl_tui.state.outline import SHOWN, edited, outline
from segdsl_tui.state.update import dependents

if TYPE_CHECKING:
    from segdsl.engine.results import Difference
    from segdsl.rulebook.model import Rulebook

Kind = Literal["modified", "affected", "added", "removed"]
_ORDER: tuple[Kind, ...] = ("modified", "added", "removed", "affected")


@dataclass(frozen=True, slots=True)
class Change:
    """A definition that is other than it was. `affected`: its own text is the same, not that of one it uses.

    Sizes are None for what is no condition, and where one cannot be counted; `difference` is None where the two
    sides cannot be compared customer by customer.
    """

    name: str
    kind: Kind
    before: int | None = None
    after: int | None = None
    difference: Difference | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """The definitions that changed since a commit, and the texts of files then and now, where they differ.

    None stands for a file that was not, or is not, there.
    """

    commit: str
    definitions: tuple[Change, ...]
    texts: Mapping[str, tuple[str | None, str | None]]


def changes(commit: str, before: Mapping[str, str], after: Mapping[str, str], rulebook: Rulebook) -> Changes:
    """What changed, without sizes. Where the data contract changed, that may be any definition."""
    files = sorted({*before, *after})
    texts = {name: (before.get(name), after.get(name)) for name in files if before.get(name) != after.get(name)}
    old, new = _definitions(before), _definitions(after)
    touched: set[str] = set()
    for then, now in texts.values():
        names = edited(then or "", now or "")
        touched |= set(new) if names is None else names
    concerned = touched | dependents(rulebook, touched)
    found = [Change(name, _kind(name, touched, old, new)) for name in [*new, *old] if name in concerned]
    unique = {change.name: change for change in found}
    return Changes(commit, tuple(sorted(unique.values(), key=lambda change: _ORDER.index(change.kind))), texts)


def _kind(name: str, touched: set[str], old: Mapping[str, None], new: Mapping[str, None]) -> Kind:
    if name not in old:
        return "added"
    if name not in new:
        return "removed"
    return "modified" if name in touched else "affected"


def _definitions(texts: Mapping[str, str]) -> dict[str, None]:
    """The definitions, in the order of the files."""
    entries = (entry for text in texts.values() for entry in outline(text))
    return {entry.name: None for entry in entries if entry.kind in SHOWN}
