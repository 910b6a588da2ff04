"""Small rulebooks for tests: a contract with a field of every type, and findings marked where they belong."""

from __future__ import annotations

import re

from segdsl.diagnostics import Source
from segdsl.rulebook import Checker
from segdsl.rulebook.model import Rulebook

BASE = """
profile customer "客户" {
  key id text
  field age int? "年龄"
  field income number?
  field name text?
  field born date?
  field seen time?
  field vip bool
  field maybe bool?
  field status category(active, silent, lost)? "状态"
  field status2 category(lost, silent, active)
  field city category(城区, "开发区 (新)")
  field labels list(text)?
  field phone text?
}
events visit { at happened_at time  field channel category(hall, app, web) field amount number? field note text? }
events push { at sent_on date  field opened bool }
events device { field model text  field price number?  field kind category(new, old) }
channel sms { kind online reach phone }
channel hall { kind offline cost 15.0 }
channel app { kind online reach phone }
param span = 30d in 1d..90d
param least = 3 in 1..10
param ratio = 0.5
param word = "a"
param words = ["a", "b"]
let wealthy = income > 1000
let shops = [hall, app]
tag level "等级" { class low "低" when age < 20  class high "高" otherwise }
score points { add 1 when vip }
segment vips { require vip }
cluster style { features [age, income] label rich most income label poor otherwise }
model kind { learn status features [age] method tree confidence 0.7 }
preference liking { over visit.channel horizon 30d features [age] method mlp hidden 16 }
"""

MARK = re.compile("⟦(.*?)⟧", re.DOTALL)


def check(text: str) -> Rulebook:
    """The rulebook of one file, without what lints would say of it."""
    return Checker(lints=False).check([Source("rules.seg", text)])


def based(text: str) -> Rulebook:
    """The rulebook of `BASE` and `text` after it."""
    return check(BASE + text)


def unmarked(text: str) -> tuple[str, list[str]]:
    """A text without its marks, and the places of the marked parts as `line:column text`."""
    plain = ""
    places = []
    at = 0
    for match in MARK.finditer(text):
        plain += text[at : match.start()]
        line, column = plain.count("\n") + 1, len(plain) - plain.rfind("\n")
        plain += match.group(1)
        places.append(f"{line}:{column} {match.group(1)}")
        at = match.end()
    return plain + text[at:], places


def places(rulebook: Rulebook) -> list[str]:
    """Where the findings of a rulebook stand, as `line:column text`."""
    found = []
    for d in rulebook.diagnostics:
        assert d.file is not None
        if d.span is None:
            found.append("")
            continue
        source = rulebook.sources[d.file]
        position = source.position(d.span.start)
        found.append(f"{position.line}:{position.column} {source.text[d.span.start : d.span.end]}")
    return found


def fixed(rulebook: Rulebook, finding: int = 0, fix: int = 0) -> str:
    """The text of the only file after a fix is taken."""
    (source,) = rulebook.sources.values()
    text = source.text
    edits = rulebook.diagnostics[finding].fixes[fix].edits
    for edit in sorted(edits, key=lambda e: e.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text
