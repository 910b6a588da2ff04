"""What lowering needs to know beside the rule: the day, the params, the lists, and how columns are stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, cast

from segdsl.functions.spec import Polars
from segdsl.rulebook.model import Definition, Param, Table
from segdsl.rulebook.terms import Aggregate, Sequence, Term
from segdsl.syntax.values import Scalar

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Storage:
    """What is known of a stored column; all of it only makes expressions cheaper.

    `low` and `high` bound the known values of a numeric column, `complete` says that no value is missing, and `single`
    that the column holds 32-bit floats. `codes` names a column of numbers that are equal where the values are, also
    where both are missing.
    """

    low: float | None = None
    high: float | None = None
    complete: bool = False
    single: bool = False
    codes: str | None = None


UNKNOWN = Storage()

Places = Callable[[str, "pl.Expr", "pl.Expr | None", int], "pl.Expr"]
"""Counts places over all customers: the function, the value, the group if any, and how many tiles `ntile` makes."""


@dataclass(frozen=True)
class Context:
    """Everything an expression depends on besides its term.

    `as_of` is today. `params` override the values the definitions declare. `lists` maps the name of an uploaded list to
    whatever `Expr.is_in` takes. `key` is the profile's key column. Columns are found under their field names,
    normalised (LANGUAGE section 12, Contract); with `contract` they are found under their physical names and normalised
    by the expression itself.

    `events` turns what is asked of events into the name of the column that holds the answer; without it such rules
    cannot be evaluated. `past` says that `as_of` is a day gone by, which `was` asks about: columns of definitions then
    bear it in their names.

    `listed` turns the name of an uploaded list into that of the column that says who is on it; without it, keys are
    looked up in `lists`.

    `was` turns a tag and a day gone by into an expression; by default that is a column like that of the tag.

    `places` counts places over all customers; without it they are counted by expressions of polars alone, which can be
    written down, and take many times as long.

    `known` turns a condition (the flag asks for its three-valued form) or a population function into the name of a
    column that holds its answers already, None where there is none.

    `column` turns the name of a field into its column, where neither will do. `reference` turns the name of a
    definition into an expression (the flag asks for its three-valued form); by default that is the column
    `column_name` says. `polars` stands in for the module where calls are recorded, not made.
    """

    as_of: dt.date
    key: str = ""
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    params: Mapping[str, Scalar | tuple[Scalar, ...]] = field(default_factory=dict)
    lists: Mapping[str, Any] = field(default_factory=dict)
    storage: Mapping[str, Storage] = field(default_factory=dict)
    places: Places | None = None
    contract: Table | None = None
    events: Callable[[Aggregate | Sequence, Context], str] | None = None
    listed: Callable[[str], str] | None = None
    past: bool = False
    was: Callable[[str, dt.date], pl.Expr] | None = None
    known: Callable[[Term, bool], str | None] | None = None
    column: Callable[[str], pl.Expr] | None = None
    reference: Callable[[str, bool], pl.Expr] | None = None
    polars: Polars | None = None
    facts: dict[tuple[str, str], Any] = field(default_factory=dict, init=False, compare=False, repr=False)
    """What has been found out about definitions, by question and name (see `facts`)."""

    @property
    def namespace(self) -> Polars:
        """The polars module, or what stands in for it."""
        if self.polars is not None:
            return self.polars
        import polars as pl

        return cast("Polars", pl)

    def column_of(self, name: str, kleene: bool = False) -> str:
        """The column of a definition as of the context's day."""
        return column_name(name, kleene) + (f"@{self.as_of}" if self.past else "")

    def over(self, definitions: Mapping[str, Definition]) -> Context:
        """The same over other definitions."""
        return replace(self, definitions=definitions)

    def as_on(self, day: dt.date) -> Context:
        """The same as of another day, one gone by. What was found out about definitions is found out again."""
        return replace(self, as_of=day, past=True)

    def param(self, name: str) -> Scalar | tuple[Scalar, ...]:
        """The value a param is bound to, else the one it declares. Raises `KeyError` for a name that is no param."""
        if name in self.params:
            return self.params[name]
        definition = self.definitions[name]
        if not isinstance(definition, Param):
            raise KeyError(name)
        value = definition.value
        return tuple(c.value for c in value) if isinstance(value, tuple) else value.value


def column_name(name: str, kleene: bool = False) -> str:
    """The column that holds a definition's value, or its three-valued form.

    The backquotes keep it apart from every field, whose name can hold none.
    """
    return f"`{name}`?" if kleene else f"`{name}`"


def storage(frame: pl.DataFrame) -> dict[str, Storage]:
    """What a normalised frame in memory tells about its columns: one pass for nulls and extremes, milliseconds each."""
    import polars as pl

    found: dict[str, Storage] = {}
    for column in frame.iter_columns():
        low = high = None
        if column.dtype.is_numeric():
            low, high = cast("float | None", column.min()), cast("float | None", column.max())
        found[column.name] = Storage(low, high, column.null_count() == 0, column.dtype == pl.Float32)
    return found
