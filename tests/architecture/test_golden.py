"""Expected outputs are compared in a normal run and written only on request."""

from pathlib import Path

import pytest

from tests.golden import SNAP, assert_golden


def test_a_difference_fails_and_leaves_the_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SNAP, raising=False)
    path = tmp_path / "page.txt"
    path.write_text("人数 12\n", encoding="utf-8")
    assert_golden("人数 12\n", path)
    with pytest.raises(AssertionError, match="make snap"):
        assert_golden("人数 13\n", path)
    assert path.read_text(encoding="utf-8") == "人数 12\n"


def test_a_missing_file_fails_until_it_is_written_on_request(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "new" / "page.txt"
    monkeypatch.delenv(SNAP, raising=False)
    with pytest.raises(AssertionError):
        assert_golden("a\n", path)
    monkeypatch.setenv(SNAP, "1")
    assert_golden("a\n", path)
    assert path.read_bytes() == b"a\n"
