"""The counts of a waterfall against counting rows one by one."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from segdsl.engine.gather import Gather
from segdsl.engine.waterfall import Mask, ask_waterfall, helper_columns

ROWS = st.integers(1, 5).flatmap(lambda n: st.lists(st.tuples(*[st.booleans()] * n), max_size=40).map(lambda r: (n, r)))


def with_helpers(frame: pl.LazyFrame, masks: list[Mask]) -> pl.LazyFrame:
    """The frame with all helper columns."""
    for step in helper_columns(masks):
        frame = frame.with_columns(step)
    return frame


@given(ROWS)
def test_alone_remaining_and_without(case: tuple[int, list[tuple[bool, ...]]]) -> None:
    count, rows = case
    masks = [Mask(f"m{i}", f"clause {i}", None) for i in range(count)]
    frame = pl.DataFrame(rows, schema={m.column: pl.Boolean for m in masks}, orient="row").lazy()
    gather = Gather()
    read = ask_waterfall(gather, masks)
    found = read(gather.run(with_helpers(frame, masks)))
    for i, row in enumerate(found):
        assert row.alone == sum(r[i] for r in rows)
        assert row.remaining == sum(all(r[: i + 1]) for r in rows)
        assert row.without == sum(all(r[:i]) and all(r[i + 1 :]) for r in rows)


@given(st.lists(st.tuples(*[st.booleans()] * 4), max_size=40))
def test_options_of_any_of(rows: list[tuple[bool, ...]]) -> None:
    """Columns: a first clause, then two options whose `or` is the second clause (column 3 is ignored)."""
    data = [(a, b or c, b, c) for a, b, c, _ in rows]
    options = (Mask("o0", "option a", None), Mask("o1", "option b", None))
    masks = [Mask("m0", "first", None), Mask("m1", "any", None, options)]
    frame = pl.DataFrame(data, schema=dict.fromkeys(["m0", "m1", "o0", "o1"], pl.Boolean), orient="row").lazy()
    gather = Gather()
    read = ask_waterfall(gather, masks)
    first, second = read(gather.run(with_helpers(frame, masks)))[1].options
    assert (first.alone, second.alone) == (sum(d[2] for d in data), sum(d[3] for d in data))
    assert (first.remaining, second.remaining) == (sum(d[0] and d[2] for d in data), sum(d[0] and d[3] for d in data))
    assert (first.without, second.without) == (sum(d[0] and d[3] for d in data), sum(d[0] and d[2] for d in data))
