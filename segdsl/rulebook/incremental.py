"""The checker that remembers: after an edit it parses and checks again only what the edit concerns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from segdsl.diagnostics import Source
from segdsl.rulebook.assemble import Places, assemble, in_order
from segdsl.rulebook.contract import Declared
from segdsl.rulebook.declare import declare, entries_of
from segdsl.rulebook.lint.linter import Linter
from segdsl.rulebook.model import Rulebook, Table
from segdsl.rulebook.resolve import Memory, resolve
from segdsl.syntax.parse import Parsed, parse


class Checker:
    """Checks a rulebook again and again, as an editor does.

    `contract` is the profile where the rules declare none (as inferred from a data file). Without `lints` only errors
    and what belongs to them are found.
    """

    def __init__(self, contract: Table | None = None, *, lints: bool = True) -> None:
        self.contract = contract
        self._parsed: dict[str, Parsed] = {}
        self._tables: dict[str, Declared] = {}
        self._memory = Memory()
        self._places = Places()
        self._linter = Linter() if lints else None

    def check(self, sources: Sequence[Source]) -> Rulebook:
        """The rulebook of these files. Errors are in its `diagnostics`; nothing is raised for them."""
        parsed = [self._parse(source) for source in sources]
        self._parsed = {result.source.name: result for result in parsed}
        entries = [entry for result in parsed for entry in entries_of(result)]
        declared = declare(entries, self.contract, self._tables)
        self._tables = {e.key: self._tables[e.key] for e in entries if e.key in self._tables}
        checked = resolve(entries, declared.environment, self._memory)
        findings = [d for result in parsed for d in result.diagnostics]
        rulebook = assemble(
            declared, entries, checked, findings, {source.name: source for source in sources}, self._places
        )
        if self._linter is None:
            return rulebook
        found = (*rulebook.diagnostics, *self._linter.lint(rulebook))
        return replace(rulebook, diagnostics=in_order(found, rulebook.sources))

    def _parse(self, source: Source) -> Parsed:
        before = self._parsed.get(source.name)
        return before if before is not None and before.source.text == source.text else parse(source)
