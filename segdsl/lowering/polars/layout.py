"""Recorded source as readable lines: on one if it fits, else broken where a Python formatter would break it."""

from __future__ import annotations

from segdsl.lowering.polars.recorder import Atom, Attribute, Binary, Call, ListOf, Node, Unary

WIDTH = 100
_INDENT = "    "
# How strongly operators bind in Python; comparisons bind weaker than `|` and `&`.
_BINDING = {"|": 2, "&": 3, "+": 4, "-": 4, "*": 5, "/": 5, "//": 5, "%": 5}
_COMPARISON, _PREFIX, _POSTFIX = 1, 6, 7


def statement(name: str, node: Node) -> str:
    """`name = …`, in parentheses where it takes several lines."""
    flat = f"{name} = {text(node)}"
    if len(flat) <= WIDTH:
        return flat
    broken = lines(node, WIDTH - len(_INDENT))
    return "\n".join([f"{name} = (", *(_INDENT + line for line in broken), ")"])


def text(node: Node) -> str:
    """The source on one line."""
    match node:
        case Atom(text=found):
            return found
        case ListOf(items=items):
            return f"[{', '.join(map(text, items))}]"
        case Attribute(of=of, name=name):
            return f"{_operand(of, _POSTFIX)}.{name}"
        case Call(function=function, arguments=arguments):
            return (
                f"{_operand(function, _POSTFIX)}({', '.join(_named(name, text(value)) for name, value in arguments)})"
            )
        case Unary(operator=operator, operand=operand):
            return operator + _operand(operand, _PREFIX)
        case Binary(operator=operator, left=left, right=right):
            binding = _binding(node)
            least = binding + 1 if binding == _COMPARISON else binding
            return f"{_operand(left, least)} {operator} {_operand(right, binding + 1)}"


def lines(node: Node, room: int) -> list[str]:
    """The source in lines of at most `room` characters, as far as its parts allow."""
    flat = text(node)
    if len(flat) <= room:
        return [flat]
    match node:
        case Binary():
            return _operation(node, room)
        case Call() | Attribute():
            return _chain(node, room)
        case Unary(operator=operator, operand=operand):
            inner = _wrapped(operand, _PREFIX, room - 1)
            return [operator + inner[0], *inner[1:]]
        case ListOf(items=items):
            return ["[", *_entries([("", item) for item in items], room), "]"]
        case _:
            return [flat]


def _binding(node: Node) -> int:
    match node:
        case Binary(operator=operator):
            return _BINDING.get(operator, _COMPARISON)
        case Unary():
            return _PREFIX
        case Atom(text=found) if found.startswith("-"):
            return _PREFIX
        case _:
            return _POSTFIX


def _operand(node: Node, least: int) -> str:
    """A part on one line, in parentheses if it binds weaker than its place asks for."""
    return text(node) if _binding(node) >= least else f"({text(node)})"


def _wrapped(node: Node, least: int, room: int) -> list[str]:
    """A part in lines, in parentheses if it binds weaker than its place asks for."""
    if _binding(node) >= least:
        return lines(node, room)
    flat = f"({text(node)})"
    return [flat] if len(flat) <= room else ["(", *_indented(lines(node, room - len(_INDENT))), ")"]


def _operation(node: Binary, room: int) -> list[str]:
    """`a & b & c` with one operand a line."""
    operator, binding = node.operator, _binding(node)
    parts: list[Node] = []
    left: Node = node
    while isinstance(left, Binary) and left.operator == operator and binding != _COMPARISON:
        parts.append(left.right)
        left = left.left
    if binding == _COMPARISON:
        parts, left = [node.right], node.left
    found = _wrapped(left, binding + (binding == _COMPARISON), room)
    for part in reversed(parts):
        inner = _wrapped(part, binding + 1, room - len(operator) - 1)
        found += [f"{operator} {inner[0]}", *inner[1:]]
    return found


def _chain(node: Node, room: int) -> list[str]:
    """`a.f(…).g(…)`: one call a line; of a single call, one argument a line."""
    links: list[tuple[str, Call | None]] = []
    base = node
    while True:
        called = base if isinstance(base, Call) else None
        target = called.function if called else base
        if not isinstance(target, Attribute):
            break
        links.append((target.name, called))
        base = target.of
    links.reverse()
    found = _wrapped(base, _POSTFIX, room)
    # A module or a column keeps its first call beside it: `pl.when(…)`, then `.then(…)` below.
    attached = 1 if isinstance(base, Atom) else 0
    for position, (name, called) in enumerate(links):
        written = _link(name, called, room)
        after_plain = position > 0 and links[position - 1][1] is None
        if position < attached or after_plain:
            found = [*found[:-1], found[-1] + written[0], *written[1:]]
        else:
            found += written
    return found


def _link(name: str, called: Call | None, room: int) -> list[str]:
    if called is None:
        return [f".{name}"]
    flat = f".{name}({', '.join(_named(key, text(value)) for key, value in called.arguments)})"
    if len(flat) <= room:
        return [flat]
    return [f".{name}(", *_entries(called.arguments, room), ")"]


def _entries(arguments: tuple[tuple[str, Node], ...] | list[tuple[str, Node]], room: int) -> list[str]:
    """Arguments or items below each other, each with its comma."""
    found: list[str] = []
    for name, value in arguments:
        inner = lines(value, room - len(_INDENT) - len(name) - 2)
        found += [_named(name, inner[0]), *inner[1:]]
        found[-1] += ","
    return _indented(found)


def _named(name: str, value: str) -> str:
    return f"{name}={value}" if name else value


def _indented(block: list[str]) -> list[str]:
    return [_INDENT + line for line in block]
