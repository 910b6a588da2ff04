"""Negation over something that can be missing: `not`, `!=`, `exclude` and later classes take in whoever has no value.

Only missing profile fields count, directly or through a `let`: aggregates over events are definite values. A test
`is missing` or `is known` of the same quantity beside the negation shows that its author has thought of it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import TYPE_CHECKING

from segdsl.diagnostics import Diagnostic, Span
from segdsl.rulebook import terms as t
from segdsl.rulebook.lint.subjects import Used, key_of
from segdsl.rulebook.model import Definition, Learned, Let, Score, Segment, Tag

if TYPE_CHECKING:
    from segdsl.rulebook.model import Table

Guards = frozenset[Hashable]
_NONE: Guards = frozenset()


def lacking(term: t.Term, profile: str | None, used: Mapping[str, Used]) -> frozenset[str]:
    """The profile fields whose missing values can make `term` missing."""
    if isinstance(term, t.IsMissing | t.Aggregate | t.Sequence | t.Was | t.LearnedRef):
        return frozenset()
    if isinstance(term, t.FieldRef):
        return frozenset({term.name}) if term.type.optional and term.table == profile else frozenset()
    if isinstance(term, t.DefinitionRef):
        return used[term.name].lacking if term.name in used else frozenset()
    if isinstance(term, t.Call) and term.function in ("coalesce", "if") and not term.type.optional:
        return frozenset()
    return frozenset(name for child in t.children(term) for name in lacking(child, profile, used))


def negations(definition: Definition, profile: Table | None, used: Mapping[str, Used]) -> Iterator[Diagnostic]:
    """The findings of one definition, each where the negation is written."""
    search = _Search(profile.name if profile else None, used)
    match definition:
        case Segment(clauses=clauses):
            guards = _NONE.union(*(_guards(c.condition, holds=not c.exclude) for c in clauses))
            for clause in clauses:
                yield from search.find(clause.condition, clause.exclude, guards, "exclude" if clause.exclude else "not")
        case Tag(classes=classes):
            for line in classes:
                if line.when is not None:
                    yield from search.find(line.when, negated=False, guards=_NONE, word="not")
            yield from search.later_classes(definition)
        case Score(lines=lines):
            for term in (term for line in lines for term in (line.amount, line.when) if term is not None):
                yield from search.find(term, negated=False, guards=_NONE, word="not")
        case Let(term=term):
            yield from search.find(term, negated=False, guards=_NONE, word="not")
        case Learned(among=among) if among is not None:
            yield from search.find(among, negated=False, guards=_NONE, word="not")


def _guards(term: t.Term, *, holds: bool) -> Guards:
    """The quantities whose being missing or known is settled where `term` holds (or does not)."""
    match term:
        case t.IsMissing():
            return frozenset({key_of(term.value)})
        case t.Not():
            return _guards(term.operand, holds=not holds)
        case t.And() if holds:
            return _NONE.union(*(_guards(operand, holds=True) for operand in term.operands))
        case t.Or() if not holds:
            return _NONE.union(*(_guards(operand, holds=False) for operand in term.operands))
        case t.Compare() | t.InList() | t.InRange() | t.InWindow() if holds:
            return frozenset(key_of(child) for child in t.children(term) if not isinstance(child, t.Const))
        case _:
            return _NONE


class _Search:
    """Walks the conditions of a definition, knowing whether they are negated and what is guarded."""

    def __init__(self, profile: str | None, used: Mapping[str, Used]) -> None:
        self.profile = profile
        self.used = used

    def find(self, term: t.Term, negated: bool, guards: Guards, word: str) -> Iterator[Diagnostic]:
        """Findings inside a condition that counts by its opposite where `negated`."""
        match term:
            case t.IsMissing():
                return
            case t.Not():
                yield from self.find(term.operand, not negated, guards, "not")
            case t.And() | t.Or():
                # Beside `x is known and`, and beside `x is missing or`, the other parts are guarded alike.
                holds = isinstance(term, t.And)
                inner = guards.union(*(_guards(operand, holds=holds) for operand in term.operands))
                for operand in term.operands:
                    yield from self.find(operand, negated, inner, word)
            case t.Compare() | t.InList() | t.InRange() | t.InWindow() | t.Call() | t.FieldRef() | t.DefinitionRef():
                if negated and (names := self._unguarded(term, guards)):
                    yield self._finding(term, names, word)
                for child in t.children(term):
                    yield from self.find(child, negated=False, guards=guards, word="not")
            case _:
                for child in t.children(term):
                    yield from self.find(child, negated=False, guards=guards, word="not")

    def _unguarded(self, term: t.Term, guards: Guards) -> frozenset[str]:
        if isinstance(term, t.FieldRef | t.DefinitionRef):
            parts: tuple[t.Term, ...] = (term,)
        else:
            parts = t.children(term)
        open_parts = [part for part in parts if not self._is_guarded(part, guards)]
        return frozenset(name for part in open_parts for name in lacking(part, self.profile, self.used))

    def _is_guarded(self, part: t.Term, guards: Guards) -> bool:
        if key_of(part) in guards:
            return True
        inside = [child for child in t.children(part) if lacking(child, self.profile, self.used)]
        return bool(inside) and all(self._is_guarded(child, guards) for child in inside)

    def later_classes(self, tag: Tag) -> Iterator[Diagnostic]:
        """Classes that whoever lacks a value falls into, because an earlier class tested it and nobody caught them."""
        tested: dict[str, str] = {}
        settled: set[str] = set()
        for line in tag.classes:
            own = (
                {}
                if line.when is None
                else dict.fromkeys(sorted(lacking(line.when, self.profile, self.used)), line.name)
            )
            about_missing = self._asked_missing(line.when) if line.when is not None else frozenset()
            for name in sorted(tested.keys() - settled - own.keys() - about_missing):
                settled.add(name)
                args = {"class": line.name, "field": name, "earlier": tested[name]}
                yield Diagnostic("missing-falls-through", args, self._place(tag, line.when))
            settled |= about_missing
            tested |= {name: line.name for name in own if name not in tested}

    def _asked_missing(self, term: t.Term) -> frozenset[str]:
        """The fields whose being missing is asked about anywhere in a condition."""
        asked: frozenset[str] = frozenset()
        if isinstance(term, t.IsMissing):
            asked = lacking(term.value, self.profile, self.used)
        return asked.union(*(self._asked_missing(child) for child in t.children(term)))

    def _place(self, tag: Tag, when: t.Term | None) -> Span:
        return when.span if when is not None else tag.origin.name_span

    def _finding(self, term: t.Term, names: frozenset[str], word: str) -> Diagnostic:
        shown = ", ".join(sorted(names))
        return Diagnostic("negation-over-missing", {"fields": shown, "word": word}, term.span)
