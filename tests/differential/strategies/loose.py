"""The same rules as people write them: odd white space, line breaks, comments everywhere."""

from __future__ import annotations

import re

from tests.differential.strategies.dice import Dice

_SPACES = ("  ", "\t", "\u3000", "\u00a0 ", "   ")
_BREAKABLE = re.compile(r' (?=(?:and|or|in|=|<=|>=|<|>|\+|\*|/) )|(?<=,) |(?<=[=+*/]) (?=[("0-9])')
_QUOTED = re.compile(r'("(?:[^"\\\n]|\\.)*"|`[^`\n]+`)')


def loosened(dice: Dice, rules: str) -> str:
    """Rule text in disorder, with numbered comments; it means the same."""
    rows: list[str] = []
    for row in rules.split("\n"):
        parts = _QUOTED.split(row)
        text = "".join(part if at % 2 else _spaced(dice, part) for at, part in enumerate(parts))
        rows += [f"{' ' * dice.number(0, 3)}# 注{len(rows)}"] * dice.chance(15)
        rows += [""] * (dice.number(1, 3) if dice.chance(10) else 0)
        rows.append(text + (f'{" " * dice.number(0, 2)}# 注{len(rows)} "x' if dice.chance(15) else ""))
    return "\n".join(rows) + "\n" * dice.number(0, 2)


def _spaced(dice: Dice, text: str) -> str:
    broken = _BREAKABLE.sub(lambda _: "\n  " if dice.chance(5) else " ", text)
    return re.sub(" ", lambda _: dice.pick(_SPACES) if dice.chance(6) else " ", broken)
