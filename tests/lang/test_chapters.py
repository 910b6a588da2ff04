"""Every example of the language reference holds; failures say where in the chapter it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from segdsl.diagnostics import SegdslError
from tests.architecture.repository import ROOT
from tests.lang.chapters import chapters
from tests.lang.examples import Example, examples
from tests.lang.running import faults

EXAMPLES = [example for chapter in chapters() for example in examples(chapter)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_an_example_of_the_reference_holds(example: Example, tmp_path: Path) -> None:
    place = example.path.relative_to(ROOT)
    try:
        found = [f"{place}:{fault.line}: {fault.text}" for fault in faults(example, tmp_path)]
    except SegdslError as problem:
        found = [f"{place}:{example.line}: {problem}"]
    if found:
        pytest.fail("\n".join(found), pytrace=False)
