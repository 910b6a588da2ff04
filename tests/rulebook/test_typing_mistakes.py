"""Mistakes of typing in the middle of a file: what stands above and below is checked as if they were not there."""

from __future__ import annotations

import pytest

from segdsl.diagnostics import Source
from segdsl.rulebook.incremental import Checker

ABOVE = """profile customer { key id text field age int? field city category(a, b)? }
tag life "年龄段" {
  class young "青年" when agee < 30
  class old when age >= 30
}
"""
BELOW = """
segment last "末" {
  require agge > 3
}
let later = age + 1
"""
MISTAKES = {
    "no closing brace": "segment m {\n  require age > 1\n",
    "no opening brace": "segment m\n  require age > 1\n}\n",
    "double opening": "segment m {{\n  require age > 1\n}\n",
    "double closing": "segment m {\n  require age > 1\n}}\n",
    "no closing brace in any_of": "segment m {\n  require any_of {\n    option age > 1\n    option age < 9\n}\n",
    "unclosed string title": 'segment m "中间 {\n  require age > 1\n}\n',
    "unclosed string value": 'segment m {\n  require city = "a\n  exclude age > 3\n}\n',
    "unclosed paren": "segment m {\n  require (age > 1 and age < 5\n  exclude age > 3\n}\n",
    "extra paren": "segment m {\n  require age > 1)\n  exclude age > 3\n}\n",
    "unclosed list": "segment m {\n  require city in [a, b\n  exclude age > 3\n}\n",
    "missing operator": "segment m {\n  require age 1\n}\n",
    "trailing and": "segment m {\n  require age > 1 and\n}\n",
    "leading and": "segment m {\n  and age > 1\n}\n",
    "misspelt keyword item": "segmnt m {\n  require age > 1\n}\n",
    "misspelt keyword item zh": "客群 m {\n  require age > 1\n}\n",
    "missing keyword": "m {\n  require age > 1\n}\n",
    "missing name": "segment {\n  require age > 1\n}\n",
    "name with dash": "segment my-seg {\n  require age > 1\n}\n",
    "name starting with digit": "segment 2vip {\n  require age > 1\n}\n",
    "title without quotes": "segment m 中间 {\n  require age > 1\n}\n",
    "full-width brace": "segment m ｛\n  require age > 1\n｝\n",
    "full-width quotes": "segment m “中间” {\n  require age > 1\n}\n",
    "chinese comma list": "segment m {\n  require city in [a，b]\n}\n",
    "semicolon": "segment m {\n  require age > 1;\n  exclude age > 3;\n}\n",
    "SQL where": "segment m { require age > 1 AND city = 'a' }\n",
    "comment // ": "segment m {\n  require age > 1 // grown\n}\n",
    "comment /* */": "segment m {\n  /* x */\n  require age > 1\n}\n",
    "comment --": "segment m {\n  require age > 1 -- grown\n}\n",
    "equals brace": "segment m = {\n  require age > 1\n}\n",
    "colon": "segment m:\n  require age > 1\n",
    "colon brace": "segment m: {\n  require age > 1\n}\n",
    "let without =": "let x age + 1\n",
    "let ==": "let x == age + 1\n",
    "let unfinished": "let x =\n",
    "let unfinished op": "let x = age +\n",
    "param without value": "param p in 1..3\n",
    "class without when": "tag t {\n  class a age > 3\n  class b otherwise\n}\n",
    "otherwise alone": "tag t {\n  class a when age > 3\n  otherwise b\n}\n",
    "if then else": "let x = if age > 3 then 1 else 2\n",
    "nested segment": "segment m {\n  require age > 1\n  segment inner {\n    require age > 2\n  }\n}\n",
    "stray letter on line": "x\n",
    "stray line text": "这里是说明文字\n",
    "markdown heading": "## 标题\n",
    "stray quote": '"\n',
    "stray backquote": "segment m {\n  require `age > 1\n}\n",
    "merge conflict": "<<<<<<< HEAD\nsegment m { require age > 1 }\n====\nsegment m { require age > 2 }\n>>>>>>> x\n",
    "json style": 'segment m {\n  "require": "age > 1",\n}\n',
    "score without when": "score s {\n  add 40 age > 20\n  add 2 * age up 50\n}\n",
    "tab paste": "segment m\t{\trequire age > 1\t}\n",
    "two items one line": "let x = 1 let y = 2\n",
    "item after brace": "segment m { require age > 1 } segment k { require age > 2 }\n",
    "unclosed score with range": "score s {\n  add 40 when age > 20\n  range 0..\n}\n",
    "test unclosed given": 'test "t" {\n  given { id: "1", age: 3\n  expect life = young\n}\n',
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_leaves_what_stands_above_and_below(mistake: str) -> None:
    book = Checker().check([Source("a.seg", ABOVE + MISTAKES[mistake] + BELOW)])
    unknown = [d.args.get("name") for d in book.diagnostics if d.code == "unknown-name"]
    assert {"agee", "agge"} <= set(unknown)
    assert "later" in book.definitions
