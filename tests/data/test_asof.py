"""The date that counts where nobody has named one."""

import datetime as dt
from pathlib import Path

import pytest

from segdsl.data.asof import Newest, newest_event
from segdsl.data.report import ContractError
from segdsl.data.sources import scan
from tests.data.making import ZONE, events, found, write

LIMIT = dt.date(2021, 7, 1)


@pytest.mark.parametrize(
    "cells, newest",
    [
        (["2021-06-29 23:00", "2021-06-30 08:00:00", ""], Newest(dt.date(2021, 6, 30), 0)),
        (["2021/6/29 23:00", "2021年6月30日", "20210628"], Newest(dt.date(2021, 6, 30), 0)),
        (["2021-06-30T17:00:00Z", "2021-07-02"], Newest(LIMIT, 1)),  # one in the morning in Shanghai
        (["2021-07-02", "2021-07-03"], Newest(None, 2)),
        ([], Newest(None, 0)),
    ],
)
def test_the_newest_event_that_is_not_after_the_limit(tmp_path: Path, cells: list[str], newest: Newest) -> None:
    rows = "".join(f"a,{cell}\n" for cell in cells)
    assert newest_event(scan(write(tmp_path, "v.csv", f"id,at\n{rows}")), events(), LIMIT, zone=ZONE) == newest


def test_a_time_column_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ContractError) as caught:
        newest_event(scan(write(tmp_path, "v.csv", "id,visited\n")), events(), LIMIT, zone=ZONE)
    assert set(found(caught.value)) == {"column-missing"}
