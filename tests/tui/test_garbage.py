"""Searching for garbage is left as it was found, unless it was left to the app."""

import gc

import pytest

from segdsl_tui.effects.garbage import Garbage


@pytest.mark.parametrize("left_to_us", [True, False])
def test_what_was_left_to_the_app_is_taken_up_and_nothing_else(
    left_to_us: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setattr(gc, "isenabled", lambda: not left_to_us)
    monkeypatch.setattr(gc, "freeze", lambda: done.append("freeze"))
    monkeypatch.setattr(gc, "enable", lambda: done.append("enable"))
    garbage = Garbage()
    garbage.take_up()
    garbage.set_aside()
    assert done == (["freeze", "enable", "freeze"] if left_to_us else [])
