"""Random rulebooks and data: well-typed rule text over a random contract, and rows that make trouble."""

from tests.differential.strategies.cases import Case, cases, with_conditions

__all__ = ["Case", "cases", "with_conditions"]
