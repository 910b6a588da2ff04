"""Random rulebooks and data: well-typed rule text over a random contract, and rows that make trouble."""

from tests.differential.strategies.cases import Case, cases, loose_rules, with_conditions

__all__ = ["Case", "cases", "loose_rules", "with_conditions"]
