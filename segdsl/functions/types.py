"""The types of the language (LANGUAGE section 2).

They live below the rulebook because the function registry writes its signatures in them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Kind(StrEnum):
    """What a value is, apart from whether it may be missing. The value is the word used in rule files."""

    BOOL = "bool"
    INT = "int"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    TIME = "time"
    CATEGORY = "category"
    LIST = "list"  # list(text), the only list a field can be
    DURATION = "duration"
    ANY = "any"  # a field of a contract that is not known yet; fits everywhere (only without a `profile`)


NUMERIC = frozenset({Kind.INT, Kind.NUMBER})
ORDERED = frozenset({Kind.INT, Kind.NUMBER, Kind.TEXT, Kind.DATE, Kind.TIME})
CALENDAR = frozenset({Kind.DATE, Kind.TIME})
STORED = frozenset(Kind) - {Kind.DURATION, Kind.ANY}  # what a field can be

TRUE_WORDS = ("true", "t", "yes", "y", "1", "是")
FALSE_WORDS = ("false", "f", "no", "n", "0", "否")
"""What a cell of text says yes and no with, in lower case."""


@dataclass(frozen=True, slots=True)
class Type:
    """A type: its kind, whether it may be missing (`?`), and a category's values in declared order."""

    kind: Kind
    optional: bool = False
    values: tuple[str, ...] = ()

    def maybe(self, optional: bool = True) -> Type:
        """The same type, optional or not."""
        return replace(self, optional=optional)

    def __str__(self) -> str:
        if self.kind is Kind.CATEGORY:
            word = f"category({', '.join(self.values)})"
        elif self.kind is Kind.LIST:
            word = "list(text)"
        else:
            word = self.kind.value
        return word + ("?" if self.optional else "")


BOOL = Type(Kind.BOOL)
INT = Type(Kind.INT)
NUMBER = Type(Kind.NUMBER)
TEXT = Type(Kind.TEXT)
DATE = Type(Kind.DATE)
TIME = Type(Kind.TIME)
LIST = Type(Kind.LIST)
DURATION = Type(Kind.DURATION)
ANY = Type(Kind.ANY, optional=True)


def join(types: Iterable[Type]) -> Type | None:
    """The one type that values of all `types` have: as of the branches of an `if`.

    int and number give number, categories must have the same values (in any order; the first one's is kept); anything
    else must be alike, or there is none and the answer is None. Optional if one of them is. `ANY` fits everywhere.
    """
    joined: Type | None = None
    for type_ in types:
        if joined is None or joined.kind is Kind.ANY:
            joined = type_.maybe(type_.optional or (joined is not None and joined.optional))
        elif type_.kind is Kind.ANY or (type_.kind is joined.kind and sorted(type_.values) == sorted(joined.values)):
            joined = joined.maybe(joined.optional or type_.optional)
        elif {type_.kind, joined.kind} == NUMERIC:
            joined = Type(Kind.NUMBER, joined.optional or type_.optional)
        else:
            return None
    return joined
