"""Parts of a recorded expression that occur twice, or lie too deep, get names of their own: each is read once.

A long sum nests as deep as it is long; cut into parts it needs no recursion beyond `_TOO_DEEP` to be written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from segdsl.lowering.polars.recorder import Atom, Attribute, Binary, Call, ListOf, Node, Unary

_WORTH_A_NAME = 36  # characters; shorter parts read better where they are
_TOO_DEEP = 40  # levels


def shared(node: Node, fresh: Callable[[], str]) -> tuple[list[tuple[str, Node]], Node]:
    """The parts that get a name from `fresh`, each after those it contains, and the expression itself.

    The recorder's nodes are shared wherever the lowering used a value twice, so they are walked as a graph: written out
    as a tree they can be exponentially large.
    """
    graph = _Graph()
    root = graph.intern(node)
    return graph.parts(root, fresh)


class _Graph:
    """The distinct nodes of an expression, numbered so that each comes after those it contains."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.inside: list[tuple[int, ...]] = []
        self.sizes: list[int] = []
        self._numbers: dict[object, int] = {}
        self._seen: dict[int, int] = {}

    def intern(self, node: Node) -> int:
        """The number of a node; equal nodes have the same."""
        waiting = [node]
        while waiting:
            unknown = [child for child in _children(waiting[-1]) if id(child) not in self._seen]
            if unknown:
                waiting += unknown
            else:
                self._number(waiting.pop())
        return self._seen[id(node)]

    def _number(self, node: Node) -> None:
        inside = tuple(self._seen[id(child)] for child in _children(node))
        words = _words(node)
        number = self._numbers.setdefault((type(node), words, inside), len(self.nodes))
        if number == len(self.nodes):
            self.nodes.append(node)
            self.inside.append(inside)
            self.sizes.append(sum(self.sizes[child] + 2 for child in inside) + sum(map(len, words)))
        self._seen[id(node)] = number

    def parts(self, root: int, fresh: Callable[[], str]) -> tuple[list[tuple[str, Node]], Node]:
        """The nodes used more than once that are worth a name, and the root, all in terms of those names."""
        uses = Counter(child for inside in self.inside for child in inside)
        written: list[Node] = []
        depths: list[int] = []
        found: list[tuple[str, Node]] = []
        for number, node in enumerate(self.nodes):
            rewritten = _with_children(node, iter([written[child] for child in self.inside[number]]))
            depth = 1 + max((depths[child] for child in self.inside[number]), default=0)
            wanted = depth > _TOO_DEEP or (uses[number] > 1 and self.sizes[number] >= _WORTH_A_NAME)
            if wanted and isinstance(node, Call | Binary | Unary) and number != root:
                found.append((fresh(), rewritten))
                rewritten, depth = Atom(found[-1][0]), 0
            written.append(rewritten)
            depths.append(depth)
        return found, written[root]


def _children(node: Node) -> tuple[Node, ...]:
    match node:
        case ListOf(items=items):
            return items
        case Attribute(of=of):
            return (of,)
        case Call(function=function, arguments=arguments):
            return (function, *(value for _, value in arguments))
        case Unary(operand=operand):
            return (operand,)
        case Binary(left=left, right=right):
            return (left, right)
        case _:
            return ()


def _words(node: Node) -> tuple[str, ...]:
    """What tells a node apart besides the nodes inside it."""
    match node:
        case Atom(text=text):
            return (text,)
        case Attribute(name=name):
            return (name,)
        case Call(arguments=arguments):
            return tuple(name for name, _ in arguments)
        case Unary(operator=operator) | Binary(operator=operator):
            return (operator,)
        case _:
            return ()


def _with_children(node: Node, inside: Iterator[Node]) -> Node:
    match node:
        case ListOf():
            return ListOf(tuple(inside))
        case Attribute():
            return replace(node, of=next(inside))
        case Call(arguments=arguments):
            function = next(inside)
            return Call(function, tuple((name, next(inside)) for name, _ in arguments))
        case Unary():
            return replace(node, operand=next(inside))
        case Binary():
            return replace(node, left=next(inside), right=next(inside))
        case _:
            return node
