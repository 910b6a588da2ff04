"""The writer of well-typed expressions as text; the forms they take stand in `expressions`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from segdsl.functions.types import Kind
from tests.differential.strategies import pools
from tests.differential.strategies.contracts import written_value
from tests.differential.strategies.dice import Dice
from tests.differential.strategies.scope import Scope
from tests.differential.strategies.tables import TableChoice
from tests.differential.strategies.writing import ATOM, OR, UNARY, Written

Form = Callable[["Writer", int], Written]
CategoryForm = Callable[["Writer", int], tuple[Written, tuple[str, ...]]]


@dataclass(frozen=True)
class Forms:
    """The forms that expressions take, by type, those of categories apart; and the forms inside `where`."""

    values: Mapping[Kind, Sequence[Form]]
    categories: Sequence[CategoryForm] = ()
    where: Forms | None = None


class Writer:
    """Writes random expressions of a wanted type; `depth` bounds how deep they nest."""

    def __init__(self, dice: Dice, scope: Scope, forms: Forms) -> None:
        self.forms = forms
        self.dice = dice
        self.scope = scope

    def within(self, table: TableChoice) -> Writer:
        """A writer of conditions on the events of a table."""
        assert self.forms.where is not None
        return Writer(self.dice, self.scope.inside(table), self.forms.where)

    def of(self, kind: Kind, depth: int) -> Written:
        """An expression of a type that is no category and no list."""
        if kind is Kind.CATEGORY:
            return self.category(depth)[0]
        if depth <= 0 or self.dice.chance(25):
            return self.leaf(kind)
        return self.dice.pick(self.forms.values[kind])(self, depth - 1)

    def leaf(self, kind: Kind) -> Written:
        """A name or a literal."""
        names = self.scope.values[kind]
        if names and (kind is Kind.LIST or self.dice.chance(70)):
            return Written(self.dice.pick(names))
        params = self.scope.params[kind]
        if params and self.dice.chance(40):
            return Written(self.dice.pick(params))
        if kind is Kind.DATE and self.dice.chance(40):
            return Written("today")
        return self.literal(kind)

    def literal(self, kind: Kind) -> Written:
        """A constant."""
        if kind is Kind.NUMBER and self.dice.chance(15):
            return Written(self.dice.pick(("10%", "0.50", "12.5%")))
        text = pools.literal(self.dice.pick(self.scope.pool[kind]))
        return Written(text, UNARY if text.startswith("-") else ATOM)

    def call(self, function: str, *arguments: Written | str) -> Written:
        """A call."""
        texts = [a if isinstance(a, str) else self.inside(a, OR) for a in arguments]
        return Written(f"{function}({', '.join(texts)})")

    def inside(self, part: Written, level: int) -> str:
        """A part where `level` is wanted: in parentheses where it has to be, or now and then anyhow."""
        return f"({part.text})" if part.level < level or self.dice.chance(4) else part.text

    def choice(self, kind: Kind, depth: int) -> Written:
        """`if` or `coalesce` of a type."""
        if self.dice.chance(50):
            return self.call("coalesce", *(self.of(kind, depth) for _ in range(self.dice.number(2, 3))))
        return self.call("if", self.condition(depth), self.of(kind, depth), self.of(kind, depth))

    def pick_call(self, functions: tuple[str, ...], kind: Kind, depth: int, count: int = 1) -> Written:
        """One of some functions that take `count` arguments of a type."""
        return self.call(self.dice.pick(functions), *(self.of(kind, depth) for _ in range(count)))

    def category(self, depth: int) -> tuple[Written, tuple[str, ...]]:
        """A category and its values."""
        if self.forms.categories and depth > 0 and self.dice.chance(40):
            return self.dice.pick(self.forms.categories)(self, depth - 1)
        name, values = self.dice.pick(self.scope.categories)
        if depth <= 0 or self.dice.chance(70):
            return Written(name), values
        other = self.named_with(values) if self.dice.chance(50) else self.value_of(values)
        if self.dice.chance(50):
            return self.call("coalesce", name, other), values
        return self.call("if", self.condition(depth - 1), name, other), values

    def named_with(self, values: tuple[str, ...]) -> Written:
        """A name of a category with these values, one of the values where there is none."""
        same = [name for name, others in self.scope.categories if sorted(others) == sorted(values)]
        return Written(self.dice.pick(same)) if same else self.value_of(values)

    def value_of(self, values: tuple[str, ...]) -> Written:
        """A category's value."""
        value = self.dice.pick(values)
        return Written(pools.literal(value) if self.dice.chance(20) else written_value(value))

    def condition(self, depth: int) -> Written:
        """An expression of type bool."""
        return self.of(Kind.BOOL, depth)
