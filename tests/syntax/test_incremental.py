"""An edit costs the reading of one item: all others are the very same nodes."""

import pytest

from segdsl.diagnostics import Source
from segdsl.syntax.chunks import chunk_starts
from segdsl.syntax.parse import parse


def test_items_that_an_edit_did_not_touch_are_the_same_nodes() -> None:
    text = "\n".join(f"let a{i} = {i}\n" for i in range(50))
    before = parse(Source("a.seg", text))
    after = parse(Source("a.seg", "# above\n\n" + text.replace("a7 = 7", "a7 = b + 7")))
    same = [old.node is new.node for old, new in zip(before.items, after.items, strict=True)]
    assert same.count(False) == 1
    assert after.items[8].offset == before.items[8].offset + len("# above\n\n") + len("b + ")


def test_diagnostics_move_with_their_item() -> None:
    parse(Source("a.seg", "let a = b c"))
    (diagnostic,) = parse(Source("b.seg", "let x = 1\nlet a = b c")).diagnostics
    assert diagnostic.span is not None
    assert (diagnostic.file, diagnostic.span.start) == ("b.seg", 20)


@pytest.mark.parametrize(
    "text, starts",
    [
        ("", [0]),
        ("let a = 1\nlet b = 2", [0, 10]),
        ("let a = 1 let b = 2", [0]),
        ("# let\nlet a = 1", [0, 6]),
        ("let a = b and\n  channel = app\nlet c = 1", [0, 30]),
        ("let a = b and # why\n\n# so\n  channel = app\nlet c = 1", [0, 42]),
        ('let a = "{"\nlet b = 2', [0, 12]),
        ('let a = "\nlet b = 2', [0, 10]),
        ("let a = 1 # {\nlet b = 2", [0, 14]),
        ("let `a{` = 1\nlet b = 2", [0, 13]),
        ("segment a {\n  require b\n}\nassert c", [0, 26]),
        ("segment a {\n  require b\nsegment c {\n}", [0, 24]),
        ("segment a {\n  require (b\n}\nassert c", [0, 27]),
        ("campaign a {\n  arm b otherwise {\n    channel sms\n  }\n}", [0]),
        ('segment a {\n  require b\ntheme "c"\nassert d', [0, 24, 34]),
        ('segment a {\n  require b and\n  theme "c"\n}', [0]),
        ("let a = [\n  tag, theme\n]\ntheme b", [0, 25]),
        ("segmnet a {\n}\nlet b = 1\nfoo c = 2", [0, 14, 24]),
        ("  segment a {\n}\r\n  let b = 1", [0, 2, 19]),
    ],
)
def test_a_file_is_cut_where_items_start(text: str, starts: list[int]) -> None:
    assert chunk_starts(text) == starts
