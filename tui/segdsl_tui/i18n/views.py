"""Texts of the views of the preview."""

from __future__ import annotations

from segdsl.diagnostics.text import Text

# ---- size at HEAD ----------------------------------------------------------------------------------------------------
AT_HEAD = Text("at HEAD {n}", "HEAD 时 {n}")
ENTERED = Text("  +{n} entered", "  +{n} 进入")
LEFT = Text("  −{n} left", "  −{n} 离开")
SAME = Text("  the same customers", "  客户相同")
OTHER_VALUES = Text("{n} customers have another value than at HEAD", "{n} 个客户的取值与 HEAD 时不同")
SAME_VALUES = Text("everybody has the same value as at HEAD", "所有客户的取值与 HEAD 时相同")
NOT_COMPARED = {
    "no-commit": Text("no git commit to compare with", "没有可比较的 git 提交"),
    "absent": Text("at HEAD there is no such definition", "HEAD 中没有这个定义"),
    "broken": Text("at HEAD the definition has an error", "HEAD 中的这个定义有错误"),
    "contract": Text("at HEAD the data contract is another one", "HEAD 中的数据契约不同"),
    "type": Text("at HEAD the definition has another type", "HEAD 中的这个定义类型不同"),
}
NOT_COUNTED = Text("at HEAD: cannot be counted", "HEAD 时：无法计算")

# ---- split -----------------------------------------------------------------------------------------------------------
NO_SPLIT = Text(
    "Segments and other conditions can be split, where there is something to split them by.",
    "只有分群等条件才能细分，且须有可用于细分的字段或定义。",
)
SPLIT_BY = Text("by {axis}", "按 {axis}")
CHOOSE = Text("choose another: Enter", "换一个：回车")
VALUE = Text("value", "取值")
NO_VALUE = Text("(no value)", "（无值）")
OF_ALL = Text("of all", "占全体")
CHOOSE_AXIS = Text("Split {name} by", "{name}：按什么细分")

# ---- overlap ---------------------------------------------------------------------------------------------------------
NO_OVERLAP = Text(
    "Segments and other conditions overlap, where there are at least two of them.",
    "至少有两个分群等条件时，才能查看重叠。",
)
OVERLAPPING = Text("share of a row that is in a column too", "行中客户同时属于列的比例")
CHOOSE_MORE = Text("choose others: Enter", "选择其他：回车")
NAME = Text("name", "名称")
WITH_FIRST = Text("with 1", "与1共有")
FIRST_COLUMNS = Text(
    "the first {n} of {all} columns; a wider terminal shows more", "仅显示前 {n} 列（共 {all} 列），终端越宽显示越多"
)
TOGETHER = Text("in several at once", "同时属于多个条件")
ONLY = Text("only in these", "仅属于这些")
CHOOSE_OTHERS = Text("Lay {name} over (at most {n})", "{name} 与哪些比较重叠（最多 {n} 个）")

# ---- members ---------------------------------------------------------------------------------------------------------
NO_SAMPLE = Text("Segments and other conditions have members.", "只有分群等条件才有成员。")
NO_MEMBERS = Text("(no members)", "（没有成员）")
SORT_BY = Text("Sort by (once more: downwards)", "按什么排序（再选一次为降序）")

# ---- why -------------------------------------------------------------------------------------------------------------
NO_KEY = Text(
    "About whom? Press Enter on a row of the members, or k to type a key.",
    "要看哪位客户？在成员列表中按回车，或按 k 输入客户编号。",
)
ANOTHER_KEY = Text("another customer: k", "换一位客户：k")
NEEDS = Text("would need: {what}", "还需满足：{what}")
ASK_KEY = Text("Key of a customer", "客户编号")

# ---- sweep -----------------------------------------------------------------------------------------------------------
NO_SWEEP = Text(
    "Conditions that compare with numbers or dates, or depend on params, have thresholds to move.",
    "与数值或日期比较、或依赖参数的条件，才有可移动的阈值。",
)
SWEEP_KEYS = Text("← → move · Enter write · +/- steps", "← → 移动 · 回车 写入 · +/- 步长")
SWEEP_NEXT = Text("threshold {n} of {all}, next: t", "阈值 {n}/{all}，换一个：t")
AGAINST = Text("against now", "与现值相比")
WRITTEN = Text("Wrote {new} for {old}", "已将 {old} 改为 {new}")
NOT_WRITTEN = Text("The rules are being checked; try again.", "规则正在检查，请稍后再试。")

# ---- dialogs ---------------------------------------------------------------------------------------------------------
TYPE_TO_FILTER = Text("type to filter", "输入以筛选")
PICK_ONE = Text("Enter choose · Esc close", "回车 选择 · Esc 关闭")
PICK_MANY = Text("Space tick · Enter done · Esc close", "空格 勾选 · 回车 完成 · Esc 关闭")
