"""An example that does not hold fails: each promise of a chapter, once it is made false, is found out."""

from __future__ import annotations

from pathlib import Path

import pytest

from segdsl.diagnostics import SegdslError
from tests.lang.chapters import Chapter, blocks
from tests.lang.examples import examples
from tests.lang.running import Fault, faults

CHAPTER = """# Title

> # 标题

```seg contract
profile customer {
  key customer_id text
  field age int? valid 0..120
  field name text?
}
```

```seg
# as of 2021-03-31
param least = 18
let day = today
segment grown { require age >= least }
let typo = agee # → unknown-name
let fine = name = "a"
segment lost { require listed("vip") }
test "grown at eighteen" {
  as_of 2021-06-30
  given { age: 18 }
  expect grown
  expect not grown # fails
}
assert size(grown) = 1
assert size(grown) = 2 # fails
```

`customer`:

| customer_id | age | name |
|---|---|---|
| 1 | 18 | a |
| 2 | – | " a" |
| 3 | 130 | – |

Result:

| customer_id | grown | name | day |
|---|---|---|---|
| 1 | true | a | 2021-03-31 |
| 2 | false | " a" | 2021-03-31 |

Result with `least = 19`:

| customer_id | grown |
|---|---|
| 1 | false |

Sizes:

| name | size | unknown |
|---|---|---|
| grown | 1 | 2 |

Waterfall of `grown`:

| clause | alone | remaining | without |
|---|---|---|---|
| `require age >= least` | 1 | 1 | 3 |

A preview of `lost` fails:

| finding |
|---|
| `unknown-list` |

Findings in the data:

| finding | count |
|---|---|
| `value-outside` | 1 |

| expression | type | value |
|---|---|---|
| `1 / 3` | number | 0.33… |
| `"a" > 3` | bool | → type-mismatch |

| you type | finding | it becomes |
|---|---|---|
| `a && b` | foreign-operator | `a and b` |

```seg
let  x = 1
```

After `segdsl fmt`:

```seg
let x = 1
```
"""

SLIPS = [
    ("# → unknown-name", "# → unknown-value"),
    (" # → unknown-name", ""),
    ('let fine = name = "a"', 'let fine = name = "a" # → type-mismatch'),
    ("# as of 2021-03-31\n", ""),
    ("| 1 | true | a |", "| 1 | false | a |"),
    ("| 1 | true | a |", "| 1 | true | b |"),
    ('| 2 | false | " a" |', "| 2 | false | a |"),
    ('| 2 | false | " a" |', "| 2 | – | – |"),
    ("  expect grown\n", "  expect not grown\n"),
    ("not grown # fails", "not grown"),
    ("assert size(grown) = 1", "assert size(grown) = 3"),
    ("size(grown) = 2 # fails", "size(grown) = 2"),
    ("Result with `least = 19`", "Result with `least = 18`"),
    ("| grown | 1 | 2 |", "| grown | 1 | 1 |"),
    ("| 1 | 1 | 3 |", "| 1 | 1 | 2 |"),
    ("A preview of `lost`", "A preview of `grown`"),
    ("| `unknown-list` |", "| `unknown-name` |"),
    ("| `value-outside` | 1 |", "| `value-outside` | 2 |"),
    ("| 1 | 18 | a |", "| 1 | 18 | b |"),
    ("| 0.33… |", "| 0.34… |"),
    ("`1 / 3` | number |", "`1 / 3` | int |"),
    ("→ type-mismatch", "→ unknown-name"),
    ("`a && b` | foreign-operator", "`a && b` | full-width"),
    ("| `a and b` |", "| – |"),
    ("```seg\nlet x = 1\n", "```seg\nlet x = 2\n"),
]


def found(text: str, folder: Path) -> list[Fault]:
    chapter = Chapter(Path("01-slips.md"), tuple(blocks(text)))
    return [fault for example in examples(chapter) for fault in faults(example, folder)]


def test_the_chapter_holds(tmp_path: Path) -> None:
    assert found(CHAPTER, tmp_path) == []


@pytest.mark.parametrize("right, wrong", SLIPS)
def test_a_slip_is_found(right: str, wrong: str, tmp_path: Path) -> None:
    assert CHAPTER.count(right) == 1
    assert found(CHAPTER.replace(right, wrong), tmp_path) != []


def test_a_fault_stands_on_the_line_it_concerns(tmp_path: Path) -> None:
    text = CHAPTER.replace("| grown | 1 | 2 |", "| grown | 1 | 7 |")
    line = text.split("\n").index("| grown | 1 | 7 |") + 1
    assert found(text, tmp_path) == [Fault(line, "unknown of grown is 2, not 7")]


def test_findings_that_no_table_names_are_faults(tmp_path: Path) -> None:
    text = CHAPTER.replace("Findings in the data:\n\n| finding | count |\n|---|---|\n| `value-outside` | 1 |\n\n", "")
    assert [fault.text for fault in found(text, tmp_path) if "value-outside" in fault.text]


def test_a_missing_definition_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SegdslError):
        found(CHAPTER.replace("| grown | 1 | 2 |", "| grwon | 1 | 2 |"), tmp_path)
