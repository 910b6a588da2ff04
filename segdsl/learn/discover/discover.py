"""From a session to findings: conditions are proposed, computed and searched, what is no news is set aside."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from segdsl.diagnostics import Diagnostic
from segdsl.engine.ask import computable
from segdsl.engine.session import Session
from segdsl.learn.discover.bits import Held
from segdsl.learn.discover.choose import choose
from segdsl.learn.discover.conditions import hold, read
from segdsl.learn.discover.implied import Pairs, following, pairs, strongest
from segdsl.learn.discover.inputs import Flags, Inputs, Sources
from segdsl.learn.discover.mine import Limits, Rule, mine
from segdsl.learn.discover.propose import Proposal, proposals
from segdsl.learn.discover.results import Condition, Discovery, Finding, Implied
from segdsl.learn.discover.writing import Names, segment
from segdsl.rulebook.model import Rulebook
from segdsl.syntax.format import format_expr
from segdsl.syntax.parse import parse_expression

LONGEST = 4

AMONG, TARGET = "--among", "--for"
"""What messages call the texts of the two conditions that a search may be given."""


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for.

    `target` is a condition that every finding ends with, `among` one that all customers looked at have to meet; both
    are written as in a rule. `also` names numbers and events tables to combine beside all that needs no naming; what
    customers did counts within `window`. A combination has at least `support` customers (below 1: that share of those
    looked at), up to `length` conditions, and at least `lift` times the usual share; at most `fdr` of all findings are
    expected to be chance. `limit` of each length are told; with `everything`, also those that say again what others do.
    """

    target: str | None = None
    among: str | None = None
    also: tuple[str, ...] = ()
    window: str = "90d"
    support: float = 0.01
    lift: float = 1.2
    length: int = 3
    fdr: float = 0.05
    limit: int = 10
    everything: bool = False

    def __post_init__(self) -> None:
        """Raise `ValueError` for limits that make no sense."""
        if self.support <= 0 or self.lift < 1 or not 2 <= self.length <= LONGEST or not 0 < self.fdr <= 0.5:
            raise ValueError("support > 0, lift >= 1, length 2..4 and 0 < fdr <= 0.5 are needed")
        if self.limit < 1:
            raise ValueError("limit >= 1 is needed")


def discover(session: Session, names: Sequence[str] | None, search: Search) -> Discovery:
    """Which of the named definitions, fields and events go together; without names, all that needs no naming.

    Raises `RulebookError` for mistakes in `target` and `among`, `SegdslError` for names that stand for nothing.
    """
    rulebook = session.rulebook
    among = None if search.among is None else read(rulebook, search.among, AMONG)
    offered = _offered(session, names, search)
    terms = [read(rulebook, each.text, TARGET if each.text == search.target else each.text) for each in offered]
    held = hold(session, terms, among)
    inputs = Inputs(rulebook, session.context)
    sources = [inputs.of(term) for term in terms]
    defined = inputs.related(sources) | (held.rows[:, None] == held.rows)
    counted = pairs(held)
    follows = following(counted, len(offered))
    if search.target is not None:  # whoever asks what goes with it wants to know what always does
        follows[0] = follows[:, 0] = False
    limits = _limits(search, held)
    mined = mine(held, defined | follows, limits)
    chosen, passed = choose(held, mined.rules, _subjects(offered, search), search.limit)
    write = _Writer(rulebook, offered, search.among)
    told = write.findings(mined.rules if search.everything else chosen)
    implied = strongest(counted, _asked(defined | follows, limits), limits.size, limits.lift)[: search.limit]
    return Discovery(
        as_of=session.context.as_of,
        universe=held.customers,
        among=search.among,
        target=search.target,
        least=limits.size,
        conditions=len(offered),
        tests=mined.tests,
        found=len(mined.rules),
        alike=0 if search.everything else passed,
        findings=told,
        implied=tuple(write.implied(counted, int(at), inputs, sources) for at in implied),
        warnings=(
            *session.customers.findings,
            *session.events.findings,
            *(_left_out(session) if names is None else ()),
        ),
    )


def _left_out(session: Session) -> Iterator[Diagnostic]:
    """What is to be said of definitions that would have been combined."""
    every = computable(session)
    yield from (*session.rulebook.errors, *every.unlisted, *every.later)


def _offered(session: Session, names: Sequence[str] | None, search: Search) -> list[Proposal]:
    """The conditions to combine, the target first; a target that is offered anyway keeps its title."""
    offered = proposals(session, names, search.also, search.window)
    if search.target is None:
        return offered
    read(session.rulebook, search.target, TARGET)
    node, _ = parse_expression(search.target)
    written = search.target if node is None else format_expr(node)
    definition = session.rulebook.definitions.get(written)
    own = Proposal(written, written, definition.title if definition else None, written)
    target = next((each for each in offered if each.text == written), own)
    return [target, *(each for each in offered if each is not target)]


def _limits(search: Search, held: Held) -> Limits:
    size = search.support if search.support >= 1 else search.support * held.customers
    return Limits(max(1, math.ceil(size)), search.lift, search.length, search.fdr, target=search.target is not None)


def _subjects(offered: Sequence[Proposal], search: Search) -> list[str] | None:
    """What the conditions are values of; what goes with a target is told of each of them."""
    return None if search.target is not None else [each.subject for each in offered]


def _asked(related: Flags, limits: Limits) -> Flags:
    """The related pairs to tell of: with a target, those that it is in."""
    if not limits.target:
        return related
    own = np.zeros_like(related)
    own[0], own[:, 0] = related[0], related[:, 0]
    return own


class _Writer:
    """Numbers to words: conditions by their texts, combinations as segments."""

    def __init__(self, rulebook: Rulebook, offered: Sequence[Proposal], among: str | None) -> None:
        profile = rulebook.profile
        taken = {*rulebook.definitions, *rulebook.broken, *rulebook.campaigns, *rulebook.events}
        self._names = Names(taken | set(profile.fields if profile else ()))
        self._offered = offered
        self._among = among

    def findings(self, rules: Sequence[Rule]) -> tuple[Finding, ...]:
        """Rules, each with a segment."""
        return tuple(map(self._finding, rules))

    def implied(self, counted: Pairs, at: int, inputs: Inputs, sources: Sequence[Sources]) -> Implied:
        """A pair that goes together for a reason."""
        first, second = counted.both[at].tolist()
        return Implied(
            when=self._condition(first),
            then=self._condition(second),
            size=int(counted.sizes[at]),
            of=int(counted.of[at]),
            usual=int(counted.usual[at]),
            known=int(counted.known[at]),
            by=inputs.reasons(sources[first], sources[second]),
        )

    def _finding(self, rule: Rule) -> Finding:
        conditions = [self._offered[item] for item in (*rule.when, rule.then)]
        name = self._names.new(conditions)
        return Finding(
            when=tuple(self._condition(item) for item in rule.when),
            then=self._condition(rule.then),
            size=rule.size,
            of=rule.of,
            usual=rule.usual,
            known=rule.known,
            strength=rule.strength,
            log_chance=rule.log_chance,
            log_rate=rule.log_rate,
            name=name,
            text=segment(name, self._among, conditions),
        )

    def _condition(self, item: int) -> Condition:
        return Condition(self._offered[item].text, self._offered[item].title)
