"""Codes of type-checking expressions."""

from __future__ import annotations

from segdsl.diagnostics.codes.spec import Code, error, warning

_TYPES: dict[str, Code] = {
    "not-a-condition": error(
        "a condition belongs here, this is `{found}`",
        "此处应为条件，这里是 `{found}`",
        "compare it with something",
        "请与某个值比较",
    ),
    "not-a-number": error("a number belongs here, this is `{found}`", "此处应为数值，这里是 `{found}`"),
    "not-a-date": error("a date or time belongs here, this is `{found}`", "此处应为日期或时间，这里是 `{found}`"),
    "not-a-duration": error(
        "a duration like `30d` belongs here, this is `{found}`", "此处应为时长（如 `30d`），这里是 `{found}`"
    ),
    "type-mismatch": error(
        "`{left}` and `{right}` do not go together",
        "`{left}` 与 `{right}` 类型不符",
        "nothing is converted by itself",
        "系统不做隐式类型转换",
    ),
    "different-categories": error(
        "these categories have different values: `{left}` and `{right}`",
        "两个 category 的取值不同：`{left}` 与 `{right}`",
        "compare them as text: text(a) = text(b)",
        "可转为文本比较：text(a) = text(b)",
    ),
    "text-param-beside-category": error(
        "the text `{name}` could be anything, also none of the category's values",
        "文本 `{name}` 可能不是该 category 的取值",
        "turn the category into text: text(x) = {name}",
        "可将 category 转为文本：text(x) = {name}",
    ),
    "no-order": error("{type} has no order: only `=` and `!=`", "{type} 没有大小顺序，只能用 `=` 和 `!=`"),
    "list-compared": error(
        "lists are not compared",
        "列表不能直接比较",
        'ask with has(list, "a"), has_any, has_all',
        '请用 has(list, "a")、has_any、has_all',
    ),
    "duration-compared": error(
        "a duration is no number of days and is not compared",
        "时长不是天数，不能直接比较",
        "compare a date: d <= today - 90d",
        "请比较日期：d <= today - 90d",
    ),
    "duration-as-value": error(
        "a duration stands only in windows and beside dates", "时长只能用在时间窗口和日期加减中"
    ),
    "duration-arithmetic": error(
        "`{left} {op} {right}` means nothing",
        "`{left} {op} {right}` 没有意义",
        "durations: 3 * 30d of constants, date + 30d, date - 30d",
        "时长只能写成常量 3 * 30d、日期 + 30d、日期 - 30d",
    ),
    "date-arithmetic": error(
        "`{left} {op} {right}` means nothing",
        "`{left} {op} {right}` 没有意义",
        "dates move by durations: today - 30d",
        "日期按时长移动：today - 30d",
    ),
    "clock-on-date": error(
        "a date does not move by hours or minutes: {duration}",
        "日期不能按小时或分钟移动：{duration}",
        "use days, or a time instead of a date",
        "请改用天，或使用带时刻的 time",
    ),
    "text-arithmetic": error(
        "`+` adds numbers; this is `{found}`",
        "`+` 用于数值相加，这里是 `{found}`",
        "join texts with concat(a, b)",
        "拼接文本请用 concat(a, b)",
    ),
    "mixed-and-or": error(
        "`and` and `or` are mixed without parentheses",
        "`and` 与 `or` 混用而没有括号",
        "say which belongs together with parentheses",
        "请用括号写明先后",
    ),
    "not-constant": error(
        "only constants can stand here: literals, params, today ± durations",
        "此处只能是常量：字面值、param、today ± 时长",
    ),
    "list-empty": error("the list is empty", "列表为空"),
    "range-reversed": error(
        "the range is empty: its first end is above its second", "范围为空：前端大于后端", "swap the ends", "请交换两端"
    ),
    "not-in-list": error("`{found}` is not looked up in a list", "`{found}` 不能用 `in` 列表判断"),
    "not-a-list": error(
        "a list, a range or a window belongs after `in`, this is `{found}`",
        "`in` 之后应为列表、范围或时间窗口，这里是 `{found}`",
    ),
    "list-literal-as-value": error(
        "a list stands only after `in`, in a `let` or `param`, or as an argument that takes one",
        "列表只能写在 `in` 之后、`let` 或 `param` 中，或作列表参数",
    ),
    "window-as-value": error(
        "a window, a range and `where` stand only where events or dates are looked at",
        "时间窗口、范围和 `where` 不能写在此处",
    ),
}

_CALLS: dict[str, Code] = {
    "wrong-arity": error(
        "`{name}` takes {expected} arguments, here are {found}",
        "`{name}` 需要 {expected} 个参数，这里有 {found} 个",
        "write {name}({signature})",
        "写成 {name}({signature})",
    ),
    "wrong-argument": error(
        "`{name}` takes {expected} for {parameter}, this is `{found}`",
        "`{name}` 的 {parameter} 应为 {expected}，这里是 `{found}`",
    ),
    "argument-not-constant": error(
        "{parameter} of `{name}` is a constant: a literal or a param",
        "`{name}` 的 {parameter} 须为常量：字面值或 param",
    ),
    "tiles-not-positive": error("the number of parts is at least 1", "份数至少为 1"),
    "events-argument": error(
        "`{name}` takes no `where`, window or range",
        "`{name}` 不接受 `where`、窗口或范围",
        "those belong to aggregates of events: count(visit where …, last 30d)",
        "它们用于事件聚合：count(visit where …, last 30d)",
    ),
    "not-events": error(
        "`{name}` takes an events table",
        "`{name}` 的参数应为事件表",
        "write {name}(visit where …, last 30d)",
        "写成 {name}(visit where …, last 30d)",
    ),
    "takes-events": error(
        "`{name}` takes the table, not a field: {name}({table})", "`{name}` 的参数是表而不是字段：{name}({table})"
    ),
    "takes-event-field": error(
        "`{name}` takes a field of `{table}`",
        "`{name}` 的参数是 `{table}` 的字段",
        "such as {name}({example})",
        "例如 {name}({example})",
    ),
    "event-field-outside": error(
        "a customer has many `{table}`: say which one's `{field}`",
        "一个客户有多条 `{table}`，须说明取哪一条的 `{field}`",
        "such as latest({table}.{field}) or count({table} where {field} = …)",
        "例如 latest({table}.{field}) 或 count({table} where {field} = …)",
    ),
    "needs-time": error(
        "`{name}` needs to know when: `{table}` has no `at`",
        "`{name}` 需要时间，而 `{table}` 没有 `at`",
        "give `{table}` a line like `at happened_at time`",
        "请为 `{table}` 添加 `at happened_at time`",
    ),
    "not-in-where": error(
        "`where` sees the fields of `{table}` and params, not `{name}`",
        "`where` 中只能用 `{table}` 的字段和 param，不能用 `{name}`",
        "put what concerns the customer outside the parentheses",
        "与客户有关的条件请写在括号外",
    ),
    "customer-in-where": error(
        "`{name}` speaks of a customer; `where` speaks of one event", "`{name}` 针对客户，而 `where` 针对单个事件"
    ),
    "where-clash": warning(
        "`{name}` is a field of `{table}` here, and also a param",
        "`{name}` 在此指 `{table}` 的字段，但也是一个 param",
        "rename the param if you meant it",
        "若想用 param，请将其改名",
    ),
    "was-of-tags": error(
        "`was` looks back at a tag or a learned definition",
        "`was` 只能用于标签或学习得到的定义",
        "write was(activity, 30d) = silent",
        "写成 was(activity, 30d) = silent",
    ),
    "not-a-step": error(
        "a step of a sequence is an events table: `visit where …`", "sequence 的步骤须为事件表：`visit where …`"
    ),
    "sequence-too-short": error("a sequence has at least two steps that happen", "sequence 至少需要两个发生的步骤"),
    "sequence-ends-forbidden": error(
        "a sequence begins and ends with a step that happens, not with `not`", "sequence 的首末步骤不能是 `not`"
    ),
    "measure-outside": error(
        "`{name}` speaks of all customers and stands only in `assert`", "`{name}` 针对全体客户，只能用在 `assert` 中"
    ),
    "customer-in-assertion": error(
        "an assertion speaks of all customers, `{name}` of one",
        "断言针对全体客户，而 `{name}` 针对单个客户",
        "measure it: size(…), share(…), disjoint(a, b)",
        "请用 size(…)、share(…)、disjoint(a, b) 等度量",
    ),
}

_WINDOWS: dict[str, Code] = {
    "not-a-window": error(
        "a window belongs here: `last 30d`, `30d..90d ago`, or two dates",
        "此处应为时间窗口：`last 30d`、`30d..90d ago` 或两个日期",
    ),
    "duration-not-positive": error("a window is longer than {duration}", "时间窗口须大于 {duration}"),
    "window-reversed": error(
        "`{near}..{far} ago` is empty",
        "`{near}..{far} ago` 为空",
        "the nearer end comes first: `30d..90d ago`",
        "较近的一端写在前面：`30d..90d ago`",
    ),
    "window-units": error(
        "`{near}..{far} ago` mixes hours with days",
        "`{near}..{far} ago` 混用了小时和天",
        "use hours or minutes on both ends, or days and longer",
        "两端请都用小时/分钟，或都用天及以上",
    ),
    "window-without-ago": error("a window that lies in the past ends with `ago`", "过去的时间窗口须以 `ago` 结尾"),
    "window-needs-dates": error(
        "a window from date to date needs dates, this is `{found}`", "日期窗口的两端须为日期，这里是 `{found}`"
    ),
    "clock-window-on-date": error(
        "hours and minutes need a `time`, this is only a `date`",
        "小时和分钟需要 `time`，这里只有 `date`",
        "use days: last 1d",
        "请改用天：last 1d",
    ),
    "window-in-goal": error(
        "a goal counts from the campaign's start: no window here",
        "目标从活动开始计算，此处不能写时间窗口",
        "say how long with `within 14d`",
        "用 `within 14d` 写明多久",
    ),
    "window-in-goal-through": error(
        "a goal counts from the campaign's start, but `{name}` has a window of its own",
        "目标从活动开始计算，而 `{name}` 自带时间窗口",
        "write the condition here without the window, and how long with `within 14d`",
        "请在此直接写不带窗口的条件，并用 `within 14d` 写明多久",
    ),
}

EXPRESSIONS: dict[str, Code] = {**_TYPES, **_CALLS, **_WINDOWS}
