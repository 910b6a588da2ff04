"""The types of the language (LANGUAGE section 2).

They live below the rulebook because the function registry writes its signatures in them.
"""

from __future__ import annotations

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
