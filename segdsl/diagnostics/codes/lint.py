"""Codes of the lints: rules that run but may surprise."""

from __future__ import annotations

from segdsl.diagnostics.codes.spec import Code, warning

LINT: dict[str, Code] = {
    "always-false": warning(
        "this condition can never hold",
        "这个条件永远不会成立",
        "check the bounds, and values that exclude each other",
        "请检查上下限，以及互相排斥的取值",
    ),
    "always-true": warning(
        "this condition holds for every customer",
        "这个条件对所有客户都成立",
        "drop it, or check its bounds",
        "可以删去，或检查上下限",
    ),
    "clause-keeps-nobody": warning(
        "this clause keeps nobody, so the segment is always empty",
        "这一条不会留下任何客户，人群将永远为空",
        "check the bounds, and values that exclude each other",
        "请检查上下限，以及互相排斥的取值",
    ),
    "clause-keeps-everybody": warning(
        "this clause keeps everybody: it changes nothing",
        "这一条会留下所有客户，不起作用",
        "drop it, or check its bounds",
        "可以删去，或检查上下限",
    ),
    "clauses-contradict": warning(
        "together with the clauses above it this one leaves nobody",
        "加上这一条，与前面各条矛盾，不剩任何客户",
        "alternatives belong into one `require any_of`",
        "多选一的条件请写在一个 `require any_of` 里",
    ),
    "duplicate-clause": warning(
        "this clause says the same as `{other}`",
        "这一条与 `{other}` 意思相同",
        "drop one of them",
        "删去其中一条",
    ),
    "subsumed-clause": warning(
        "this clause changes nothing: `{other}` already implies it",
        "这一条不起作用：`{other}` 已经包含它",
        "drop it, or check which of the two is meant",
        "删去它，或核对本意",
    ),
    "option-covered": warning(
        "this option admits nobody whom `{other}` does not admit",
        "`{other}` 已包含这个选项的全部客户",
        "drop it, or check which of the two is meant",
        "删去它，或核对本意",
    ),
    "unreachable-class": warning(
        "nobody can get into class `{class}`: the classes above it take everyone it asks for",
        "没有客户能进入类别 `{class}`：前面的类别已全部占去",
        "put it further up, or drop it",
        "把它往前移，或删去",
    ),
    "negation-over-missing": warning(
        "customers without `{fields}` count here too, because `{word}` turns 'does not hold' into 'holds'",
        "缺少 `{fields}` 的客户也会算进来：`{word}` 把“不成立”变成了“成立”",
        "say which you mean: `… is known and …`, or `… is missing or …`",
        "请写明本意：`… is known and …`（只算已知），或 `… is missing or …`（含缺失）",
    ),
    "missing-falls-through": warning(
        "customers without `{field}` fall through class `{earlier}` into `{class}` or a later one",
        "缺少 `{field}` 的客户不属于类别 `{earlier}`，会落入 `{class}` 或之后的类别",
        "give them a class of their own: `class … when {field} is missing`",
        "请为他们单列一类：`class … when {field} is missing`",
    ),
    "look-alike-text": warning(
        "“{text}” holds full-width or invisible characters; data rarely does, and equality is exact",
        "“{text}” 含有全角或不可见字符；数据中很少这样写，而比较是逐字的",
        "is `{plain}` meant?",
        "是否应为 `{plain}`？",
    ),
    "feature-is-target": warning(
        "this feature is computed from `{source}`, and so is what `{name}` learns: it gives the label away",
        "这个特征由 `{source}` 算出，而 `{name}` 要学习的也是：它泄露了标签",
        "drop it: where the label is not known, it says nothing",
        "请删去：标签未知时，它毫无用处",
    ),
    "unused-definition": warning(
        "`{name}` is used nowhere",
        "`{name}` 没有被用到",
        "drop it, or check the spelling where it should be used",
        "删去它，或检查应当用到它的地方是否写对",
    ),
    "review-overdue": warning(
        "`{name}` was to be reviewed by {date}",
        "`{name}` 应在 {date} 之前复核",
        "look at it again and set a new `review` date",
        "请复核，并设定新的 `review` 日期",
    ),
    "test-without-day": warning(
        "this test names no day, and what it expects moves with the day",
        "这个测试没有写日期，而它的期望随日期变化",
        "add a line such as `as_of 2021-06-30`",
        "请加一行，例如 `as_of 2021-06-30`",
    ),
}
