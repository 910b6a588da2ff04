"""How fast rules are checked: a thousand segments at once, and a file of two thousand lines again after an edit.

The figures are compared with each other in one run, never with the clock: what has to hold is that an edit costs a
small part of a whole check.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

from segdsl.diagnostics import Source
from segdsl.rulebook import Checker
from segdsl.syntax.parse import parse

CATALOGUE = (Path(__file__).parents[1] / "data" / "catalogue.seg").read_text(encoding="utf-8")
CONTRACT, RULES = CATALOGUE.split("# ---- 互联网客户", 1)
NAMES = re.findall(r"(?m)^(?:param|let|tag|score|segment|cluster|model|preference|campaign)\s+(\w+)", RULES)


def long_file(lines: int) -> str:
    """The rules of the catalogue again and again, under new names, until there are so many lines."""
    text, copy = CONTRACT, 0
    while text.count("\n") < lines:
        rules = re.sub(rf"\b({'|'.join(NAMES)})\b", rf"\1_{copy}", "# " + RULES)
        text, copy = text + rules, copy + 1
    return text


def segments(count: int) -> str:
    """A contract and so many segments, about 300 bytes each."""
    return CONTRACT + "".join(
        f'segment s{i} "客群 {i}" {{\n'
        f'  require followed and age in {18 + i % 5}..{50 + i % 20}  "年龄"\n'
        f'  require count(visit where channel in online, last {7 + i % 300}d) >= {i % 9}  "线上"\n'
        f'  require survey_kind in [home, shop] or kwh_month > {i}.5  "用电"\n'
        f'  exclude opted_out  "退订"\n  note "第 {i} 个"\n  owner "渠道运营"\n}}\n'
        for i in range(count)
    )


def seconds(run: Callable[[], object]) -> float:
    """How long one call takes."""
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


def test_a_thousand_segments() -> None:
    source = Source("rules.seg", segments(1000))
    book = Checker().check([source])
    assert book.errors == ()
    taken = min(seconds(lambda: Checker().check([source])) for _ in range(3))
    size = len(source.text.encode()) // 1000
    print(f"\ncheck of {len(book.definitions):,} definitions, {size} kB: {taken:.2f} s (parse kept)")


def test_checking_again_after_an_edit_costs_a_small_part_of_a_whole_check() -> None:
    text = long_file(2000)
    marks = [m.start() for m in re.finditer(r"= 90d ", text)]
    checker = Checker()
    whole = seconds(lambda: checker.check([Source("rules.seg", text)]))
    edits = [Source("rules.seg", f"{text[:at]}= {80 + i}d {text[at + 6 :]}") for i, at in enumerate(marks)]
    again = sorted(seconds(lambda source=source: checker.check([source])) for source in edits)  # type: ignore[misc]
    middle = again[len(again) // 2]
    parsed = seconds(lambda: parse(Source("rules.seg", text + "\n")))
    print(
        f"\n{text.count(chr(10)):,} lines: first check {whole * 1000:.0f} ms, again after an edit "
        f"{middle * 1000:.0f} ms (slowest {again[-1] * 1000:.0f} ms), of which parsing {parsed * 1000:.0f} ms"
    )
    assert middle < whole / 4
