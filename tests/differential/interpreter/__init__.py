"""A second implementation of the language: slow, row by row, in plain Python, written from the language's description.

It shares nothing with the lowering but the checked rulebook, so that a mistake would have to be made twice, in two
ways of thinking, to go unnoticed. Missing is `None`; categories are their names, lists are tuples.

    contract      raw cells to values                      calendar    moving along the calendar, windows
    numbers       arithmetic                               functions   the functions of a single customer
    population    percentile, rank, ntile                  evaluator   expressions, two-valued and three-valued:
    customers     definitions, sizes, waterfalls           values, conditions, events, sequences
"""

from tests.differential.interpreter.contract import normalise
from tests.differential.interpreter.customers import Customers

__all__ = ["Customers", "normalise"]
