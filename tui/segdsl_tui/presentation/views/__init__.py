"""The views of the preview: each is a module named after its tab, loaded when the view is first shown."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from segdsl.diagnostics.text import Text
from segdsl_tui.state.model import Tab

if TYPE_CHECKING:
    from segdsl_tui.presentation.views.view import View

TABS: Mapping[Tab, Text] = {
    "size": Text("Size", "规模"),
    "spread": Text("Spread", "分布"),
    "split": Text("Split", "细分"),
    "overlap": Text("Overlap", "重叠"),
    "sample": Text("Members", "成员"),
    "why": Text("Why", "原因"),
    "sweep": Text("Sweep", "阈值"),
}
"""What the views are called, in their order."""


@cache
def view(tab: Tab) -> View[Any]:
    """The view behind a tab."""
    found: View[Any] = import_module(f"{__name__}.{tab}").VIEW
    return found
