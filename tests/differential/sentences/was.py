"""`was(tag, 30d)`: the tag's class as of today − 30d, by the same rules (LANGUAGE section 7)."""

from __future__ import annotations

from tests.differential.sentences.telling import Sentence

SAME = "`was(tag, 30d)`: the tag's class as of today − 30d, by the same rules"
ACTIVITY = "tag activity { class active when did(visit, last 30d) class silent otherwise }"
EVER = "tag ever { class yes when did(visit) }"
BACK = "tag back { class b when was(activity, 30d) = active class n otherwise }"
WARM = (
    "let recent = count(visit, last 30d)",
    "score heat { add 10 * recent }",
    "tag warm { class hot when heat >= 20 class cold otherwise }",
)
TOP = 'tag top { class first when rank(count(visit where note = "rank")) = 1 class other otherwise }'
FRESH = "tag fresh { class unborn when days_since(born) < 0 class born otherwise }"
NEW = "tag new { class yes when did(visit where days_since(day) in 0..10) class no otherwise }"
ONCE = 'tag once { class hit when did(visit where note = "hit", 2021-05-01..2021-06-30) class none otherwise }'

SENTENCES = (
    Sentence("finds who fell asleep", "was(activity, 30d) = active and activity = silent", True,
             ("visit 2021-05-31T23:59",), (ACTIVITY,)),
    Sentence("finds who fell asleep", "was(activity, 30d) = active and activity = silent", False,
             ("visit 2021-06-01T00:00",), (ACTIVITY,)),
    Sentence(SAME, "was(activity, 30d)", "active", ("visit 2021-05-02T00:00",), (ACTIVITY,)),
    Sentence(SAME, "was(activity, 30d)", "silent", ("visit 2021-05-01T23:59",), (ACTIVITY,)),
    Sentence(SAME, "was(activity, 1mo)", "active", ("visit 2021-05-01T00:00",), (ACTIVITY,)),  # (04-30, 05-30]
    Sentence(SAME, "was(activity, 1y)", "active", ("visit 2020-06-30T08:00",), (ACTIVITY,)),
    Sentence("Events after the end of that day are never read", "was(ever, 30d)", None, ("visit 2021-06-01T00:00",),
             (EVER,)),
    Sentence("Events after the end of that day are never read", "was(once, 30d)", "none",
             ("visit 2021-06-15T00:00 note=hit",), (ONCE,)),
    Sentence("was inside a tag that is asked for as it was", "was(back, 30d)", "b",  # (04-01, 05-01]
             ("visit 2021-04-02T00:00",), (ACTIVITY, BACK)),
    Sentence("was inside a tag that is asked for as it was", "was(back, 30d)", "n", ("visit 2021-05-02T00:00",),
             (ACTIVITY, BACK)),
    Sentence(SAME, "was(warm, 30d)", "hot", ("visit 2021-05-10T08:00", "visit 2021-05-11T08:00"), WARM),
    Sentence(SAME, "was(warm, 30d)", "cold", ("visit 2021-05-10T08:00", "visit 2021-06-11T08:00"), WARM),
    Sentence(SAME, "concat(text(was(top, 30d)), text(top))", "otherfirst", ("visit 2021-06-20T08:00 note=rank",),
             (TOP,)),
    Sentence("`today` is that date, inside `where` too", "concat(text(was(new, 30d)), text(new))", "yesno",
             ("visit 2021-01-01T00:00 day=2021-05-30",), (NEW,)),
    Sentence("`today` is that date", "concat(text(was(fresh, 30d)), text(fresh))", "unbornborn", (), (FRESH,)),
)  # fmt: skip
