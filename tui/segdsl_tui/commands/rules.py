"""What the tree of rules shows: all or what is sought, by theme or by file."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING

from segdsl_tui import i18n
from segdsl_tui.state import events as e
from segdsl_tui.widgets.filter import FilterLine
from segdsl_tui.widgets.tree import RuleTree

if TYPE_CHECKING:
    from segdsl_tui.screens.main import MainScreen


async def filter_rules(main: MainScreen) -> None:
    """Bring the keyboard to the line of the filter, which is made where there is none, before another key comes."""
    lines = main.query(FilterLine)
    line = lines.first() if lines else FilterLine(
        main.state.sought, i18n.SEEK.say(main.state.language), main.dispatch
    )  # fmt: skip
    if not lines:
        await main.query_one("#left").mount(line, before=main.query_one(RuleTree))
    main.set_focus(line)


def _all(main: MainScreen) -> None:
    """Show all rules again; the cursor stays where it is."""
    tree = main.query_one(RuleTree)
    main.query(FilterLine).remove()
    main.set_focus(tree)
    main.dispatch(e.Sought(""))


def _arrange(main: MainScreen) -> None:
    main.dispatch(e.Arranged("files" if main.state.arranged == "themes" else "themes"))


COMMANDS: Mapping[str, Callable[[MainScreen], Awaitable[None] | None]] = {
    "tree.filter": filter_rules,
    "tree.all": _all,
    "tree.arrange": _arrange,
}
