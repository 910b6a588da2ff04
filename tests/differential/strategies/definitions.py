"""Random definitions as text: each may use those written before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from segdsl.functions.types import Kind
from segdsl.syntax.unparse import format_text
from tests.differential.strategies import pools
from tests.differential.strategies.contracts import written_value
from tests.differential.strategies.dice import Dice
from tests.differential.strategies.happenings import CATEGORIES, OF_EVENTS
from tests.differential.strategies.writer import Writer
from tests.differential.strategies.writing import SUM

_LET_KINDS = (Kind.BOOL, Kind.NUMBER, Kind.INT, Kind.CATEGORY, Kind.TEXT, Kind.DATE, Kind.TIME)
_PARAM_KINDS = (Kind.INT, Kind.NUMBER, Kind.TEXT, Kind.DATE, Kind.DURATION)
_META = ('owner "渠道运营"', "status draft", "status live", 'note "说明"', "review 2099-06-30")
DEPTH = 3
_DECISIONS = 10  # most questions take more


def definition(writer: Writer, name: str) -> str:
    """A definition of some kind, called `name`; adds it to the writer's scope."""
    return writer.dice.pick(_KINDS)(writer, name)


def _head(writer: Writer, keyword: str, name: str) -> str:
    title = f" {format_text(f'标题 {name}')}" if writer.dice.chance(30) else ""
    return f"{keyword} {name}{title}"


def _block(writer: Writer, keyword: str, name: str, lines: list[str]) -> str:
    if writer.dice.chance(15):
        lines = [*lines, writer.dice.pick(_META)]
    return "\n".join([f"{_head(writer, keyword, name)} {{", *(f"  {line}" for line in lines), "}"])


def _title(writer: Writer) -> str:
    return ' "第一条"' if writer.dice.chance(20) else ""


def _param(writer: Writer, name: str) -> str:
    kind = writer.dice.pick(_PARAM_KINDS)
    if kind is Kind.DURATION:
        length = writer.dice.pick([d for d in pools.DURATIONS if not d.startswith("0")])
        writer.scope.durations.append((name, length))
        return f"{_head(writer, 'param', name)} = {length}"
    if writer.dice.chance(30):
        return _list(writer, "param", name, kind)
    value = writer.dice.pick(writer.scope.pool[kind])
    low, high = (writer.dice.pick(writer.scope.pool[kind]) for _ in range(2))
    within = f" in {pools.literal(low)}..{pools.literal(high)}" if low <= value <= high else ""
    writer.scope.params[kind].append(name)
    return f"{_head(writer, 'param', name)} = {pools.literal(value)}{within}"


def _list(writer: Writer, keyword: str, name: str, kind: Kind) -> str:
    items = [pools.literal(item) for item in writer.dice.some(writer.scope.pool[kind], 1, 4)]
    writer.scope.lists[kind].append(name)
    return f"{_head(writer, keyword, name)} = [{', '.join(items)}]"


def _let_list(writer: Writer, name: str) -> str:
    if writer.dice.chance(50):
        return _list(writer, "let", name, writer.dice.pick((Kind.INT, Kind.NUMBER, Kind.TEXT, Kind.DATE)))
    _, values = writer.dice.pick(writer.scope.categories)
    chosen = writer.dice.shuffled(values)[: writer.dice.number(1, len(values))]
    writer.scope.symbol_lists[tuple(sorted(values))].append(name)
    return f"{_head(writer, 'let', name)} = [{', '.join(map(written_value, chosen))}]"


def _let(writer: Writer, name: str) -> str:
    kind = writer.dice.pick(_LET_KINDS)
    values: tuple[str, ...] = ()
    if kind is Kind.CATEGORY:
        term, values = writer.category(DEPTH)
    else:
        term = writer.of(kind, DEPTH)
    writer.scope.add(name, kind, values)
    return f"{_head(writer, 'let', name)} = {term.text}"


def asking(writer: Writer, names: Sequence[str]) -> list[str]:
    """A `let` for each name that is a question about events and nothing else; some are nearly the same as others."""
    seeds: list[int] = []
    lets = []
    for name in names:
        if seeds and writer.dice.chance(40):
            dice = Dice.nearly(writer.dice.pick(seeds), writer.dice.number(0, _DECISIONS))
        else:
            seeds.append(writer.dice.number(0, 2**32))
            dice = Dice.seeded(seeds[-1])
        lets.append(_asking(Writer(dice, writer.scope, writer.forms), name))
    return lets


def _asking(writer: Writer, name: str) -> str:
    kind = writer.dice.pick((Kind.BOOL, Kind.INT, Kind.NUMBER, *_LET_KINDS))
    values: tuple[str, ...] = ()
    if kind is Kind.CATEGORY:
        term, values = writer.dice.pick(CATEGORIES)(writer, DEPTH - 1)
    else:
        term = writer.dice.pick(OF_EVENTS[kind])(writer, DEPTH - 1)
    writer.scope.add(name, kind, values)
    return f"let {name} = {term.text}"


def _tag(writer: Writer, name: str) -> str:
    classes = writer.dice.shuffled(pools.WORDS)[: writer.dice.number(1, 4)]
    lines = [f"class {c}{_title(writer)} when {writer.condition(DEPTH).text}" for c in classes]
    if writer.dice.chance(50):
        lines[-1] = f"class {classes[-1]}{_title(writer)} otherwise"
    writer.scope.add(name, Kind.CATEGORY, tuple(classes))
    writer.scope.tags.append((name, tuple(classes)))
    return _block(writer, "tag", name, lines)


def _score(writer: Writer, name: str) -> str:
    lines = [_add(writer) for _ in range(writer.dice.number(1, 4))]
    if writer.dice.chance(50):
        lines.append(writer.dice.pick(("range 0..100", "range -1.5..1.5", "range 5..5")))
    writer.scope.add(name, Kind.NUMBER)
    return _block(writer, "score", name, lines)


def _add(writer: Writer) -> str:
    dice = writer.dice
    kind = dice.pick((Kind.NUMBER, Kind.INT))
    amount = writer.inside(writer.of(kind, DEPTH - 1), SUM)
    cap = f" up to {writer.inside(writer.of(dice.pick((Kind.NUMBER, Kind.INT)), 1), SUM)}" if dice.chance(30) else ""
    when = f" when {writer.condition(DEPTH - 1).text}" if dice.chance(60) else ""
    return f"{dice.pick(('add', 'subtract'))} {amount}{cap}{when}{_title(writer)}"


def _segment(writer: Writer, name: str) -> str:
    lines = [_clause(writer) for _ in range(writer.dice.number(1, 4))]
    writer.scope.add(name, Kind.BOOL)
    return _block(writer, "segment", name, lines)


def _clause(writer: Writer) -> str:
    word = writer.dice.pick(("require", "require", "exclude", "any_of"))
    if word != "any_of":
        return f"{word} {writer.condition(DEPTH).text}{_title(writer)}"
    count = writer.dice.number(1, 3)
    options = [f"    option {writer.condition(DEPTH - 1).text}{_title(writer)}" for _ in range(count)]
    return "\n".join([f"require any_of{_title(writer)} {{", *options, "  }"])


_KINDS: tuple[Callable[[Writer, str], str], ...] = (
    _segment, _segment, _let, _let, _let, _let, _tag, _tag, _score, _param, _param, _let_list,
)  # fmt: skip
"""The kinds of definition; those that matter more stand more than once."""
