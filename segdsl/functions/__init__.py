"""The function registry: one declaration per function, and the types signatures are written in."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from segdsl.functions.dates import DATES
from segdsl.functions.lists import LISTS
from segdsl.functions.logic import LOGIC
from segdsl.functions.numbers import NUMBERS
from segdsl.functions.population import POPULATION
from segdsl.functions.spec import Example, Function, Parameter
from segdsl.functions.text import TEXTS

REGISTRY: Mapping[str, Function] = MappingProxyType(
    {f.name: f for family in (NUMBERS, TEXTS, DATES, LOGIC, POPULATION, LISTS) for f in family}
)
"""Every function by its name, in the order in which the documentation lists them."""

__all__ = ["REGISTRY", "Example", "Function", "Parameter"]
