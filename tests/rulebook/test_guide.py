"""The page on checking is true: every block of rules in it has the findings that its comments name, and no other."""

from __future__ import annotations

import re

import pytest

from tests.architecture.repository import ROOT
from tests.rulebook.rulebooks import check

PAGE = (ROOT / "docs" / "checking.md").read_text(encoding="utf-8")
CONTRACT, *BLOCKS = re.findall(r"```seg\n(.*?)```", PAGE, re.DOTALL)
EXPECTED = re.compile(r"# → (.*)")


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.split("\n")[0])
def test_a_block_has_the_findings_it_names(block: str) -> None:
    text = CONTRACT + block
    expected = [
        (number, code)
        for number, line in enumerate(text.split("\n"), start=1)
        for match in EXPECTED.finditer(line)
        for code in match.group(1).split()
    ]
    book = check(text)
    source = book.sources["rules.seg"]
    assert [(source.position(d.span.start).line, d.code) for d in book.diagnostics if d.span] == expected
