"""Syntax trees to a typed rulebook: names resolved, types checked, surprises linted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segdsl.rulebook.binding import bind as bind
    from segdsl.rulebook.expression import check_expression as check_expression
    from segdsl.rulebook.files import load as load
    from segdsl.rulebook.incremental import Checker as Checker

_HOMES = {"Checker": "incremental", "bind": "binding", "check_expression": "expression", "load": "files"}


def __getattr__(name: str) -> object:
    """Import a published name when it is first asked for: who needs a type of the model needs no parser."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


__all__ = ["Checker", "bind", "check_expression", "load"]
