"""All lints over a rulebook, remembered per definition, so that an edit costs what it concerns."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from segdsl.diagnostics import Diagnostic, Source, Span
from segdsl.rulebook import terms as t
from segdsl.rulebook.expressions.constants import scalar
from segdsl.rulebook.lint.leakage import disguised
from segdsl.rulebook.lint.missing import lacking, negations
from segdsl.rulebook.lint.proofs import proofs
from segdsl.rulebook.lint.subjects import Used
from segdsl.rulebook.lint.upkeep import look_alikes, moves, overdue, undated, unused
from segdsl.rulebook.model import Definition, Let, Param, Rulebook, Score, Table
from segdsl.rulebook.walk import expressions
from segdsl.syntax.values import Scalar

_ALLOW = re.compile(r"#\s*segdsl:\s*allow\s+([\w\- ,，]+)")


class Linter:
    """Lints rulebooks one after the other. `today` decides which reviews are overdue."""

    def __init__(self, today: Callable[[], dt.date] = dt.date.today) -> None:
        self._today = today
        self._profile: Table | None = None
        self._known: dict[Hashable, _Linted] = {}

    def lint(self, rulebook: Rulebook) -> list[Diagnostic]:
        """The findings about usable definitions, placed; those allowed in a comment are left out."""
        if rulebook.profile != self._profile:
            self._profile, self._known = rulebook.profile, {}
        facts = _facts(rulebook)
        kept: dict[Hashable, _Linted] = {}
        dated: set[str] = set()
        today = self._today()
        found: list[Diagnostic] = []
        for definition in rulebook.definitions.values():
            origin = definition.origin
            text = rulebook.sources[origin.file].text[origin.offset : origin.offset + origin.length]
            used = {name: facts[name] for name in sorted(definition.uses) if name in facts}
            key = (text, definition.name, tuple(used.items()))
            linted = kept[key] = self._known.get(key) or _linted(definition, rulebook.profile, used)
            if linted.dated:
                dated.add(definition.name)
            found += [d.placed(origin.file, origin.offset) for d in linted.findings]
            found += [d.placed(origin.file, origin.offset) for d in overdue(definition, today)]
        self._known = kept
        for definition in unused(rulebook):
            finding = Diagnostic("unused-definition", {"name": definition.name}, definition.origin.name_span)
            found.append(finding.placed(definition.origin.file, definition.origin.offset))
        for model, finding in disguised(rulebook):
            found.append(finding.placed(model.origin.file, model.origin.offset))
        for test in undated(rulebook, dated):
            finding = Diagnostic("test-without-day", {}, test.origin.name_span)
            found.append(finding.placed(test.origin.file, test.origin.offset))
        return list(_not_allowed(found, rulebook.sources))


def surprises(rulebook: Rulebook, name: str) -> list[Diagnostic]:
    """What is surprising about one definition in itself; what is allowed in a comment is not left out."""
    definition, facts = rulebook.definitions[name], _facts(rulebook)
    used = {each: facts[each] for each in sorted(definition.uses) if each in facts}
    return list(_linted(definition, rulebook.profile, used).findings)


def _linted(definition: Definition, profile: Table | None, used: Mapping[str, Used]) -> _Linted:
    findings = (*proofs(definition, profile, used), *negations(definition, profile, used), *look_alikes(definition))
    return _Linted(findings, any(map(moves, expressions(definition))))


@dataclass(frozen=True, slots=True)
class _Linted:
    """What was found about a definition, and whether its values depend on the day."""

    findings: tuple[Diagnostic, ...]
    dated: bool


def _facts(rulebook: Rulebook) -> dict[str, Used]:
    """What users of each definition can rely on."""
    profile = rulebook.profile.name if rulebook.profile else None
    facts: dict[str, Used] = {}

    def value(name: str) -> Scalar | None:
        return facts[name].value if name in facts else None

    for name in rulebook.order:
        definition = rulebook.definitions[name]
        match definition:
            case Param(value=t.Const(value=constant)):
                facts[name] = Used(definition.type, constant)
            case Let(term=term):
                missing = lacking(term, profile, facts) if definition.type.optional else frozenset()
                facts[name] = Used(definition.type, lacking=missing or _conditional(term, profile, facts))
            case Score(low=low, high=high):
                facts[name] = Used(definition.type, bounds=(_number(low, value), _number(high, value)))
            case _:
                facts[name] = Used(definition.type)
    return facts


def _conditional(term: t.Term, profile: str | None, facts: Mapping[str, Used]) -> frozenset[str]:
    """Of a named condition: the fields without which it is false, so that its negation takes those customers in."""
    if not isinstance(term, t.Compare | t.InList | t.InRange | t.InWindow):
        return frozenset()
    return frozenset(name for child in t.children(term) for name in lacking(child, profile, facts))


def _number(term: t.Term | None, value: Callable[[str], Scalar | None]) -> float | None:
    found = scalar(term, value) if term is not None else None
    return float(found) if isinstance(found, int | float) else None


def _not_allowed(found: Sequence[Diagnostic], sources: Mapping[str, Source]) -> Iterator[Diagnostic]:
    """The findings without those that `# segdsl: allow CODE`, on the line above or on their own, has silenced."""
    for finding in found:
        source = sources.get(finding.file or "")
        if source is None or finding.code not in _allowed(source, finding.span or Span(0, 0)):
            yield finding


def _allowed(source: Source, span: Span) -> set[str]:
    line = source.position(span.start).line
    comments = (_ALLOW.search(source.line(number)) for number in (line - 1, line))
    return {code for comment in comments if comment for code in re.split(r"[\s,，]+", comment[1])}
