"""What may be written at the cursor, best first.

The parse tables say which words the grammar takes there; the names come from the last index, the values from the
category beside. So it works in a rule that is half written, and in a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from segdsl.services.blocks import BLOCKS, LINES
from segdsl.services.candidates import CURSOR, Candidate, Offer
from segdsl.services.matching import match
from segdsl.services.offers import Ranked, names
from segdsl.services.spot import Spot, spot
from segdsl.services.targets import Target
from segdsl.services.workspace import Place, Workspace
from segdsl.syntax.tables import tables

MOST = 200
_HABITS = frozenset({"BETWEEN", "LIKE"})  # understood, but not how it is written here
_STARTERS = frozenset({"NOT", "TRUE", "FALSE", "TODAY", "LAST"})


def complete(workspace: Workspace, file: str, place: Place) -> tuple[Candidate, ...]:
    """The candidates at a place, best first, at most `MOST`. They replace the word that the cursor is in."""
    offset = workspace.offset(file, place)
    at = spot(workspace.known, workspace.sources[file].text, offset)
    ranked: list[tuple[int, int, int, Offer]] = []
    for order, (rank, offer) in enumerate((*names(workspace, at), *_keywords(at))):
        fit = match(at.prefix, offer.name, offer.title)
        if fit is not None:
            ranked.append((fit, rank, order, offer))
    ranked.sort(key=lambda each: each[:3])
    return tuple(_candidates(at, (offer for *_, offer in ranked)))[:MOST]


def _candidates(at: Spot, offers: Iterable[Offer]) -> Iterator[Candidate]:
    """The offers as candidates, each thing once."""
    seen: set[tuple[str, str]] = set()
    for offer in offers:
        if (offer.kind, offer.name) in seen:
            continue
        seen.add((offer.kind, offer.name))
        before, _, after = offer.insert.partition(CURSOR)
        yield Candidate(
            offer.kind, offer.name, offer.title, offer.type, before + after, len(before), at.span, offer.target
        )


def _keywords(at: Spot) -> Iterator[Ranked]:
    """The keywords that the grammar takes here: those that begin lines first where a line begins, else last."""
    words = {} if at.cursor.unseen else tables().words
    for symbol in words:
        if symbol not in at.cursor.allowed or symbol in _HABITS:
            continue
        word = words[symbol]
        if symbol in at.cursor.lines:
            rank = 0 if at.cursor.first else 6
        else:
            rank = 5 if at.cursor.first or symbol in _STARTERS else 1
        block = BLOCKS.get(word) if not at.block else None
        insert = block or LINES.get(word) or word
        yield rank, Offer("block" if block else "keyword", word, None, None, insert, Target("word", word, "keyword"))
