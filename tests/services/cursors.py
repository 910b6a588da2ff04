"""Texts with a cursor in them, written `|`, and a rulebook with everything to point at."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from segdsl.diagnostics import Diagnostic, Source
from segdsl.rulebook import Checker
from segdsl.services.navigation import Reference
from segdsl.services.rename import Rename
from segdsl.services.workspace import Workspace
from segdsl.syntax.fixes import apply_edits

RULES = Path(__file__).parents[2] / "rules"
CONTRACT = """\
profile customer "客户" {
  key id text "编号"
  field age int? "年龄" unit "岁" valid 0..120
  field income number?
  field phone text? "手机号" pii mobile
  field status category(active, silent, lost)? "状态"
  field city category(城区, "开发区 (新)") "城市" from "地市"
  field vip bool "会员"
  field born date?
  field `客户 等级` int?
}
events visit "渠道交互" {
  at happened_at time
  field channel category(hall, app, web) "渠道"
  field amount number? "金额" unit "元"
}
events push { at sent_on date  field opened bool }
channel sms "短信" { kind online reach phone }
channel app "应用" { kind online reach phone }
"""
RULEBOOK = """\
theme "经营"
dimension "活跃"
param span "观察期" = 30d in 1d..90d
param least = 3 in 1..10
let online = [app, web]
let quiet = [low, none]
let visits "到访" = count(visit where channel in online, last span)
tag activity "活跃度" {
  class none "沉默" when never(visit)
  class low "低频" when visits < least
  class high "高频" otherwise
  owner "运营"
  note "按到访次数"
}
tag worth { class low when income < 10 class high otherwise }
let mood = activity
score points { add 1 when vip add visits up to 3 when mood = high }
segment 静默客户 "静默" { require activity in quiet require worth = "high" "价值" exclude vip }
cluster style { features [age] label rich most income label poor otherwise }
preference liking { over visit.channel horizon 30d features [age] method mlp hidden 16 }
campaign wake "唤醒" {
  audience 静默客户
  suppress was(activity, 30d) = high
  arm young when age < 30 { channel liking else sms message "您好{age}，{city}" }
  arm rest otherwise { channel sms variant a 50% { message "甲" } variant b 50% { message "乙" } }
  limit 100 by points within city
  holdout 10%
  goal back when did(visit where channel = app) within 14d
  columns [id, phone, arm, activity]
}
test "沉默" {
  as_of 2021-06-30
  set least = 2
  given { id: "1", status: silent, style: rich, liking: { app: 0.7 } }
  given visit { happened_at: 2021-01-02T08:00, channel: app }
  expect activity = none and 静默客户
}
assert share(静默客户) in 0%..100%
"""


def cut(marked: str) -> tuple[str, int]:
    """A text without its cursor, and where that stood."""
    at = marked.index("|")
    return marked[:at] + marked[at + 1 :], at


def opened(**texts: str) -> Workspace:
    """A workspace of files that have been checked."""
    sources = [Source(name, text) for name, text in texts.items()]
    return Workspace.of(sources, Checker(lints=False).check(sources))


def sample() -> Workspace:
    """The workspace of the contract and the rulebook, in two files."""
    return opened(contract=CONTRACT, rules=RULEBOOK)


def shipped() -> Workspace:
    """The rules that come with the product."""
    return opened(**{path.stem: path.read_text(encoding="utf-8") for path in sorted(RULES.glob("*.seg"))})


def find(workspace: Workspace, marked: str) -> tuple[str, int]:
    """The file and offset of a cursor, from a piece of text around it that stands once."""
    piece, at = cut(marked)
    places = [(name, source.text.find(piece)) for name, source in workspace.sources.items() if piece in source.text]
    assert len(places) == 1, f"{piece!r} stands in {len(places)} files"
    name, start = places[0]
    assert workspace.sources[name].text.count(piece) == 1, f"{piece!r} stands more than once"
    return name, start + at


def shown(workspace: Workspace, reference: Reference) -> str:
    """A reference with the line it stands in: the name between ⟦ and ⟧."""
    text = workspace.sources[reference.file].text
    start, end = reference.span.start, reference.span.end
    before = text[text.rfind("\n", 0, start) + 1 : start].split("  ")[-1]
    after = text[end : text.find("\n", end)].split("  ")[0]
    return f"{before}⟦{text[start:end]}⟧{after}".strip()


def applied(workspace: Workspace, renamed: Rename | Diagnostic) -> Mapping[str, str]:
    """The texts after a rename."""
    assert isinstance(renamed, Rename), renamed
    return {name: apply_edits(source.text, renamed.edits.get(name, ())) for name, source in workspace.sources.items()}
