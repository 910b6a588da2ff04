"""The beginnings of items and of longer lines, ready to be filled in; `|` is where the cursor goes."""

from __future__ import annotations

from collections.abc import Mapping

BLOCKS: Mapping[str, str] = {
    "theme": 'theme "|"',
    "dimension": 'dimension "|"',
    "profile": "profile | {\n  key customer_id text\n}",
    "events": "events | {\n  at happened_at time\n}",
    "param": "param | = ",
    "let": "let | = ",
    "tag": "tag | {\n  class a when \n  class b otherwise\n}",
    "score": "score | {\n  add 1 when \n}",
    "segment": "segment | {\n  require \n}",
    "cluster": "cluster | {\n  features []\n  label a most \n  label b otherwise\n}",
    "model": "model | {\n  learn \n  features []\n  method logistic\n}",
    "preference": "preference | {\n  over \n  horizon 30d\n  features []\n  method mlp\n}",
    "lookalike": "lookalike | {\n  of \n  features []\n}",
    "campaign": "campaign | {\n  audience \n  arm a otherwise {\n    channel \n  }\n  holdout 10%\n}",
    "test": 'test "|" {\n  given {  }\n  expect \n}',
    "assert": "assert |",
}
"""Items by their keyword. `channel` begins a line of an arm as well, so it is a plain keyword."""

LINES: Mapping[str, str] = {
    "any_of": 'any_of "|" {\n    option \n  }',
    "arm": "arm | otherwise {\n    channel \n  }",
    "variant": 'variant | 50% {\n      message ""\n    }',
    "given": "given { | }",
    "note": 'note "|"',
    "owner": 'owner "|"',
    "message": 'message "|"',
    "incentive": 'incentive "|"',
    "from": 'from "|"',
    "unit": 'unit "|"',
    "columns": "columns [|]",
    "features": "features [|]",
}
"""Lines within blocks that are more than a word."""
