"""Valid text becomes the right nodes, with spans that count from the item."""

import pytest

from segdsl.diagnostics import Source
from segdsl.syntax import items, nodes
from segdsl.syntax.format import format_expr
from segdsl.syntax.parse import parse, parse_expression

EXPRESSIONS = """
age >= 18 and not followed
activity in [silent, low, mid]
age not in 18..60 or age is missing
`地市 名` is not known
last_seen in last 3 * cycle
latest(visit.visited_at where channel in online) in 30d..90d ago
count(visit where opened, last 90d) / -(a + b) * 2 - 1
sequence(push, not visit where action = query, visit, 7d, 2021-01-01..2021-03-31)
channel_preference[app] > 10%
was(activity, 30d) = "开发区 (新)" and (a or b)
""".strip().splitlines()


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_an_expression_prints_as_it_was_written(text: str) -> None:
    node, diagnostics = parse_expression(text)
    assert diagnostics == ()
    assert node is not None
    assert format_expr(node) == text


def test_spans_count_code_points_from_the_start_of_the_item() -> None:
    text = '# 注释\n\ntheme "主题"\nlet 静默 "静默客户" = 年龄 > 18\n'
    parsed = parse(Source("a.seg", text))
    heading, let = parsed.items
    assert (heading.offset, heading.text) == (6, 'theme "主题"')
    assert let.offset == text.index("let")
    assert isinstance(let.node, items.Let)
    assert isinstance(let.node.value, nodes.Compare)
    span = let.node.value.left.span
    assert text[let.offset + span.start : let.offset + span.end] == "年龄"
