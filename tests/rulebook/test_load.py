"""Rule files are found, read and checked; what cannot be read says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from segdsl.diagnostics import SegdslError
from segdsl.rulebook import load

RULES = """
profile customer { key id text  field age int? }
segment adults { require age >= 18 }
"""


def test_a_folder_is_read_with_all_its_subfolders_in_the_order_of_names(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "a.seg").write_text("let old = age > 60\n", encoding="utf-8")
    (tmp_path / "a.seg").write_text(RULES, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not a rule", encoding="utf-8")
    book = load(tmp_path, root=tmp_path)
    assert list(book.sources) == ["a.seg", "b/a.seg"]
    assert book.errors == ()
    assert book.order == ("adults", "old")


def test_a_file_named_twice_counts_once(tmp_path: Path) -> None:
    file = tmp_path / "规则 1.seg"
    file.write_text("\ufeff" + RULES, encoding="utf-8")
    assert load([file, tmp_path], root=tmp_path).errors == ()


@pytest.mark.parametrize(
    "make, code",
    [
        (lambda p: None, "path-not-found"),
        (lambda p: p.mkdir(), "no-rule-files"),
        (lambda p: p.write_bytes("名".encode("gb18030")), "other-encoding"),
    ],
)
def test_what_cannot_be_read_is_an_error_with_its_path(tmp_path: Path, make, code: str) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "rules"
    make(path)
    with pytest.raises(SegdslError) as caught:
        load(path)
    (found,) = caught.value.diagnostics
    assert (found.code, found.args["path"]) == (code, str(path))
