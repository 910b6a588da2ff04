"""Uploaded lists that rules name: which of them a project has, and what to say of the others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from segdsl.diagnostics import Diagnostic
from segdsl.rulebook.actions import Campaign
from segdsl.rulebook.model import Definition, Rulebook
from segdsl.rulebook.suggest import suggested
from segdsl.rulebook.terms import Listed, Term
from segdsl.rulebook.walk import descend, expressions


def unlisted(rulebook: Rulebook, known: Collection[str]) -> list[tuple[Definition, Listed]]:
    """Where a definition names a list that is not among the known ones."""
    return [
        (definition, term)
        for definition in rulebook.definitions.values()
        for term in lists_in(expressions(definition))
        if term.name not in known
    ]


def unknown_list(term: Listed, known: Collection[str]) -> Diagnostic:
    """The error for a list that the project does not name, with the nearest one that it does."""
    return Diagnostic("unknown-list", {"name": term.name, **suggested(term.name, known)}, term.span)


def list_errors(rulebook: Rulebook, known: Collection[str]) -> Iterator[Diagnostic]:
    """Every unknown list, placed: in definitions, then in campaigns."""
    for definition, term in unlisted(rulebook, known):
        yield unknown_list(term, known).placed(definition.origin.file, definition.origin.offset)
    for campaign in rulebook.campaigns.values():
        for term in lists_in(_conditions(campaign)):
            if term.name not in known:
                yield unknown_list(term, known).placed(campaign.origin.file, campaign.origin.offset)


def _conditions(campaign: Campaign) -> tuple[Term, ...]:
    """What a campaign asks about customers."""
    found = [campaign.audience, *(s.condition for s in campaign.suppressions), *(g.when for g in campaign.goals)]
    return (*found, *(arm.when for arm in campaign.arms if arm.when is not None))


def lists_in(terms: Iterable[Term]) -> Iterator[Listed]:
    """Where terms ask for an uploaded list."""
    return (sub for term in terms for sub in descend(term) if isinstance(sub, Listed))
