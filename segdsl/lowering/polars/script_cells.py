"""How a script reads cells of text: functions at its head that know every form that our own readers know.

Forms that a script does not know would be missing values in it, and its answer another one than ours, without a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from segdsl.functions.cells import CLOCK_FORMS, DATE_FORMS, DAY_FORMS, EXACT, FIRST_YEAR
from segdsl.functions.types import FALSE_WORDS, TRUE_WORDS, Kind
from segdsl.lowering.polars.layout import text
from segdsl.lowering.polars.recorder import name, node_of


def _listed(forms: Sequence[str]) -> str:
    return text(node_of(forms))


_TIMES = f"""
def read_times(cells, zone):
    text = cells.str.strip_chars()
    plain = text.str.replace("T", " ", literal=True)
    days, clocks = {_listed(DAY_FORMS)}, {_listed(CLOCK_FORMS)}
    dates = [
        text.str.to_date(day, strict=False).cast(pl.Datetime("us"))
        for day in {_listed(DATE_FORMS)}
    ]
    times = [
        plain.str.to_datetime(f"{{day}} {{clock}}", strict=False, time_unit="us")
        for day in days
        for clock in clocks
    ]
    zoned = [
        plain.str.to_datetime(f"{{days[0]}} {{clock}}%#z", strict=False, time_unit="us")
        .dt.convert_time_zone(zone)
        .dt.replace_time_zone(None)
        for clock in clocks
    ]
    found = pl.coalesce(*dates, *times, *zoned)
    return pl.when(found.dt.year() >= {FIRST_YEAR}).then(found)
"""
_INTEGERS = f"""
def read_integers(cells):
    text = cells.str.strip_chars()
    number = text.cast(pl.Float64, strict=False)  # 12.0, 1e3
    whole = (number == number.round()) & (number.abs() <= {int(EXACT)})
    number = pl.when(whole).then(number).cast(pl.Int64)
    return pl.coalesce(text.cast(pl.Int64, strict=False), number)
"""
_LISTS = '''
def read_list(cell):
    """`a|b` or `["a", "b"]`."""
    if not cell.startswith("["):
        return [item for part in cell.split("|") if (item := part.strip())] if cell else None
    try:
        items = json.loads(cell)
    except ValueError:
        return None
    if all(item is None or isinstance(item, str) for item in items):
        return [item for item in items if item]
    return None


def read_lists(cells):
    return cells.str.strip_chars().map_elements(read_list, return_dtype=pl.List(pl.String))
'''

READERS = {"read_times": _TIMES, "read_integers": _INTEGERS, "read_lists": _LISTS}
"""The functions that a script may need, by name."""


def parsed(cells: Any, kind: Kind, zone: str, polars: Any, *, digits: bool = False) -> Any:
    """A column of text as its field is declared; null where it cannot be read."""
    stripped = cells.str.strip_chars()
    match kind:
        case Kind.BOOL:
            word = stripped.str.to_lowercase()
            return polars.when(word.is_in(TRUE_WORDS)).then(True).when(word.is_in(FALSE_WORDS)).then(False)
        case Kind.INT:
            return name("read_integers")(cells)
        case Kind.NUMBER:
            return stripped
        case Kind.DATE:
            return name("read_times")(cells, zone).dt.date()
        case Kind.TIME:
            return name("read_times")(cells, zone)
        case Kind.LIST:
            return name("read_lists")(cells)
        case Kind.TEXT:
            whole = cells.str.strip_suffix(".0") if digits else cells
            return polars.when(whole != "").then(whole)
        case _:
            return cells


def written(names: Iterable[str]) -> Iterator[str]:
    """The text of functions, with the empty lines that go around them."""
    texts = [READERS[each].strip("\n") for each in names]
    if texts:
        yield from ("", "\n\n\n".join(texts), "", "")
