"""A small language for audience segments: rule files in git become exact audiences.

Importing this package costs nothing: no data engine and no terminal library is loaded until one is needed.

    import segdsl

    book = segdsl.load("rules/")               # raises RulebookError carrying the diagnostics
    book.expr("vip")                           # a Polars expression over the profile's columns
    with segdsl.open(".", as_of="2021-06-30") as project:
        project.preview(["vip"], waterfall=True).to_dict()
        project.export("vip", to="out/")
        segdsl.discover(project).to_dict()
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segdsl.api.book import Book as Book
    from segdsl.api.book import load_book as load
    from segdsl.api.discover import Search as Search
    from segdsl.api.discover import discover as discover
    from segdsl.api.opening import open_project as open
    from segdsl.api.project import Project as Project
    from segdsl.diagnostics import Diagnostic as Diagnostic
    from segdsl.diagnostics import RulebookError as RulebookError
    from segdsl.diagnostics import SegdslError as SegdslError

_HOMES = {
    "Book": ("segdsl.api.book", "Book"),
    "Diagnostic": ("segdsl.diagnostics", "Diagnostic"),
    "Project": ("segdsl.api.project", "Project"),
    "RulebookError": ("segdsl.diagnostics", "RulebookError"),
    "Search": ("segdsl.api.discover", "Search"),
    "SegdslError": ("segdsl.diagnostics", "SegdslError"),
    "discover": ("segdsl.api.discover", "discover"),
    "load": ("segdsl.api.book", "load_book"),
    "open": ("segdsl.api.opening", "open_project"),
}


def __getattr__(name: str) -> object:
    """Import a published name when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)


__all__ = ["Book", "Diagnostic", "Project", "RulebookError", "Search", "SegdslError", "discover", "load", "open"]
