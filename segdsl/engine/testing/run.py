"""All tests and assertions of a rulebook; those that cannot run are among the verdicts, never left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from segdsl.diagnostics import Diagnostic, Span
from segdsl.engine.session import Session
from segdsl.engine.testing.assertions import check_assertions
from segdsl.engine.testing.results import AssertVerdict, Place, Verdict
from segdsl.engine.testing.standins import with_standins
from segdsl.engine.testing.trial import place_of, try_test
from segdsl.rulebook.actions import Assertion, Test, Unusable
from segdsl.rulebook.model import Rulebook

Chosen = Callable[[Test | Assertion | Unusable], bool]


def everything(_item: Test | Assertion | Unusable) -> bool:
    """No test and no assertion is left out."""
    return True


def called(text: str) -> Chosen:
    """Tests and assertions whose title or text holds `text`, in any case, or that use a definition of that name."""

    def chosen(item: Test | Assertion | Unusable) -> bool:
        said = f"{item.title or ''}\n{item.text if isinstance(item, Assertion) else ''}"
        uses = item.broken if isinstance(item, Unusable) else item.uses
        return text.casefold() in said.casefold() or text in uses

    return chosen


def run_tests(rulebook: Rulebook, today: dt.date | None = None, chosen: Chosen = everything) -> tuple[Verdict, ...]:
    """The verdicts in the order in which the tests stand in their files.

    `today` counts for tests that name no day.
    """
    given = with_standins(rulebook)
    verdicts = [try_test(given, test, today) for test in rulebook.tests if chosen(test)]
    unable = [one for one in rulebook.unusable if one.kind == "test" and chosen(one)]
    verdicts += [Verdict(one.title, _place(one), problems=(_why_unusable(one),)) for one in unable]
    return tuple(sorted(verdicts, key=_in_order(rulebook)))


def run_assertions(session: Session, chosen: Chosen = everything) -> tuple[AssertVerdict, ...]:
    """The verdicts on the assertions of a session's rulebook, as far as they are chosen, in the order of their places.

    All that can be computed is, in one pass over the customers.
    """
    rulebook = session.rulebook
    verdicts = [*check_assertions(session, [one for one in rulebook.assertions if chosen(one)])]
    for one in rulebook.unusable:
        if one.kind == "assert" and chosen(one):
            title = None if one.title.startswith("assert ") else one.title
            verdicts.append(AssertVerdict(one.title, title, _place(one), None, problems=(_why_unusable(one),)))
    return tuple(sorted(verdicts, key=_in_order(rulebook)))


def _in_order(rulebook: Rulebook) -> Callable[[Verdict | AssertVerdict], tuple[int, Span]]:
    files = {name: at for at, name in enumerate(rulebook.sources)}
    return lambda verdict: (files[verdict.place.file], verdict.place.span)


def _place(item: Unusable) -> Place:
    return place_of(item.origin, item.origin.name_span)


def _why_unusable(item: Unusable) -> Diagnostic:
    """That a test or an assertion has errors, or uses definitions that do."""
    place = _place(item)
    if not item.broken:
        return Diagnostic("check-has-errors", {"name": item.title}, place.span, place.file)
    names = ", ".join(f"`{name}`" for name in item.broken)
    return Diagnostic("check-uses-broken", {"name": item.title, "names": names}, place.span, place.file)
