"""Functions that place a customer among all customers, or among those of the same group.

They count customers whose value is known; a missing group is a group of its own. Ties in `rank` and `ntile` are broken
by the smaller key. The lowering knows them by name: they are terms of their own.
"""

from __future__ import annotations

from segdsl.diagnostics import Text
from segdsl.functions.spec import Example, Function, Parameter, known_if_first
from segdsl.functions.types import CALENDAR, INT, NUMBER, NUMERIC, STORED, Kind

_X = Parameter("x", NUMERIC | CALENDAR)
_GROUP = Parameter("group", STORED - {Kind.LIST}, optional=True)

POPULATION: tuple[Function, ...] = (
    Function(
        "percentile", "population", (_X, _GROUP), known_if_first(NUMBER),
        Text(
            "Where x stands among all customers, or in its group: 0 lowest, 1 highest; (r − 1)/(n − 1), r the lowest "
            "rank among equals, 0 if there is only one.",
            "x 在全体客户（或同组）中的位置：0 最低，1 最高；(r − 1)/(n − 1)，r 为并列者的最低名次，仅一人时为 0。",
        ),
        (
            Example(((10, 20, 20, 30, 40),), (0.0, 0.25, 0.25, 0.75, 1.0)), Example(((7,),), (0.0,)),
            Example(((None, 2.0, 1.0),), (None, 1.0, 0.0)), Example(((None, None),), (None, None)),
            Example(((1, 2, 3, 4, 9), ("a", None, "a", None, "b")), (0.0, 0.0, 1.0, 1.0, 0.0)),
        ),
        bounds=(0.0, 1.0),
    ),
    Function(
        "rank", "population", (_X, _GROUP), known_if_first(INT),
        Text(
            "Place by x, 1 = highest; of equals the smaller key comes first.",
            "按 x 排名，1 为最高；并列时主键小者在前。",
        ),
        (
            Example(((10, 30, 30, 20),), (4, 1, 2, 3)), Example(((None, 5),), (None, 1)),
            Example(((1, 2, 3), ("a", None, "a")), (2, 1, 1)),
        ),
        bounds=(1, 2**32),
    ),
    Function(
        "ntile", "population", (_X, Parameter("n", frozenset({Kind.INT}), constant=True), _GROUP), known_if_first(INT),
        Text(
            "The n-th part (1 = lowest) when customers are sorted by x, then key, and cut into n parts of equal size; "
            "the first parts take the remainder, as NTILE in SQL.",
            "按 x 再按主键升序后等分为 n 份，所在份的序号（1 为最低）；余数归前几份，与 SQL 的 NTILE 相同。",
        ),
        (
            Example(((50, 10, 40, 20, 30), 2), (2, 1, 2, 1, 1)), Example(((1, None, 1), 3), (1, None, 2)),
            Example(((1, 2, 3, 4), 1), (1, 1, 1, 1)), Example(((1, 2, 3), 2, ("a", None, "a")), (1, 1, 2)),
        ),
    ),
)  # fmt: skip
