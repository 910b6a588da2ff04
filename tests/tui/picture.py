"""What stands on the screen of a running app: its characters, their styles, and how well they can be read."""

from collections.abc import Iterator
from string import ascii_letters
from typing import Any

from rich.cells import cell_len
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.strip import Strip


def strips(app: App[Any]) -> list[Strip]:
    """The screen line by line; each of them has as many cells as the terminal."""
    lines = list(app.screen._compositor.render_strips())
    assert {(line.cell_length, cell_len(line.text)) for line in lines} == {(app.size.width, app.size.width)}
    assert len(lines) == app.size.height
    return lines


def characters(app: App[Any]) -> str:
    """The screen as text, without the spaces at the ends of lines."""
    return "".join(line.text.rstrip() + "\n" for line in strips(app))


def styled(app: App[Any]) -> str:
    """The screen as text, under each line a letter for the style of each cell, and what the letters stand for.

    Styles are of what is drawn: spaces have their background alone. A dot is the style that most cells have.
    """
    drawn = [list(_cells(line)) for line in strips(app)]
    every = [style for line in drawn for _, style in line]
    common = max(dict.fromkeys(every), key=every.count)
    letters = {common: "."} | dict(
        zip((style for style in dict.fromkeys(every) if style != common), ascii_letters, strict=False)
    )
    page = []
    for line in drawn:
        page.append("".join(character for character, _ in line).rstrip())
        page.append("".join(letters[style] for _, style in line).rstrip("."))
    return "\n".join([*page, *(f"{letter} {style}" for style, letter in letters.items())]) + "\n"


def _cells(line: Strip) -> Iterator[tuple[str, str]]:
    """A character and its style for each cell; the second cell of a wide character has none."""
    for segment in line:
        for character in segment.text:
            yield character, _words(segment.style or Style(), blank=character == " ")
            if cell_len(character) == 2:
                yield "", _words(segment.style or Style(), blank=False)


def _words(style: Style, *, blank: bool) -> str:
    kept = Style(bgcolor=style.bgcolor, reverse=style.reverse, underline=style.underline) if blank else style
    return str(kept.without_color + Style.from_color(kept.color, kept.bgcolor))


def unreadable(app: App[Any], least: float) -> list[tuple[str, float]]:
    """Texts of the screen, not of one that shines through behind it, whose contrast is lower; with their contrast."""
    own = [widget.region for widget in app.screen.children if widget.display]
    found = []
    for y, line in enumerate(strips(app)):
        x = 0
        for segment in line:
            if any(region.contains(x, y) for region in own) and any(c.isalnum() for c in segment.text):
                found.append((segment.text.strip(), _contrast(segment)))
            x += segment.cell_length
    return [(text, contrast) for text, contrast in found if contrast < least]


def _contrast(segment: Segment) -> float:
    """The contrast ratio of the Web Content Accessibility Guidelines 2.2, between 1 and 21."""
    style = segment.style
    assert style is not None
    assert style.color is not None
    assert style.bgcolor is not None
    low, high = sorted((_luminance(style.color), _luminance(style.bgcolor)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Color) -> float:
    triplet = colour.triplet
    assert triplet is not None
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in triplet.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
