"""What is offered at the cursor, and which of it is chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace

from segdsl.services.candidates import Candidate
from segdsl.services.completion import complete
from segdsl.services.workspace import Workspace
from segdsl_tui.state.editing import position
from segdsl_tui.state.model import Place


@dataclass(frozen=True, slots=True)
class Offers:
    """Candidates for a word, one of them chosen.

    `start` is where the word begins, `typed` what of it stands before the cursor. `moved`: somebody moved in the list,
    so that Enter takes the chosen one; input methods commit with Enter.
    """

    file: str
    start: int
    typed: str
    candidates: tuple[Candidate, ...]
    at: int = 0
    moved: bool = False

    @property
    def chosen(self) -> Candidate:
        """The candidate that would be taken."""
        return self.candidates[self.at]

    def stepped(self, by: int) -> Offers:
        """Another one chosen: from the last on to the first, by more than one not further than the ends."""
        last = len(self.candidates) - 1
        at = (self.at + by) % (last + 1) if abs(by) == 1 else max(0, min(self.at + by, last))
        return replace(self, at=at, moved=True)

    def at_row(self, at: int) -> Offers:
        """The one at a place in the list chosen."""
        return replace(self, at=max(0, min(at, len(self.candidates) - 1)), moved=True)

    def following(self, earlier: Offers | None) -> Offers:
        """These offers with what was chosen among earlier ones for the same word, if somebody moved there."""
        if earlier is None or not earlier.moved or (earlier.file, earlier.start) != (self.file, self.start):
            return self
        names = [(each.kind, each.name) for each in self.candidates]
        wanted = (earlier.chosen.kind, earlier.chosen.name)
        return replace(self, at=names.index(wanted), moved=True) if wanted in names else self


def offers(workspace: Workspace, file: str, place: Place, *, asked: bool) -> Offers | None:
    """What may be written at a place; None where there is nothing that is not written already.

    Where nobody `asked`, only for a word that has begun.
    """
    text = workspace.sources[file].text
    offset = workspace.offset(file, position(place))
    found = complete(workspace, file, offset)
    if not found:
        return None
    span = found[0].span
    typed = text[span.start : offset]
    if not asked and not starts_word(typed):
        return None
    if len(found) == 1 and found[0].insert == text[span.start : span.end]:
        return None
    return Offers(file, span.start, typed, found)


def starts_word(text: str) -> bool:
    """Whether a text can be the beginning of a name: numbers complete themselves."""
    return text[:1].isalpha() or text[:1] in ("_", "`")


def belongs_to_word(text: str) -> bool:
    """Whether a text is made of what words are made of."""
    return all(character.isalnum() or character in "_`" for character in text)
