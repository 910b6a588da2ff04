"""What a sentence needs to know beside the term: the language, titles, units, and the values of params."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from segdsl.diagnostics import Language, Text
from segdsl.functions.types import Kind
from segdsl.lowering.plain import words
from segdsl.rulebook.model import Learned, Param, Rulebook, Tag
from segdsl.rulebook.terms import Const, DefinitionRef, FieldRef, ParamRef, Term, TermBase, Was
from segdsl.syntax.values import Duration, Scalar

Phrase = Callable[["Speaker", Any], str]
Test = Callable[["Speaker", Any, bool], str]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says terms in one language. `tests` are terms that hold or do not: their negation has words of its own."""

    rulebook: Rulebook
    language: Language
    params: Mapping[str, Scalar | tuple[Scalar, ...]]
    values: Mapping[type[TermBase], Phrase]
    tests: Mapping[type[TermBase], Test]
    settled: frozenset[str] = frozenset()
    """The names of what is asked to be known or missing beside this, so that it needs no note."""

    def word(self, text: Text, **arguments: object) -> str:
        """A phrase filled in."""
        return text.say(self.language, arguments) if arguments else text.say(self.language)

    def say(self, term: Term) -> str:
        """A term as part of a sentence."""
        test = self.tests.get(type(term))
        if test is not None:
            return test(self, term, True)
        return self.values[type(term)](self, term)

    def condition(self, term: Term, holds: bool = True) -> str:
        """A condition, or its negation."""
        test = self.tests.get(type(term))
        if test is not None:
            return test(self, term, holds)
        said = self.say(term)
        return said if holds else self.word(words.NOT, x=said)

    def join(self, items: list[str]) -> str:
        """An enumeration."""
        return self.word(words.COMMA).join(items)

    # ---- names -------------------------------------------------------------------------------------------------------

    def name(self, name: str) -> str:
        """The title of a definition, else its name."""
        definition = self.rulebook.definitions.get(name)
        return (definition.title if definition else None) or name

    def table(self, name: str) -> str:
        """The title of an events table, else its name."""
        table = self.rulebook.events.get(name)
        return (table.title if table else None) or name

    def field(self, table: str, name: str) -> str:
        """The title of a field, else its name."""
        found = self._table(table)
        return (found.fields[name].title if found and name in found.fields else None) or name

    def unit(self, term: Term) -> str:
        """The unit in which a field is counted, to stand behind a number; empty without one."""
        if not isinstance(term, FieldRef):
            return ""
        table = self._table(term.table)
        unit = table.fields[term.name].unit if table and term.name in table.fields else None
        return f" {unit}" if unit else ""

    def _table(self, name: str) -> Any:
        profile = self.rulebook.profile
        return profile if profile is not None and profile.name == name else self.rulebook.events.get(name)

    # ---- constants ---------------------------------------------------------------------------------------------------

    def param(self, name: str) -> Scalar | tuple[Scalar, ...]:
        """The value a param is bound to, else the one it declares."""
        if name in self.params:
            return self.params[name]
        definition = self.rulebook.definitions[name]
        assert isinstance(definition, Param)
        value = definition.value
        return tuple(c.value for c in value) if isinstance(value, tuple) else value.value

    def constant(self, value: Scalar | tuple[Scalar, ...], kind: Kind, beside: Term | None = None) -> str:
        """A constant as people write it; `beside` is what it is compared with, whose values may have titles."""
        match value:
            case tuple():
                return self.join([self.constant(item, kind, beside) for item in value])
            case bool():
                return self.word(words.YES if value else words.NO)
            case Duration():
                return self.duration(value)
            case dt.datetime():
                return value.isoformat(sep=" ", timespec="minutes")
            case dt.date():
                return value.isoformat()
            case str():
                return f"“{self._titles(beside).get(value, value)}”"
            case float():
                return f"{value:.15g}"
            case _:
                return str(value)

    def duration(self, value: Duration) -> str:
        """A length of time."""
        return words.duration_in_words(value, self.language)

    def operand(self, term: Term, beside: Term) -> str:
        """What something is compared with: constants with the titles and the unit that belong there."""
        match term:
            case Const(value=value):
                return self.constant(value, term.type.kind, beside) + self._unit_after(value, beside)
            case ParamRef(name=name):
                bound = self.param(name)
                said = self.constant(bound, term.type.kind, beside) + self._unit_after(bound, beside)
                return self.word(words.PARAM, value=said, name=self.name(name))
            case _:
                return self.say(term)

    def _unit_after(self, value: object, beside: Term) -> str:
        return self.unit(beside) if isinstance(value, int | float) and not isinstance(value, bool) else ""

    def _titles(self, term: Term | None) -> dict[str, str]:
        """The titles of a category's values: of a tag its classes', of a cluster its labels'."""
        name = term.name if isinstance(term, DefinitionRef) else term.tag if isinstance(term, Was) else ""
        match self.rulebook.definitions.get(name):
            case Tag(classes=classes):
                return {c.name: c.title for c in classes if c.title}
            case Learned(labels=labels):
                return {label.name: label.title for label in labels if label.title}
            case _:
                return {}
