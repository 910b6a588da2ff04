"""What a function of the language is: one frozen declaration from which checking, lowering, docs and tests derive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

from segdsl.diagnostics import Text
from segdsl.functions.types import Kind, Type, join
from segdsl.syntax.values import Scalar

if TYPE_CHECKING:
    import polars as pl
    from polars.expr.whenthen import When

Family = Literal["number", "text", "date", "logic", "list", "population", "list_file"]
Value = Scalar | tuple["Value", ...] | None
Returns = Callable[[tuple[Type, ...]], Type | None]


class Polars(Protocol):
    """The part of the polars module that lowerings use.

    They are handed it rather than import it: checking a rule file then never loads polars, and `compile --to polars`
    hands them a recorder instead and prints the very calls that an evaluation makes.
    """

    Int64: Any
    Int128: Any
    Float32: Any
    Float64: Any
    Boolean: Any
    String: Any
    Date: Any
    Datetime: Callable[[str], Any]
    Enum: Callable[[list[str]], Any]
    col: Callable[[str], pl.Expr]
    field: Callable[[str], pl.Expr]
    lit: Callable[..., pl.Expr]
    struct: Callable[..., pl.Expr]
    when: Callable[[pl.Expr], When]
    coalesce: Callable[..., pl.Expr]
    concat_str: Callable[..., pl.Expr]
    min_horizontal: Callable[..., pl.Expr]
    max_horizontal: Callable[..., pl.Expr]
    arg_sort_by: Callable[..., pl.Expr]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument: the kinds it takes; `optional` ones come last.

    `constant` ones must be literals or params; a constant of kind LIST is a list literal (`ConstList` of text).
    `plain` ones are handed to the lowering as they are, not as an expression, where they are literals or params.
    """

    name: str
    kinds: frozenset[Kind]
    optional: bool = False
    constant: bool = False
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """`name(*arguments)` gives `result`; None is missing. `as_of` matters for functions of today.

    Of population functions an argument that varies, and the result, is a tuple: one value per customer.
    """

    arguments: tuple[Value, ...]
    result: Value
    as_of: str = "2021-06-30"


@dataclass(frozen=True, slots=True)
class Function:
    """A function: how it is called, what it gives, how each backend computes it, and examples that are run as tests.

    `returns` computes the result type from the argument types (which have been checked against `parameters`); None
    means that the arguments do not fit together, as in `if(c, 1, "a")`. A function of type bool whose type is never
    optional is a *predicate*: false where an argument is missing, like a comparison.

    `variadic` repeats the last parameter. `partial` functions can have no answer though all arguments are known (log
    of zero, a result outside 64 bits); where authors should expect that, the type says optional as well. `bounds` hold
    every result of a numeric function, so that what is computed from it need not be checked. `of_today` functions get
    the as-of date as one more argument at the end.

    `polars` takes the polars module and the lowered arguments, and gives null, never NaN or infinity, where the result
    is missing (null for predicates too: the caller decides between false and unknown). Ints are Int64; where the
    result is a number, numeric arguments are Float64; `constant` arguments are Python values. `polars_int` is used
    instead where the result is an int. Both are None for functions the lowering knows by name (`if`, `coalesce`,
    population functions, `listed`).
    """

    name: str
    family: Family
    parameters: tuple[Parameter, ...]
    returns: Returns
    summary: Text
    examples: tuple[Example, ...]
    variadic: bool = False
    partial: bool = False
    bounds: tuple[float, float] | None = None
    of_today: bool = False
    polars: Callable[..., pl.Expr] | None = None
    polars_int: Callable[..., pl.Expr] | None = None

    @property
    def signature(self) -> str:
        """How it is called: `round(x[, digits])`."""
        shown = ""
        for parameter in self.parameters:
            separator = ", " if shown else ""
            shown += f"[{separator}{parameter.name}]" if parameter.optional else separator + parameter.name
        return f"{self.name}({shown}{', …' if self.variadic else ''})"


# ---- result types ----------------------------------------------------------------------------------------------------


def always(result: Type) -> Returns:
    """Of type `result` whatever the arguments: predicates, and functions that make missing values themselves."""
    return lambda _types: result


def known_if_all(result: Type) -> Returns:
    """Of type `result`, missing if an argument is."""
    return lambda types: result.maybe(any(t.optional for t in types))


def like_all(types: tuple[Type, ...]) -> Type | None:
    """The type all arguments share (int and number: number), missing if one of them is."""
    return join(types)


def like_first(types: tuple[Type, ...]) -> Type | None:
    """The type of the first argument, missing if any argument is."""
    return types[0].maybe(any(t.optional for t in types))


def known_if_first(result: Type) -> Returns:
    """Of type `result`, missing if the first argument is."""
    return lambda types: result.maybe(types[0].optional)
