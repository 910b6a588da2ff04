"""How the views name definitions, fields and classes: by their titles, the names behind them."""

from __future__ import annotations

from segdsl_tui.state.model import State


def named(name: str, title: str | None) -> str:
    """Title and name, apart enough for a table."""
    return f"{title}  {name}" if title else name


def titled(name: str, title: str | None) -> str:
    """Title and name, within a sentence."""
    return f"{title} {name}" if title else name


def title_of(state: State, name: str) -> str:
    """The title of a definition, without one its name."""
    definition = state.rulebook.definitions.get(name) if state.rulebook else None
    return (definition.title if definition else None) or name
