"""Keys follow each other without long pauses."""

import pytest


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """After every key the pilot waits until the whole process rests, which it hardly does while rules are counted.

    Tests wait for what they are about (`Desk.until`); between two keys it is enough that the screen has caught up.
    """
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 0.004)
    monkeypatch.setattr("textual._wait.SLEEP_IDLE", 0.003)
