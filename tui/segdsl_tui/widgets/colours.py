"""The app's own colours, dark and light: every text can be read on every background it stands on.

`tests/tui/test_screens.py` holds them to a contrast of 4.5 to 1, and of 3 to 1 for what is stale. Texts are styled with
the names of the terminal's colours, so that themes which use those need nothing more; in every other theme they are
drawn as one of the two palettes here says. Where no colours are wanted none is sent, not even that of the terminal.
"""

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import Theme


def _chosen(background: str, foreground: str) -> dict[str, str]:
    """The colours of what is chosen: the pane with the keyboard, the row of a cursor."""
    blocks = {
        f"block-cursor-{blurred}{part}": colour
        for blurred in ("", "blurred-")
        for part, colour in (("background", background), ("foreground", foreground))
    }
    return {"primary-muted": background} | blocks


DARK = Theme(
    "segdsl-dark",
    primary="#2f8fe0",
    secondary="#5ca8e8",
    accent="#ffa62b",
    warning="#ffa62b",
    error="#ff7b85",
    success="#7ecf6b",
    foreground="#e4e4e4",
    background="#121212",
    surface="#1d1f21",
    panel="#262f37",
    variables=_chosen("#0f3a5f", "#e4e4e4"),
)
LIGHT = Theme(
    "segdsl-light",
    primary="#0a5ca8",
    secondary="#0a4f8a",
    accent="#ffb545",
    warning="#8a5a00",
    error="#b3261e",
    success="#1a6b2b",
    foreground="#1b1f24",
    background="#fcfcfc",
    surface="#f3f4f6",
    panel="#e6eaef",
    dark=False,
    variables=_chosen("#cfe2f6", "#1b1f24"),
)

OWN = (DARK, LIGHT)


def _palette(background: str, foreground: str, colours: str) -> TerminalTheme:
    """The sixteen colours of a terminal: the bright eight are the same as the others."""

    def rgb(spelt: str) -> tuple[int, int, int]:
        return int(spelt[0:2], 16), int(spelt[2:4], 16), int(spelt[4:6], 16)

    eight = [rgb(colour) for colour in colours.split()]
    return TerminalTheme(rgb(background), rgb(foreground), eight, eight)


# black, red, green, yellow, blue, magenta, cyan, white
ON_DARK = _palette("121212", "e4e4e4", "3a3a3a ff7b85 7ecf6b f0b849 7ab7ff d69aff 58d1eb e4e4e4")
ON_LIGHT = _palette("fcfcfc", "1b1f24", "1b1f24 b3261e 1a6b2b 7a5100 0b4f9e 7b2d91 0b5f77 6b7280")


class Colourless(LineFilter):
    """Bold, dim, underlined and reversed as it was, and in no colour: the library would draw in greys."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [Segment(text, _without(style) if style else None, control) for text, style, control in segments]


@lru_cache(1024)
def _without(style: Style) -> Style:
    return style.without_color


WITHOUT = {
    "block-cursor-text-style": "bold reverse",
    "block-cursor-blurred-text-style": "bold",
    "input-cursor-text-style": "reverse",
}
"""What is chosen is told by its background, where there are colours."""
