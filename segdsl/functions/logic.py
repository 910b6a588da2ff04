"""`if` and `coalesce`. The lowering knows them by name: their conditions are two-valued, their branches of one type."""

from __future__ import annotations

from segdsl.diagnostics import Text
from segdsl.functions.spec import Example, Function, Parameter
from segdsl.functions.types import STORED, Kind, Type, join


def _if(types: tuple[Type, ...]) -> Type | None:
    return join(types[1:])


def _coalesce(types: tuple[Type, ...]) -> Type | None:
    joined = join(types)
    return joined.maybe(all(t.optional for t in types)) if joined else None


_VALUE = Parameter("value", STORED)

LOGIC: tuple[Function, ...] = (
    Function(
        "if", "logic",
        (Parameter("condition", frozenset({Kind.BOOL})), Parameter("then", STORED), Parameter("otherwise", STORED)),
        _if,
        Text(
            "The second argument where the condition holds, the third elsewhere; a missing condition does not hold.",
            "条件成立时取第二个参数，否则取第三个；条件缺失视为不成立。",
        ),
        (
            Example((True, 1, 2), 1), Example((False, "a", "b"), "b"), Example((True, 1, 2.5), 1.0),
            Example((None, 1, 2), 2), Example((True, None, 2), None), Example((True, 1, None), 1),
        ),
    ),
    Function(
        "coalesce", "logic", (_VALUE, _VALUE), _coalesce,
        Text("The first argument that is not missing.", "第一个不缺失的参数。"),
        (
            Example((None, 5), 5), Example((3, 5), 3), Example((None, None, "x"), "x"), Example((None, 2.5), 2.5),
            Example((None, None), None),
        ),
        variadic=True,
    ),
)  # fmt: skip
