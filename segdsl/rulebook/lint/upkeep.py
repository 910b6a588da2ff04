"""What grows over in a rulebook: definitions nobody uses, reviews nobody did, characters that only look alike."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Collection, Iterator

from segdsl.diagnostics import Diagnostic, Edit, Fix, Text
from segdsl.rulebook import terms as t
from segdsl.rulebook.actions import Test
from segdsl.rulebook.model import Definition, Let, Param, Rulebook
from segdsl.rulebook.walk import descend, expressions

_WRITE = Text("write {text}", "改为 {text}")


def unused(rulebook: Rulebook) -> Iterator[Definition]:
    """Params and lets that nothing uses: what they were for is gone, or was misspelt elsewhere."""
    if rulebook.broken:
        return  # what an erroneous definition uses is not known
    used = {name for user in rulebook.definitions.values() for name in user.uses}
    used |= {name for campaign in rulebook.campaigns.values() for name in campaign.uses}
    used |= {name for test in rulebook.tests for name in test.uses}
    used |= {name for assertion in rulebook.assertions for name in assertion.uses}
    yield from (d for d in rulebook.definitions.values() if isinstance(d, Param | Let) and d.name not in used)


def undated(rulebook: Rulebook, dated: Collection[str]) -> Iterator[Test]:
    """Tests that name no day although what they expect moves with it: tomorrow they may fail.

    `dated` are the definitions that move by themselves.
    """
    tests = [test for test in rulebook.tests if test.as_of is None]
    if not tests:
        return
    moving: set[str] = set()
    for name in rulebook.order:
        if name in dated or not moving.isdisjoint(rulebook.definitions[name].uses):
            moving.add(name)
    for test in tests:
        if not moving.isdisjoint(test.uses) or any(moves(expect.condition) for expect in test.expects):
            yield test


def moves(term: t.Term) -> bool:
    """Whether a term's value depends on the day it is computed for, whatever the rows are."""
    return any(
        isinstance(sub, t.Today | t.Was)
        or (isinstance(sub, t.Window) and sub.dates is None)
        or (isinstance(sub, t.Call) and sub.function in ("days_since", "months_since"))
        for sub in descend(term)
    )


def overdue(definition: Definition, today: dt.date) -> Iterator[Diagnostic]:
    """A review date that has passed."""
    if definition.review is not None and definition.review < today:
        args = {"name": definition.name, "date": definition.review.isoformat()}
        yield Diagnostic("review-overdue", args, definition.origin.name_span)


def look_alikes(definition: Definition) -> Iterator[Diagnostic]:
    """Texts to compare with that hold full-width letters or digits, or characters nobody sees."""
    for term in expressions(definition):
        for sub in descend(term):
            if isinstance(sub, t.Const) and isinstance(sub.value, str) and (plain := _plain(sub.value)) != sub.value:
                quoted = '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
                fix = Fix(_WRITE, (Edit(sub.span, quoted),), {"text": quoted}, safe=False)
                yield Diagnostic("look-alike-text", {"text": sub.value, "plain": plain}, sub.span, fixes=(fix,))


def _plain(text: str) -> str:
    """The text with full-width letters and digits made plain, and without invisible characters."""
    kept = (c for c in text if unicodedata.category(c) != "Cf")
    return "".join(unicodedata.normalize("NFKC", c) if _is_wide_alphanumeric(c) else c for c in kept)


def _is_wide_alphanumeric(character: str) -> bool:
    return unicodedata.east_asian_width(character) == "F" and character.isalnum()
