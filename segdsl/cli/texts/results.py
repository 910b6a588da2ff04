"""Headings of tables and sentences around results."""

from __future__ import annotations

from segdsl.diagnostics.text import Text

POPULATION = (
    Text("{n} customer as of {as_of}", "{n} 个客户，基准日期 {as_of}"),
    Text("{n} customers as of {as_of}", "{n} 个客户，基准日期 {as_of}"),
)
CONDITIONS = Text("Segments and conditions", "客户分群与条件")
TAGS = Text("Tags", "标签")
VALUES = Text("Scores and values", "评分与数值")
NOTHING = Text("There is no definition to show.", "没有可显示的定义。")

NAME = Text("name", "名称")
TITLE = Text("title", "标题")
SIZE = Text("customers", "客户数")
SHARE = Text("share", "占比")
UNKNOWN = Text("unknown", "不确定")
UNKNOWN_MEANS = Text(
    "unknown: missing values leave no definite answer; these customers count as no",
    "不确定：因缺失值无法给出确定答案的客户，按“否”计",
)
UNKNOWN_INCLUDED = Text("of them in", "其中计入")
UNKNOWN_INCLUDED_MEANS = Text(
    "unknown: missing values leave no definite answer; of them in: customers who count as yes all the same, "
    "because the rule negates a comparison with a missing value, which is a no",
    "不确定：因缺失值无法给出确定答案的客户；其中计入：与缺失值比较按“否”计，规则对它取否定后即为“是”，因而算入的客户",
)
MISSING = Text("missing", "缺失")
NO_CLASS = Text("(no class)", "（无类别）")
LOWEST = Text("lowest", "最小")
HIGHEST = Text("highest", "最大")
MEAN = Text("mean", "平均")
CLASS = Text("class", "类")

WATERFALL = Text("{name}, clause by clause", "{name}：逐条漏斗")
CLAUSE = Text("clause", "条件")
EVERYONE = Text("all customers", "全部客户")
ALONE = Text("alone", "单独满足")
REMAINING = Text("remaining", "剩余")
WITHOUT = Text("if dropped", "去掉后")
BY = Text("{name} by {tag}", "{name}：按 {tag}")
OTHER_VALUES = (
    Text("({n} other value)", "（其余 {n} 个取值）"),
    Text("({n} other values)", "（其余 {n} 个取值）"),
)
DISTRIBUTION = Text("{name}, distribution", "{name}：分布")
FROM = Text("from", "从")
TO = Text("to", "到")

OVERLAP = Text(
    "Overlap: of the customers in a row, the share that is in a column too", "重叠：行中客户同时属于列的比例"
)
OVERLAP_FIRST = Text(
    "the {n} largest of {all} conditions; JSON has all", "仅显示 {all} 个条件中最大的 {n} 个；JSON 中有全部"
)
TOGETHER = Text("In several at once", "同时属于多个条件")
ONLY = Text("only in these", "仅属于这些")
CONDITION = Text("conditions", "条件")

REACH = Text("{name}, reachable", "{name}：可触达")
ON_ANY_CHANNEL = Text("on some channel", "任一渠道")
REASONS = {
    "refused": Text("refused: {reason}", "拒绝：{reason}"),
    "missing": Text("missing: {reason}", "缺失：{reason}"),
    "unreachable": Text("on none of {reason}", "{reason} 均不可触达"),
}

NO_MEMBERS = Text("(no members)", "（没有成员）")
SAMPLE = Text("{name}, for example", "{name}：示例")

MEMBER = Text("Customer {key} is in {name}.", "客户 {key} 属于 {name}。")
NO_MEMBER = Text("Customer {key} is not in {name}.", "客户 {key} 不属于 {name}。")
HAS_VALUE = Text("Customer {key} has {name} = {value}.", "客户 {key} 的 {name} = {value}。")
HAS_NO_VALUE = Text("Customer {key} has no {name}.", "客户 {key} 没有 {name} 的值。")
AMOUNT = Text("points", "得分")
VALUES_SEEN = Text("looked at", "依据")
NEEDS = Text("would need", "还需满足")

SWEPT = Text("{name} by {param}, {n} values, as of {as_of}", "{name} 随 {param} 的变化，{n} 个取值，基准日期 {as_of}")
CHANGE = Text("change", "变化")
IN_RULES = Text("as in the rules", "规则中的值")
SWEEPING = Text("counting", "正在计算")

EXPORTED = (
    Text("Exported {name}: {n} customer", "已导出 {name}：{n} 个客户"),
    Text("Exported {name}: {n} customers", "已导出 {name}：{n} 个客户"),
)
REMOVED = (
    Text("Left out: {n} customer ({reason})", "未导出：{n} 个客户（{reason}）"),
    Text("Left out: {n} customers ({reason})", "未导出：{n} 个客户（{reason}）"),
)

WOULD_EXPORT = (
    Text("Would export {name}: {n} customer", "将导出 {name}：{n} 个客户"),
    Text("Would export {name}: {n} customers", "将导出 {name}：{n} 个客户"),
)
WOULD_REMOVE = (
    Text("Would leave out: {n} customer ({reason})", "将不导出：{n} 个客户（{reason}）"),
    Text("Would leave out: {n} customers ({reason})", "将不导出：{n} 个客户（{reason}）"),
)
COLUMNS = Text("Columns:", "列：")
TREATMENTS = {
    "mask": Text("masked", "脱敏"),
    "hmac": Text("keyed hash", "带密钥哈希"),
    "raw": Text("in full", "不脱敏"),
}
NOTHING_WRITTEN = Text("A dry run: nothing was written.", "试算：未写入任何文件。")

WRITING = Text("writing", "写入")
READING = Text("reading {table}: {rows} rows …", "正在读取 {table}：{rows} 行 …")
NO_STORE = Text(
    "there is no project to keep a snapshot for: `segdsl init` makes one",
    "没有项目，无法保存快照：可用 `segdsl init` 新建",
)
TABLE = Text("table", "表")
DONE = Text("done", "处理")
ROWS = Text("rows", "行数")
MEGABYTES = Text("MB", "大小（MB）")
SECONDS = Text("seconds", "秒")
REFRESHED = {
    "reused": Text("up to date", "已是最新"),
    "extended": Text("added to", "已追加"),
    "built": Text("made", "已新建"),
}
