"""Random rulebooks and data: well-typed rule text over a random contract, and rows that make trouble."""

from tests.differential.strategies.cases import Case, cases, event_cases, loose_rules, random_case, with_conditions
from tests.differential.strategies.dice import Dice

__all__ = ["Case", "Dice", "cases", "event_cases", "loose_rules", "random_case", "with_conditions"]
