"""The whole catalogue's own tests, and one through what is learned: its figures add up in the comment."""

from __future__ import annotations

from pathlib import Path

from segdsl.diagnostics import Source
from segdsl.engine.testing.run import run_tests
from segdsl.rulebook import Checker

CATALOGUE = (Path(__file__).parents[2] / "data" / "catalogue.seg").read_text("utf-8")

# latent_online is 60 × 0.75 for the app and 10 for the age: no other channel was used online, and no push was sent.
LEARNED = """
test "who pays at the hall and might like the app can be diverted" {
  as_of 2021-06-30
  given { customer_id: "1", mobile: "13800138000", age: 40,
    portrait: assisted, channel_preference: { app: 75%, hall: 20% } }
  given visit { visited_at: 2021-01-05T09:00, channel: hall, action: pay }
  given visit { visited_at: 2021-03-05T09:00, channel: hall, action: pay }
  given visit { visited_at: 2021-05-05T09:00, channel: hall, action: pay }
  expect main_channel = hall and staffed = 3 and online_share = 0
  expect channel_preference = app and latent_online = 55 and portrait = assisted
  expect divertible
}
"""


def test_every_test_passes() -> None:
    rulebook = Checker(lints=False).check([Source("catalogue.seg", CATALOGUE + LEARNED)])
    found = run_tests(rulebook)
    assert len(found) == 6
    assert [(v.name, v.problems, v.expects) for v in found if not v.passed] == []
