"""The formatter on random rulebooks in disorder: it keeps the meaning and every comment, and changes nothing twice."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from hypothesis import given

from segdsl.diagnostics import Source, Span
from segdsl.syntax.format import format_source
from segdsl.syntax.parse import parse
from tests.differential.running import budget
from tests.differential.strategies import loose_rules


@budget(40)
@given(loose_rules())
def test_formatting_keeps_tree_and_comments_and_changes_nothing_the_second_time(rules: str) -> None:
    formatted = format_source(Source("rules.seg", rules))
    assert formatted.diagnostics == (), rules
    assert format_source(Source("rules.seg", formatted.text)).text == formatted.text, rules
    assert trees(formatted.text) == trees(rules), rules
    assert comments(formatted.text) == comments(rules), rules


def trees(rules: str) -> list[Any]:
    """The items of a file without their places."""
    parsed = parse(Source("rules.seg", rules))
    assert parsed.diagnostics == ()
    return [_placeless(item.node) for item in parsed.items]


def comments(rules: str) -> list[str]:
    """The comments of a file, in order."""
    return re.findall(r"# 注[^\n]*", rules)


def _placeless(node: Any) -> Any:
    if dataclasses.is_dataclass(node):
        values = (getattr(node, field.name) for field in dataclasses.fields(node))
        return (type(node), *(_placeless(value) for value in values if not isinstance(value, Span)))
    return [_placeless(element) for element in node] if isinstance(node, tuple) else node
