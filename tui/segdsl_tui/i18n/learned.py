"""Texts of the page of what was learned."""

from __future__ import annotations

from segdsl.diagnostics.text import Text

SIDES = {
    "report": Text("Report", "报告"),
    "drift": Text("Drift", "漂移"),
    "moves": Text("Moves", "迁移"),
    "groups": Text("Groups", "群数"),
}
PORTRAITS = Text("Portraits", "画像")

# ---- keys ------------------------------------------------------------------------------------------------------------
USUAL_KEYS = Text("←→ views · d another · f fit · Esc close", "←→ 切换 · d 换定义 · f 训练 · Esc 关闭")
DAY_KEYS = Text("Enter other day · {usual}", "回车 换日期 · {usual}")
TRY_KEYS = Text("Enter try · {usual}", "回车 试算 · {usual}")
DRAFT_KEYS = Text("c copy draft · w write it · {usual}", "c 复制草稿 · w 写入规则 · {usual}")
BUSY_KEYS = Text("Esc gives up", "Esc 放弃")

# ---- what is said in place of figures --------------------------------------------------------------------------------
WORKING = Text("working…", "处理中…")
NOT_YET = Text("The rules are being checked; try again.", "规则正在检查，请稍后再试。")
NO_DATA = Text(
    "There is no data to learn from: nothing can be counted at the moment.", "目前无法计算，没有可供学习的数据。"
)
NOTHING_LEARNED = Text(
    "The rules learn nothing yet: no `cluster`, `model`, `preference` or `lookalike`.",
    "规则中还没有从数据学习的定义（cluster、model、preference、lookalike）。",
)
GONE = Text("`{name}` is no longer in the rules, or has an error.", "规则中已没有 `{name}`，或它有错误。")
STANDINGS = {
    "missing": Text("Not fitted yet.", "还没有训练。"),
    "outdated": Text(
        "Fitted for other rules than these: what was learned does not count.",
        "训练之后规则有改动，学到的结果不参与计算。",
    ),
    "damaged": Text("What was learned cannot be read, and does not count.", "训练结果无法读取，不参与计算。"),
}
FIT_HERE = Text(
    "f fits it on the data as of {as_of} and writes {path}, as the command below does.",
    "按 f 用基准日期 {as_of} 的数据训练，结果写入 {path}，与下方命令相同。",
)
NO_DRIFT = Text(
    "This fit kept no bins to compare customers with. Fit it again to see drift.",
    "这次训练没有保存可比较的分箱；重新训练后即可查看漂移。",
)
NO_PAST = Text(
    "Labels of this method are scored once, for the as-of date: there are none of another day to compare them with.",
    "这种方法的标签只按基准日期计算一次，没有其他日期的标签可供比较。",
)
THEN = Text(
    "Then was {day}. Events are looked at as of each day; fields of the profile are as they are today.",
    "“当时”指 {day}。事件分别按两个日期计算，档案字段均为当前值。",
)
TRY_GROUPS = Text(
    "Enter tries from 2 to 10 groups with the method and the features of the rule, which takes a while. Nothing is "
    "written: the table comes with a recommendation, its reason, and a block to paste.",
    "按回车，用规则中的方法和特征试算 2 至 10 群，需要一些时间。"
    "不写任何文件：给出各群数的对比、建议及理由，并起草可粘贴的定义。",
)

# ---- beside the figures ----------------------------------------------------------------------------------------------
SOURCES = Text("Where values come from", "取值来源")
SOURCE = {
    "observed": Text("observed", "实际观测"),
    "predicted": Text("predicted", "模型预测"),
    "abstained": Text(
        "no value: not sure enough, a feature missing, or outside `among`",
        "无值：把握不足、缺少特征或不在 `among` 范围内",
    ),
}
LEARNED_FROM = Text("How it was learned", "训练方式")
FEATURES = Text("features", "特征")
SEED = Text("seed", "种子")
DRAWN = Text("customers", "客户")
DRAWN_FROM = Text("{rows} of {customers}", "{customers} 个中的 {rows} 个")
KEPT_IN = Text("kept in", "存放于")
VERSIONS = Text("computed by", "计算软件")

# ---- fits and tries --------------------------------------------------------------------------------------------------
FITTING = Text("fitting {name}… {seconds} s", "正在训练 {name}… {seconds} 秒")
TRYING = Text("trying numbers of groups: {done} of {all}… {seconds} s", "正在试算群数：{done} / {all}… {seconds} 秒")
LEAVING = Text("giving up…", "正在放弃…")
GIVEN_UP = Text("Given up; nothing was written.", "已放弃，未写入任何文件。")
FITTED = Text("Fitted; {path} is written, and sizes are counted anew.", "训练完成，已写入 {path}，正在重新计算规模。")
SAVE_FIRST = Text(
    "What is learned belongs to the rules on disk, and there are unsaved changes in {files}.",
    "训练结果以磁盘上的规则为准，以下文件有未保存的修改：{files}",
)
SAVE_AND_GO_ON = Text("Save and go on", "保存并继续")
ASK_AGO = Text("Beside which day? 30d, 6mo, 1y ago, or a date", "与哪一天相比？30d、6mo、1y 之前，或日期")
NO_AGO = Text(
    "`{typed}` is neither a length of time such as 30d, nor a day before {as_of}.",
    "`{typed}` 既不是 30d 这样的时长，也不是 {as_of} 之前的日期。",
)
NO_CONDITION = Text(
    "Put the cursor into a segment or a condition without errors: the search is for what goes with it.",
    "请把光标移到没有错误的客户分群或条件中，再查找与它相伴的特征。",
)
SEARCHING = Text("searching… {seconds} s", "正在查找… {seconds} 秒")
TYPICAL = Text("what goes with {name}", "{name}：相伴的特征")
RULES_KEYS = Text("c copy the rules · Esc close", "c 复制规则 · Esc 关闭")
RULES_COPIED = Text("The rules are in the clipboard.", "规则已复制到剪贴板。")
CHOOSE = Text("What was learned", "从数据学习的定义")
COPIED = Text("The draft is in the clipboard.", "草稿已复制到剪贴板。")
WRITTEN = Text(
    "The draft took the place of `{name}`; undo takes it back. What was learned before no longer counts: fit it.",
    "草稿已替换 `{name}` 的定义，可撤销；原有训练结果不再参与计算，请重新训练。",
)
