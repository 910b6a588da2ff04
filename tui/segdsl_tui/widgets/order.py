"""Keys are done in the order in which they were typed, however many come at once.

A character is taken by the widget with the keyboard, but a key that is bound goes on to the app before it is done: on a
slow line or a busy screen, what is typed after `backspace` would arrive before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual import events
    from textual.widget import Widget


async def do_bound(widget: Widget, event: events.Key) -> None:
    """Do what a key is bound to in the widget itself, while it has the keyboard; leave others to go on."""
    if event.is_printable or widget.screen.focused is not widget:
        return
    for binding in widget._bindings.key_to_bindings.get(event.key, ()):  # noqa: SLF001 - what Textual looks at, too
        if await widget.app.run_action(binding.action, widget):
            event.stop()
            event.prevent_default()
            return
