"""Fixes of expressions: what was meant is plain from the types, or both readings are offered."""

from __future__ import annotations

import re
from collections.abc import Iterator

from segdsl.diagnostics import Edit, Fix, Span, Text
from segdsl.rulebook.expressions.windows import not_before
from segdsl.services.categories import children
from segdsl.services.fixes.case import Case, fix, insert, replaced
from segdsl.syntax import items, nodes
from segdsl.syntax.unparse import format_name, format_text
from segdsl.syntax.values import Duration

WRITE = Text("write `{new}`", "写成 `{new}`")
SWAP = Text("swap the ends", "交换两端")
AS_TEXT = Text("compare as text", "按文本比较")
ONLY_KNOWN = Text("only customers whose {fields} is known", "只算 {fields} 已知的客户")
ALSO_MISSING = Text("customers without {fields} too, and say so", "也算 {fields} 缺失的客户，并写明")
HOLDS = Text("a missing {fields} fulfils it", "{fields} 缺失时视为满足")
FAILS = Text("a missing {fields} does not fulfil it, as now: say so", "{fields} 缺失时视为不满足（与现在相同），并写明")
DAYS = Text("count in days: `{new}`", "改用天：`{new}`")
DROP_WINDOW = Text("drop the window", "去掉时间窗口")

_NUMBER = re.compile(r"[0-9][0-9_]*$")


def write(span: Span, new: str) -> Fix:
    """The fix that writes something else in place of what was found."""
    return fix(WRITE, Edit(span, new), new=new)


# ---- missing values --------------------------------------------------------------------------------------------------


def say_missing(case: Case) -> Iterator[Fix]:
    """A negation that takes in whoever has no value: say which was meant. Both readings are offered."""
    fields = case.argument("fields").split(", ")
    path = case.path()
    named = {node.text for node in _inside(path[-1]) if isinstance(node, nodes.Name)} if path else set()
    if not set(fields) <= named:
        return  # the field is behind a `let`: the guard belongs there
    shown = ", ".join(f"`{field}`" for field in fields)
    known = " and ".join(f"{format_name(field)} is known" for field in fields)
    missing = " or ".join(f"{format_name(field)} is missing" for field in fields)
    if case.argument("word") == "exclude":
        condition, around = path[-1], path[:-1]
        yield fix(HOLDS, *_joined(case, condition, missing, "or", around), fields=shown)
        yield fix(FAILS, *_joined(case, condition, known, "and", around), fields=shown)
        return
    negation = next((node for node in reversed(path) if _negates(node)), None)
    if negation is not None:
        around = path[: path.index(negation)]
        yield fix(ONLY_KNOWN, *_joined(case, negation, known, "and", around), fields=shown)
        yield fix(ALSO_MISSING, *_joined(case, negation, missing, "or", around), fields=shown)


def _inside(node: nodes.Node) -> Iterator[nodes.Node]:
    work: list[object] = [node]
    while work:
        current = work.pop()
        if isinstance(current, nodes.Node):
            yield current
        work += children(current)


def _negates(node: nodes.Node) -> bool:
    match node:
        case nodes.Not() | nodes.Compare(op="!=") | nodes.In(negated=True):
            return True
        case _:
            return False


def _joined(
    case: Case, node: nodes.Node, guard: str, operator: str, around: tuple[nodes.Node, ...]
) -> tuple[Edit, ...]:
    """The edits that put `guard` and an operator before a condition, with the parentheses that takes."""
    plain = (nodes.And, nodes.Or, nodes.Mixed)
    other = nodes.Or if operator == "and" else nodes.And
    parent = around[-1] if around else case.entry.node
    inner = isinstance(node, (other, nodes.Mixed)) or (operator == "or" and " and " in guard)
    outer = isinstance(parent, (*plain, nodes.Not, nodes.Compare, nodes.Is)) and not isinstance(
        parent, nodes.And if operator == "and" else nodes.Or
    )
    start, end = node.span.start, node.span.end
    before = ("(" if outer else "") + f"{guard} {operator} " + ("(" if inner else "")
    after = (")" if inner else "") + (")" if outer else "")
    return (insert(start, before), *((insert(end, after),) if after else ()))


# ---- types -----------------------------------------------------------------------------------------------------------


def as_text(case: Case) -> Iterator[Fix]:
    """Categories with different values, or a category beside a text, are compared as texts."""
    comparison = case.nearest(nodes.Compare)
    if comparison is None:
        return
    sides = (comparison.left, comparison.right)
    wrapped = sides if case.diagnostic.code == "different-categories" else [s for s in sides if s.span != case.span]
    yield fix(AS_TEXT, *(replaced(side, f"text({case.written(side)})") for side in wrapped))


def join_texts(case: Case) -> Iterator[Fix]:
    """`a + b` of texts is `concat(a, b)`."""
    chain = case.nearest(nodes.Arithmetic)
    if chain is None:
        return
    operands: list[nodes.Node] = []
    node: nodes.Node = next(n for n in case.path() if isinstance(n, nodes.Arithmetic))
    whole = node
    while isinstance(node, nodes.Arithmetic) and node.op == "+":
        operands.insert(0, node.right)
        node = node.left
    operands.insert(0, node)
    if not any(isinstance(operand, nodes.Arithmetic) for operand in operands):
        yield write(whole.span, f"concat({', '.join(case.written(operand) for operand in operands)})")


def number_of_days(case: Case) -> Iterator[Fix]:
    """A bare number where a length of time belongs was meant in days."""
    written = case.text[case.span.start : case.span.end]
    if _NUMBER.fullmatch(written):
        new = written.replace("_", "") + "d"
        yield fix(DAYS, Edit(case.span, new), new=new)


def whole_days(case: Case) -> Iterator[Fix]:
    """Hours beside a date: days, where they make whole ones."""
    path = case.path()
    lengths = [n for n in _inside(path[-1]) if isinstance(n, nodes.Literal) and isinstance(n.value, Duration)]
    edits, shown = [], ""
    for node in lengths:
        length = node.value
        assert isinstance(length, Duration)
        hours = length.count if length.unit == "h" else length.count / 60
        if not length.is_clock or hours % 24:
            return
        shown = f"{int(hours // 24)}d"
        edits.append(replaced(node, shown))
    if edits:
        yield fix(DAYS, *edits, new=shown)


def swap_ends(case: Case) -> Iterator[Fix]:
    """A range or window whose ends stand the wrong way round."""
    for node in _inside(case.path()[-1]):
        match node:
            case nodes.Ago(
                near=nodes.Literal(value=Duration() as near), far=nodes.Literal(value=Duration() as far)
            ) if not_before(far, near):
                return  # both are as long
            case nodes.Range(low=first, high=second) | nodes.Ago(near=first, far=second):
                swapped = replaced(first, case.written(second)), replaced(second, case.written(first))
                yield fix(SWAP, *swapped)
                return


def drop_window(case: Case) -> Iterator[Fix]:
    """A goal counts from the campaign's start."""
    before = case.text[: case.span.start].rstrip()
    if before.endswith(","):
        yield fix(DROP_WINDOW, Edit(Span(len(before) - 1, case.span.end), ""))


# ---- names of the wrong sort -----------------------------------------------------------------------------------------


def who_got_it(case: Case) -> Iterator[Fix]:
    """A campaign as a condition: who got one of its messages."""
    name = case.argument("name")
    yield write(case.span, f"did(contact where campaign = {format_text(name)})")


def did_any(case: Case) -> Iterator[Fix]:
    """An events table as a value: whether there is any such event."""
    yield write(case.span, f"did({format_name(case.argument('name'))})")


def one_of_many(case: Case) -> Iterator[Fix]:
    """A field of events outside of an aggregate: of which event?"""
    table = case.index.environment.tables.get(case.argument("table"))
    written = case.text[case.span.start : case.span.end]
    for function in ("latest", "earliest", "most_frequent") if table is not None and table.at else ("most_frequent",):
        yield write(case.span, f"{function}({written})")


def param_of_length(case: Case) -> Iterator[Fix]:
    """A length of time is a param."""
    node = case.entry.node
    if isinstance(node, items.Let) and isinstance(node.value, nodes.Literal):
        keyword = case.text.index("let", node.span.start)
        yield write(Span(keyword, keyword + 3), "param")


def without_range(case: Case) -> Iterator[Fix]:
    """A list has no range."""
    node = case.entry.node
    if isinstance(node, items.Param) and node.bounds is not None:
        title = Text("drop the range", "去掉范围")
        yield fix(title, Edit(Span(node.value.span.end, node.bounds.span.end), ""))


def nearest_bound(case: Case) -> Iterator[Fix]:
    """A value outside of its range: the bounds."""
    low, _, high = case.argument("range").partition("..")
    for bound in (low, high):
        if bound:
            yield write(case.span, bound)


def fewer_digits(case: Case) -> Iterator[Fix]:
    """A share in steps of 0.01 %."""
    literal = case.exactly(nodes.Literal)
    if literal is not None and isinstance(literal.value, float):
        rounded = max(round(literal.value * 100, 2), 0.01)
        yield write(case.span, f"{rounded:g}%")


def share_of_hundred(case: Case) -> Iterator[Fix]:
    """`10` where a share belongs was meant as `10%`."""
    literal = case.exactly(nodes.Literal) if case.nearest(items.Record) is None else None
    value = literal.value if literal is not None else None
    if literal is not None and isinstance(value, int | float) and not isinstance(value, bool) and 1 < value <= 100:
        yield write(case.span, f"{literal.source.rstrip('%').replace('_', '')}%")
