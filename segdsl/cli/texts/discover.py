"""Headings and sentences around what goes together."""

from __future__ import annotations

from segdsl.diagnostics.text import Text

LOOKED_AT = Text(
    "{customers} customers as of {as_of}: {conditions} conditions, {tests} tests, {found} combinations hold up",
    "{customers} 个客户，基准日期 {as_of}：{conditions} 个条件，检验 {tests} 次，成立的组合 {found} 个",
)
NOTHING = Text(
    "No conditions go together beyond what chance and definitions explain, within these limits.",
    "在给定范围内，没有超出偶然和定义本身的组合。",
)
LENGTHS = {
    2: Text("Two conditions", "两个条件"),
    3: Text("Three conditions", "三个条件"),
    4: Text("Four conditions", "四个条件"),
}
NUMBER = Text("no.", "序号")
OF_THEM = Text("of them", "其中")
USUALLY = Text("usually", "平时")
LIFT = Text("lift", "提升度")
READING = Text(
    "Of the customers for whom the conditions without → hold, so many are in the one with → too, against the usual "
    "share; lift is how many times that is. Counted among those with an answer to each condition.",
    "满足不带 → 的各条件的客户中，有多少也满足带 → 的条件，与平时占比相比；提升度是两者之比。"
    "只统计对每个条件都有答案的客户。",
)
ALIKE = Text(
    "{n} weaker ones left out: about the same tags, or mostly the same customers (--all shows all)",
    "另有 {n} 个较弱的未列出：涉及相同的标签，或大多是同一批客户（--all 全部列出）",
)
TO_PASTE = Text("As rules to paste: the same with --format seg", "可直接粘贴的规则：加 --format seg")
IMPLIED = Text("Go together for a reason, and are no findings", "因定义或数据本身而相关，不算发现")
BECAUSE = Text("because of", "原因")
HARDLY_EXCEPTION = Text("hardly an exception in the data", "数据中几乎没有例外")
COMMENT = Text(
    "# {size} customers. Of {of} for whom the lines before the last one hold and who have an answer to it, "
    "{share} are in it too, usually {usual}: {lift} times.",
    "# {size} 个客户。满足前面各条且对最后一条有答案的 {of} 人中，{share} 也满足最后一条，平时为 {usual}，"
    "是其 {lift} 倍。",
)
SOURCE = Text(
    "# segdsl discover, as of {as_of}: drafts to name, to change or to throw away.",
    "# segdsl discover，基准日期 {as_of}：草稿，请改名、修改或删去。",
)
