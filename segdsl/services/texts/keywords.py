"""What each keyword of the grammar is for, in a sentence. A test holds this to the keywords of the parse tables."""

from __future__ import annotations

from collections.abc import Mapping

from segdsl.diagnostics import Text

KEYWORDS: Mapping[str, Text] = {
    # ---- items -------------------------------------------------------------------------------------------------------
    "theme": Text("Heading of a theme; holds to the end of the file or the next one.", "主题标题，对其后的定义有效。"),
    "dimension": Text("Heading of a dimension within a theme.", "主题之下的维度标题。"),
    "profile": Text("The customers' table: its key and fields.", "客户表：主键与字段。"),
    "events": Text("A table with any number of rows per customer.", "一个客户可有多行的事件表。"),
    "channel": Text(
        "A channel customers are reached on; in an arm: the channel it uses.", "触达渠道；在分组中为所用渠道。"
    ),
    "param": Text("A threshold or list that can be set from outside and swept.", "可从外部设定、可试算的阈值或列表。"),
    "let": Text("A named expression, or a list of constants.", "命名的表达式，或常量列表。"),
    "tag": Text("Classes that exclude each other: the first that fits wins.", "互斥的类别，取第一个符合的。"),
    "score": Text("A weighted sum of conditions and amounts.", "条件与数值的加权合计。"),
    "segment": Text(
        "Customers for whom every `require` holds and no `exclude` does.",
        "满足全部 `require` 且不满足任何 `exclude` 的客户。",
    ),
    "cluster": Text("Groups of similar customers, found in the data.", "从数据中聚成的客户群。"),
    "model": Text(
        "A category, known for some customers and predicted for others.", "部分客户已知、其余由模型预测的 category。"
    ),
    "preference": Text(
        "The value of an event's field that will most likely come next.", "事件字段最可能的下一个取值。"
    ),
    "lookalike": Text(
        "Other customers, by how much they are like those of a segment.", "按与某人群的相似程度给其余客户排位。"
    ),
    "campaign": Text(
        "Who gets what on which channel, and what counts as success.", "谁在哪个渠道收到什么，以及成功如何衡量。"
    ),
    "test": Text(
        "An example: rows that are given, and what the rules make of them.", "示例：给定的数据行与规则应得的结果。"
    ),
    "assert": Text("What must be true of the data before every export.", "每次导出前数据必须满足的断言。"),
    # ---- the data contract -------------------------------------------------------------------------------------------
    "key": Text("The column that tells customers apart.", "区分客户的列。"),
    "at": Text("When an event happened.", "事件发生的时间。"),
    "field": Text("A column: name, type, title, attributes.", "一个列：名称、类型、标题、属性。"),
    "pii": Text("Personal data of a kind; exports mask it.", "个人信息的种类，导出时会遮盖。"),
    "valid": Text("The values a field may have; others count as missing.", "字段的有效取值，其余按缺失处理。"),
    "opt_out": Text("Marks refusal of all messages, or of some channels.", "标记拒收：全部消息，或所列渠道。"),
    "from": Text("The column's name in the data, where it differs.", "数据中的列名（与字段名不同时）。"),
    "unit": Text("The unit of a number, for people.", "数值的单位，供人阅读。"),
    # ---- definitions -------------------------------------------------------------------------------------------------
    "class": Text(
        "A class of a tag, for whom its condition is the first to hold.", "标签的一个类别，取首个条件成立者。"
    ),
    "when": Text("The condition under which the line counts.", "本行生效的条件。"),
    "otherwise": Text("Everyone who is left; stands last.", "其余所有人，放在最后。"),
    "add": Text("Adds an amount to the score.", "给评分加上一个数值。"),
    "subtract": Text("Takes an amount off the score.", "从评分减去一个数值。"),
    "up": Text("`up to`: the most that this line adds.", "`up to`：本行最多计入的数值。"),
    "to": Text("`up to`: the most that this line adds.", "`up to`：本行最多计入的数值。"),
    "range": Text("The bounds a score is kept between.", "评分的上下限。"),
    "require": Text("A condition that must hold.", "必须成立的条件。"),
    "exclude": Text("A condition that must not hold.", "必须不成立的条件。"),
    "any_of": Text("Alternatives of which at least one holds; one clause in all.", "多选一的条件，合计为一条。"),
    "option": Text("One of the alternatives of `any_of`.", "`any_of` 中的一个选项。"),
    # ---- learned definitions -----------------------------------------------------------------------------------------
    "features": Text("The numbers and conditions that are learned from.", "用于学习的数值与条件。"),
    "among": Text("The customers that are learned from.", "参与学习的客户。"),
    "method": Text("How it is learned, with its options.", "学习方法及其选项。"),
    "seed": Text("The start of the random numbers; the same seed, the same result.", "随机种子，相同则结果相同。"),
    "label": Text("The name of a cluster, by what stands out in it.", "按突出特征给聚类命名。"),
    "most": Text("The cluster with the greatest mean of an expression.", "表达式均值最大的聚类。"),
    "least": Text("The cluster with the smallest mean of an expression.", "表达式均值最小的聚类。"),
    "learn": Text("The category to predict where it is not known.", "要预测的 category。"),
    "of": Text("The condition whose customers the others are compared with.", "作为比较对象的客户须满足的条件。"),
    "confidence": Text("The probability a prediction needs; below it is missing.", "采用预测所需的概率，不足则缺失。"),
    "over": Text("The events and field whose next value is foreseen.", "要预见其下一个取值的事件字段。"),
    "horizon": Text("How far ahead a preference looks.", "偏好预测的时间范围。"),
    # ---- campaigns ---------------------------------------------------------------------------------------------------
    "start": Text("The first day of the campaign; goals count from it.", "活动首日，目标由此起算。"),
    "audience": Text("Who the campaign is for.", "活动面向的客户。"),
    "suppress": Text("Customers to leave out, counted under a reason.", "需剔除的客户，按原因计数。"),
    "salt": Text(
        "The text that draws the held-out; keep it, and the draw stays.", "抽样所用文字，不变则抽样结果不变。"
    ),
    "holdout": Text("The share that gets nothing, for comparison.", "不触达、用于对照的比例。"),
    "by": Text("Best first by this number.", "按此数值从高到低。"),
    "within": Text(
        "`limit … within`: at most so many in each value. `goal … within`: by when.",
        "`limit … within`：每个取值的上限；`goal … within`：期限。",
    ),
    "limit": Text("At most so many customers, or such a share of them.", "客户数上限，或其占比。"),
    "arm": Text("A treatment, for customers whose first arm it is.", "一个分组，客户归入首个符合的分组。"),
    "variant": Text("A version of an arm, for a share of it.", "分组内的一个版本及其占比。"),
    "else": Text("The channel to try where the one before cannot reach.", "前一渠道无法触达时改用的渠道。"),
    "message": Text("The text that is sent; `{name}` is filled in.", "发送的文字，`{name}` 会被替换。"),
    "incentive": Text("What is promised in return.", "给予的奖励。"),
    "goal": Text("What counts as success.", "何为成功。"),
    "columns": Text("The columns of the exported file.", "导出文件的列。"),
    # ---- tests -------------------------------------------------------------------------------------------------------
    "as_of": Text("The day on which the test takes place.", "测试所在的日期。"),
    "set": Text("Another value for a param in this test.", "在本测试中改变一个 param。"),
    "given": Text("A row of data: of a customer, or of an event.", "一行数据：客户或事件。"),
    "for": Text("The customer who is meant, by key.", "所指客户的主键。"),
    "expect": Text("A condition that must hold.", "必须成立的条件。"),
    # ---- every block -------------------------------------------------------------------------------------------------
    "owner": Text("Who answers for it.", "负责人。"),
    "status": Text("draft, live or retired.", "状态：draft、live 或 retired。"),
    "review": Text("The day by which it is to be looked at again.", "应复核的日期。"),
    "note": Text("A remark for people.", "备注。"),
    # ---- expressions -------------------------------------------------------------------------------------------------
    "and": Text("Both hold.", "两者都成立。"),
    "or": Text("At least one holds.", "至少一个成立。"),
    "not": Text("The opposite; true where a comparison meets a missing value.", "相反；比较遇到缺失值时，其否定成立。"),
    "in": Text("Is one of a list, within a range or in a window of time.", "在列表、范围或时间窗口之内。"),
    "is": Text("`is missing`, `is known`: asks whether there is a value.", "`is missing`、`is known`：是否有值。"),
    "missing": Text("There is no value.", "没有值。"),
    "known": Text("There is a value.", "有值。"),
    "where": Text("Only events for which this holds.", "只取满足条件的事件。"),
    "last": Text("The days up to today: `last 90d`.", "截至今天的一段时间：`last 90d`。"),
    "ago": Text("A stretch of the past: `30d..90d ago`.", "过去的一段时间：`30d..90d ago`。"),
    "today": Text("The as-of day.", "统计截止日。"),
    "true": Text("Yes.", "是。"),
    "false": Text("No.", "否。"),
    "between": Text("Written `in 1..3` here.", "在此写作 `in 1..3`。"),
    "like": Text(
        "Written with `contains`, `starts_with` or `ends_with` here.", "在此用 `contains`、`starts_with`、`ends_with`。"
    ),
}
