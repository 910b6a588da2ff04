"""Who comes and who goes when a rule is edited, counted by hand over five customers."""

from pathlib import Path

import pytest

import segdsl
from segdsl.diagnostics import RulebookError, Source
from segdsl.engine.difference import difference
from segdsl.engine.results import ClassDifference, Difference
from segdsl.rulebook import Checker

RULES = """profile customer {
  key id text
  field age int?
}
segment grown { require age >= 18 }
tag life { class young when age < 30 class old when age >= 30 }
score points { add 10 when age > 20 }
let half = age
"""
EDITED = """profile customer {
  key id text
  field age int?
}
segment grown { require age in 17..60 or age is missing }
tag life { class baby when age < 18 class young when age < 30 class old when age >= 30 }
score points { add 10 when age > 19 }
let half = age / 2
segment broken { require agee > 3 }
"""
ALL_YOUNG = RULES.replace("class young when age < 30 class old when age >= 30", 'class young "Young" otherwise')
DATA = "id,age\na,17\nb,18\nc,20\nd,70\ne,\n"  # grown: b c d, then a b c e
SETTINGS = '[project]\nname = "small"\nrules = ["r.seg"]\n\n[data]\ncustomer = "c.csv"\n'


@pytest.mark.parametrize("remembering", [False, True])
def test_those_who_enter_and_leave_are_counted(tmp_path: Path, remembering: bool) -> None:
    for name, text in {"r.seg": RULES, "c.csv": DATA, "segdsl.toml": SETTINGS}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with segdsl.open(tmp_path, as_of="2021-06-30") as project:
        if remembering:
            project.remember()
        before = project.session
        after = project.with_rulebook(Checker().check([Source("r.seg", EDITED)])).session
        assert difference(before, after, "grown") == Difference(before=3, after=4, entered=2, left=1)
        assert difference(before, before, "grown") == Difference(before=3, after=3)
        baby, young = ClassDifference("baby", None, 0, 1, 1, 0), ClassDifference("young", None, 3, 2, 0, 1)
        assert difference(before, after, "life") == Difference(other=1, classes=(baby, young)), "a is a baby now"
        old, none = ClassDifference("old", None, 1, 0, 0, 1), ClassDifference(None, None, 1, 0, 0, 1)
        gone = project.with_rulebook(Checker().check([Source("r.seg", ALL_YOUNG)])).session
        all_young = ClassDifference("young", "Young", 3, 5, 2, 0)
        assert difference(before, gone, "life") == Difference(other=2, classes=(all_young, old, none))
        assert difference(before, after, "points") == Difference(other=1), "c has points now"
        assert difference(before, after, "half") == Difference(other=4), "all who have an age"
        with pytest.raises(RulebookError):
            difference(after, after, "broken")
