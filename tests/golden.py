"""Comparing a whole output with a file that is kept beside the tests.

For what a person reads as a whole: a rendered finding, a table, a page. `make snap` writes the files anew; the diff is
then read and committed like any other change. Values are never pinned this way: they are computed twice instead.
"""

import os
from pathlib import Path

SNAP = "SEGDSL_SNAP"


def assert_golden(actual: str, path: Path) -> None:
    """Compare a text with the content of a file, or write the file if the environment says so.

    Raises:
        AssertionError: if they differ or the file is missing; the message says how to accept the new text.
    """
    if os.environ.get(SNAP):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(actual, encoding="utf-8", newline="\n")
        return
    expected = path.read_text(encoding="utf-8") if path.exists() else ""
    assert actual == expected, f"{path.name} differs; if the new text is right: make snap"
