"""Columns: neighbouring lines of one kind have their parts below one another where the page is wide enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from segdsl.syntax.layout.lines import Line
from segdsl.syntax.layout.words import depths, is_title, joined
from segdsl.syntax.tokens import Token

_ATTRIBUTES = frozenset({"PII", "VALID", "OPT_OUT", "FROM", "UNIT"})
_TITLE = frozenset({"TITLE"})
_FIELD = (frozenset({"NAMED"}), frozenset({"TYPED"}), _TITLE, _ATTRIBUTES)
_TITLED = (_TITLE,)
_COLUMNS: dict[str, tuple[frozenset[str], ...]] = {
    **dict.fromkeys(("KEY", "AT", "FIELD"), _FIELD),
    **dict.fromkeys(("REQUIRE", "EXCLUDE", "SUPPRESS", "OPTION", "ADD", "SUBTRACT", "ASSERT"), _TITLED),
    "CLASS": (_TITLE, frozenset({"WHEN", "OTHERWISE"})),
    "LABEL": (_TITLE, frozenset({"MOST", "LEAST", "OTHERWISE"})),
    "GOAL": (_TITLE, frozenset({"WHEN"}), frozenset({"WITHIN"})),
    "PARAM": (_TITLE, frozenset({"EQUAL"}), frozenset({"IN"})),
    "LET": (_TITLE, frozenset({"EQUAL"})),
    "CHANNEL": (_TITLE, frozenset({"LBRACE"})),
    "VARIANT": (_TITLE, frozenset({"PERCENT"}), frozenset({"LBRACE"})),
}
_TYPE = "1"  # the label of a field's type, which comes second
_WIDEST_GAP = 20  # cells of padding that a single wide type may cause
_FAMILIES = {"AT": "KEY", "FIELD": "KEY", "EXCLUDE": "REQUIRE", "SUBTRACT": "ADD"}


@dataclass(slots=True)
class Cell:
    """A part of a line that stands in a column. `label` says which: only like stands below like."""

    label: str
    words: list[Token]

    @property
    def width(self) -> int:
        """In terminal cells."""
        return cell_len(joined(self.words))


def family(line: Line) -> str:
    """Lines of one family that follow each other share their columns; empty for lines that have none."""
    keyword = line.keyword
    if keyword not in _COLUMNS or line.broken_by_comment or (line.opens and keyword != "CHANNEL"):
        return ""
    return f"{line.depth} {_FAMILIES.get(keyword, keyword)}"


def cells(line: Line, settings: frozenset[int]) -> list[Cell]:
    """The line cut into its columns; a column that the line lacks is empty. `settings` is where settings begin."""
    words = line.words
    level = depths(words)
    found = [Cell("", [])]
    columns = list(enumerate(_COLUMNS[line.keyword]))
    for index, word in enumerate(words):
        if (index and level[index] == 0) or word.start in settings:
            marks = _marks(words, index)
            reached = next((at for at, column in columns if marks & column), None)
            if reached is not None:
                skipped = [at for at, _ in columns if at < reached]
                found += [Cell(str(at), []) for at in skipped]
                found.append(Cell(str(reached), []))
                columns = [(at, column) for at, column in columns if at > reached]
            elif word.start in settings and index:
                found.append(Cell(word.text, []))
        found[-1].words.append(word)
    return found


def _marks(words: Sequence[Token], index: int) -> set[str]:
    marks = {words[index].kind}
    if is_title(words, index):
        marks.add("TITLE")
    if index <= 2 and words[index].kind == "NAME":
        marks.add(("", "NAMED", "TYPED")[index])
    return marks


def aligned(rows: Sequence[list[Cell]], indent: int, width: int) -> list[list[int]]:
    """For each row the width of each cell but its last, so that columns line up.

    A row that cannot take part in a column keeps out of those after it as well.
    """
    widths: list[list[int]] = [[] for _ in rows]
    starts = [indent] * len(rows)
    out: set[int] = set()
    for column in range(max(map(len, rows)) - 1):
        here = [at for at, row in enumerate(rows) if len(row) > column + 1]
        lined_up = [at for at in here if at not in out]
        alike = len({rows[at][column + 1].label for at in lined_up}) == 1
        shared = _shared_end(rows, starts, lined_up, column, width) if alike else {}
        out.update(at for at in here if at not in shared)
        for at in here:
            natural = rows[at][column].width
            padded = max(natural, shared[at] - starts[at]) if at in shared else natural
            widths[at].append(padded)
            starts[at] += padded + (1 if padded else 0)
    return widths


def _shared_end(
    rows: Sequence[list[Cell]], starts: Sequence[int], here: list[int], column: int, width: int
) -> dict[int, int]:
    """Where the column ends, for the rows that take part.

    A type far wider than the others does not, nor do rows that the padding would push over the page, unless it is few
    wide ones that do it.
    """
    ends = {at: starts[at] + rows[at][column].width for at in here}
    rest = {at: sum(cell.width + 1 for cell in rows[at][column + 1 :] if cell.words) for at in here}
    taking = set(here)
    while taking:
        end = max(ends[at] for at in taking)
        widest = {at for at in taking if ends[at] == end}
        gap = end - max((ends[at] for at in taking - widest), default=end)
        if gap > _WIDEST_GAP and rows[here[0]][column].label == _TYPE:
            taking -= widest
            continue
        pushed = {at for at in taking if ends[at] + rest[at] <= width < end + rest[at]}
        if not pushed:
            return dict.fromkeys(taking, end)
        taking -= pushed if len(pushed) <= len(widest) else widest
    return {}
