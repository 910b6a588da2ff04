"""What is said of a name: checked line by line, in both languages."""

from __future__ import annotations

from typing import Literal

import pytest

from segdsl.services.hover import hover
from segdsl.services.workspace import Workspace
from segdsl.syntax.context import Context
from segdsl.syntax.recover import read
from tests.services.cursors import find, opened, sample, shipped

WORKSPACE = sample()
SHIPPED = shipped()

SAID = [
    ("add vis|its up", "let", "到访", ("类型：int", "位于 经营 › 活跃", "用于 activity、points")),
    ("last span|)", "param", "观察期", ("取值：30d，可设范围 1d..90d", "位于 经营 › 活跃", "用于 visits")),
    ("field ag|e", "field", "年龄",
     ("customer 客户 的字段", "类型：int?", "单位：岁", "有效取值：0..120，其余按缺失处理")),
    ("field ci|ty", "field", "城市",
     ("customer 客户 的字段", "类型：category(城区, 开发区 (新))", "取值：城区, 开发区 (新)", "数据列：地市")),
    ("key i|d", "field", "编号", ("customer 客户 的字段", "类型：text", "区分客户的主键")),
    ("reach pho|ne }\nchannel app", "field", "手机号", ("customer 客户 的字段", "类型：text?", "个人信息：mobile")),
    ("where chan|nel in", "field", "渠道",
     ("visit 渠道交互 的字段", "类型：category(hall, app, web)", "取值：hall, app 应用, web")),
    ("mood = hi|gh", "value", "高频", ("activity 的取值",)),
    ("was(acti|vity, 30d)", "tag", "活跃度",
     ("类型：category(none, low, high)", "位于 经营 › 活跃", "负责人：运营", "备注：按到访次数",
      "用于 mood、静默客户、wake")),
    ("suppress wa|s(", "function", None, ("was(tag, duration)", "标签在若干时间之前的类别。")),
    ("aud|ience 静默", "keyword", None, ("活动面向的客户。",)),
    ("kind on|line reach phone }\nchannel app", "kind", None, ("以消息触达。",)),
    ("liking els|e sms", "keyword", None, ("前一渠道无法触达时改用的渠道。",)),
    ("arm re|st", "arm", None, ()),
    ("limit 100 by po|ints", "score", None, ("类型：number", "位于 经营 › 活跃", "用于 wake")),
]  # fmt: skip


@pytest.mark.parametrize("marked, kind, title, lines", SAID)
def test_what_a_hover_says(marked: str, kind: str, title: str | None, lines: tuple[str, ...]) -> None:
    file, place = find(WORKSPACE, marked)
    found = hover(WORKSPACE, file, place, "zh")
    assert found is not None
    assert (found.kind, found.title, found.lines) == (kind, title, lines)
    assert found.span is not None
    assert found.span.start <= place <= found.span.end


def test_a_hover_shows_the_first_lines_of_the_definition() -> None:
    found = hover(WORKSPACE, *find(WORKSPACE, "was(acti|vity, 30d)"), "en")
    assert found is not None
    assert found.source[0] == 'tag activity "活跃度" {'
    assert len(found.source) == 7
    long = hover(WORKSPACE, *find(WORKSPACE, "campaign wa|ke"), "en")
    assert long is not None
    assert (len(long.source), long.source[-1]) == (8, "…")


def test_a_field_names_the_place_for_its_statistics() -> None:
    found = hover(WORKSPACE, *find(WORKSPACE, "when ag|e < 30"), "en")
    assert found is not None
    assert found.data == ("customer", "age")
    assert found.lines == (
        "field of customer 客户", "type: int?", "unit: 岁", "valid: 0..120; other values count as missing",
    )  # fmt: skip


@pytest.mark.parametrize("marked", ["# acti|vity", 'note "按|到', "|= 30d", "in 1d..9|0d"])
def test_texts_comments_and_numbers_say_nothing(marked: str) -> None:
    workspace = opened(
        rules='# activity\nparam span = 30d in 1d..90d\nlet a = span\ntag t { class c otherwise note "按到访" }\n'
    )
    assert hover(workspace, *find(workspace, marked), "en") is None


def test_what_has_an_error_says_so_and_an_unread_line_still_says_what_it_can() -> None:
    text = WORKSPACE.sources["rules"].text.replace("when visits < least", "when visits < least and mood = low and (")
    sources = {"contract": WORKSPACE.sources["contract"].text, "rules": text}
    broken = opened(**sources)
    tag = hover(broken, *find(broken, "was(acti|vity, 30d)"), "en")
    assert tag is not None
    assert "has an error, or uses something that has" in tag.lines
    inside = hover(broken, *find(broken, "mood = l|ow and ("), "en")
    assert inside is not None
    assert (inside.kind, inside.name, inside.title) == ("value", "low", "低频")


def test_a_definition_nobody_uses_says_so_and_a_popular_one_counts() -> None:
    many = "param n = 3\n" + "".join(f"let a{i} = {i} + n\n" for i in range(9))
    workspace = opened(rules=many)
    found = hover(workspace, *find(workspace, "param n|"), "en")
    assert found is not None
    assert found.lines[-1] == "used by a0, a1, a2, a3, a4, a5 and 3 more"
    alone = hover(workspace, *find(workspace, "let a8|"), "zh")
    assert alone is not None
    assert alone.lines[-1] == "没有定义用到它"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_word_of_the_shipped_rules_has_something_to_say(language: Literal["en", "zh"]) -> None:
    assert silent(SHIPPED, language) == []


def silent(workspace: Workspace, language: Literal["en", "zh"]) -> list[str]:
    """The words, names and keywords alike, of which a hover says nothing."""
    found = []
    for entry in workspace.index.entries[::4]:
        for token in read(Context(entry.located.text)).taken:
            if token.kind in ("WORD", "QUOTED"):
                said = hover(workspace, entry.file, entry.located.offset + token.start, language)
                if said is None or not (said.lines or said.source):
                    found.append(f"{entry.file}: {token.text}")
    return found


MODEL = """\
profile customer { key id text  field age int?  field told category(home, observed)? }
model kind { learn told features [age] method logistic }
let from_where = kind.source
segment asked { require kind.source = predicted and kind = observed }
segment seen { require from_where in [observed, abstained] }
"""


@pytest.mark.parametrize(
    "marked, kind, word",
    [
        ("source = pre|dicted", "source", "模型的预测"),
        ("in [obs|erved", "source", "数据中已知"),
        ("abst|ained]", "source", "两者皆无"),
        ("kind = obs|erved", "value", "customer.told"),  # a label that is called the same
    ],
)
def test_where_a_models_value_is_from(marked: str, kind: str, word: str) -> None:
    workspace = opened(rules=MODEL)
    found = hover(workspace, *find(workspace, marked), "zh")
    assert found is not None
    assert found.kind == kind
    assert word in found.lines[0]
    english = hover(workspace, *find(workspace, marked), "en")
    assert english is not None
    assert english.lines != found.lines
