"""A rulebook without data: loaded, checked, and handed out as Polars expressions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from segdsl.diagnostics import Diagnostic, RulebookError, SegdslError
from segdsl.rulebook import load
from segdsl.rulebook.model import Rulebook
from segdsl.rulebook.suggest import suggested

if TYPE_CHECKING:
    import polars as pl

    from segdsl.engine.testing.results import Verdicts
    from segdsl.syntax.values import Scalar


@dataclass(frozen=True)
class Book:
    """A rulebook that is free of errors."""

    rulebook: Rulebook

    def expr(self, name: str, *, as_of: dt.date | None = None, params: Mapping[str, Scalar] | None = None) -> pl.Expr:
        """A definition over profile columns alone, as one Polars expression over the contract's physical columns.

        `as_of` is what `today` means (the machine's date by default); `params` overrides values. Conditions are never
        null; other values are null where they are missing. Raises `SegdslError` if there is no such definition, or it
        needs events, uploaded lists or fitted artefacts.
        """
        from segdsl.lowering.polars import Context, expression

        definitions = self.rulebook.definitions
        if name not in definitions:
            raise SegdslError(Diagnostic("no-such-definition", {"name": name, **suggested(name, definitions)}))
        profile = self.rulebook.profile
        context = Context(
            as_of=as_of or dt.date.today(),  # noqa: DTZ011 - a local date is what is meant
            key=profile.key if profile else "",
            definitions=definitions,
            params=params or {},
            contract=profile,
        )
        return expression(name, self.rulebook.order, context)

    def test(self, name: str | None = None, *, as_of: dt.date | None = None) -> Verdicts:
        """Run the tests that stand beside the rules.

        With `name`, only those whose title holds it or that use a definition of that name. `as_of` counts for tests
        that name no day. Where the rules declare no profile, it is made from the fields that tests give. Nothing is
        raised for a test that fails: see `Verdicts.passed`.
        """
        from segdsl.engine.testing.contract import with_contract
        from segdsl.engine.testing.results import Verdicts
        from segdsl.engine.testing.run import called, everything, run_tests

        return Verdicts(run_tests(with_contract(self.rulebook), as_of, everything if name is None else called(name)))


def load_book(path: str | Path) -> Book:
    """Load and check rule files. Raises `RulebookError` carrying all diagnostics if one is an error."""
    rulebook = load(path)
    if rulebook.errors:
        raise RulebookError(*rulebook.diagnostics)
    return Book(rulebook)
