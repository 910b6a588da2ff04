"""What a function of the language is: one frozen declaration from which checking, lowering, docs and tests derive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from segdsl.diagnostics import Text
from segdsl.functions.types import Kind, Type
from segdsl.syntax.values import Scalar

if TYPE_CHECKING:
    import polars as pl

Family = Literal["number", "text", "date", "logic", "list", "population", "list_file"]
Value = Scalar | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument: the kinds it takes; `optional` ones come last; `constant` ones must be literals or params."""

    name: str
    kinds: frozenset[Kind]
    optional: bool = False
    constant: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """`name(*arguments)` gives `result`; None is missing. `as_of` matters for functions of today."""

    arguments: tuple[Value, ...]
    result: Value
    as_of: str = "2021-06-30"


@dataclass(frozen=True, slots=True)
class Function:
    """A function: how it is called, what it gives, how each backend computes it, and examples that are run as tests.

    `returns` computes the result type from the argument types (which have been checked against `parameters`).
    `variadic` repeats the last parameter. `polars` takes lowered arguments as expressions of 64-bit columns and must
    give a missing value (null, never NaN or infinity) where the result is missing; it is None for functions the
    lowering knows by name (`if`, `coalesce`, population functions, `listed`).
    """

    name: str
    family: Family
    parameters: tuple[Parameter, ...]
    returns: Callable[[tuple[Type, ...]], Type]
    summary: Text
    examples: tuple[Example, ...]
    variadic: bool = False
    polars: Callable[..., pl.Expr] | None = None
