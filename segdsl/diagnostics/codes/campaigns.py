"""Codes of learned definitions, campaigns, tests, assertions and params set from outside."""

from __future__ import annotations

from segdsl.diagnostics.codes.spec import Code, error

_LEARNED: dict[str, Code] = {
    "learned-lacks-line": error(
        "the {kind} `{name}` lacks a line", "{kind} `{name}` 缺少一行", "add `{line}`", "请添加 `{line}`"
    ),
    "unknown-method": error(
        "a {kind} has no method `{name}`", "{kind} 没有方法 `{name}`", "it has {known}", "可用的有 {known}"
    ),
    "unknown-method-option": error(
        "`{method}` has no option `{name}`", "`{method}` 没有选项 `{name}`", "it has {known}", "可用的有 {known}"
    ),
    "feature-type": error(
        "a feature is a number or a condition, this is `{found}`",
        "特征须为数值或条件，这里是 `{found}`",
        'turn it into one: city = "a"',
        '可改写为条件：city = "a"',
    ),
    "learn-not-category": error(
        "what is learned is a category, this is `{found}`",
        "学习目标须为 category，这里是 `{found}`",
        "name its values in a tag and learn that: `tag t { class yes when …  class no when … }`",
        "请用标签给各取值命名，再学习该标签：`tag t { class yes when …  class no when … }`",
    ),
}

_CAMPAIGNS: dict[str, Code] = {
    "campaign-lacks": error(
        "the campaign `{name}` lacks a line", "活动 `{name}` 缺少一行", "add `{line}`", "请添加 `{line}`"
    ),
    "arm-without-channel": error(
        "the arm `{name}` says no channel", "分组 `{name}` 没有写明渠道", "add `channel sms`", "请添加 `channel sms`"
    ),
    "unknown-channel": error(
        "there is no channel `{name}`", "没有渠道 `{name}`", "declared are {known}", "已声明的有 {known}"
    ),
    "channel-without-reach": error(
        "the channel `{name}` has no `reach`: nobody can be sent anything on it",
        "渠道 `{name}` 没有 `reach`，无法用于发送",
        "name the field that holds the address: reach mobile",
        "请指明地址字段：reach mobile",
    ),
    "channel-not-category": error(
        "a channel's name or a category of channels belongs here, this is `{found}`",
        "此处应为渠道名或取值为渠道的 category，这里是 `{found}`",
    ),
    "no-channel-among": error("none of {values} is a channel with `reach`", "{values} 中没有带 `reach` 的渠道"),
    "variant-channel": error(
        "the channel is chosen before the variant",
        "渠道在变体之前确定",
        "move `channel` to the arm",
        "请将 `channel` 移到分组中",
    ),
    "variant-shares": error("the variants make up {total}, not 100%", "各变体合计 {total}，不是 100%"),
    "not-a-share": error(
        "a share lies between 0% and 100%, this is `{found}`",
        "占比须在 0% 到 100% 之间，这里是 `{found}`",
        "write `10%`",
        "写成 `10%`",
    ),
    "share-too-fine": error(
        "`{found}` is finer than 0.01%", "`{found}` 的精度超过 0.01%", "round it to 0.01%", "请保留到 0.01%"
    ),
    "limit-count": error(
        "a limit is a number of customers or a share of them",
        "limit 须为客户数或占比",
        "write `limit 50000` or `limit 5%`",
        "写成 `limit 50000` 或 `limit 5%`",
    ),
    "limit-within": error("customers are not grouped by `{found}`", "不能按 `{found}` 分组"),
    "column-not-a-name": error(
        "a column is a field, a definition, or one of campaign, arm, channel, variant, message, incentive",
        "列须为字段、定义，或 campaign、arm、channel、variant、message、incentive 之一",
    ),
    "template-open": error(
        "this brace is not closed", "花括号没有闭合", "a brace by itself is doubled", "单独的花括号须写两个"
    ),
    "template-empty": error("the placeholder names nothing", "占位符没有名称"),
    "template-format": error(
        "`{format}` is no format for a {type}",
        "`{format}` 不是 {type} 的格式",
        "numbers take digits (2), dates take `年月日时分`",
        "数值写小数位数（2），日期写 `年月日时分`",
    ),
}

_CHECKS: dict[str, Code] = {
    "unknown-param": error(
        "there is no param `{name}`",
        "没有 param `{name}`",
        "did you mean `{near}`?",
        "是否想写 `{near}`？",
        "the rules have these params: {known}",
        "规则中的 param 有：{known}",
    ),
    "uses-broken": error(
        "{names} cannot be used: it has errors, or uses something that has", "{names} 无法使用：它或它引用的定义有错误"
    ),
    "param-type": error("`{name}` takes a value of type {type}", "`{name}` 的取值类型为 {type}"),
    "override-breaks": error("with this value `{what}` in `{name}` is empty", "取此值后，`{name}` 中的 `{what}` 为空"),
    "given-type": error("`{name}` takes a constant of type {type}", "`{name}` 须为 {type} 类型的常量"),
    "given-not-valid": error(
        "`{value}` is none of the values that `{name}` may have",
        "`{value}` 不在 `{name}` 的有效取值之内",
        "in data it would be read as missing: leave the field out to test that",
        "在数据中会按缺失处理；要测试这种情况，请不写该字段",
    ),
    "given-computed": error(
        "`{name}` is computed from the rules and cannot be given",
        "`{name}` 由规则算出，不能直接给定",
        "give the fields it depends on; only learned definitions can be given",
        "请给定它依赖的字段；只有学习得到的定义可以给定",
    ),
    "given-without-time": error(
        "an event of `{table}` has a time", "`{table}` 的事件须有时间", "give `{at}`", "请给定 `{at}`"
    ),
    "given-without-key": error(
        "with several customers, each row says whose it is",
        "有多个客户时，每行须写明属于谁",
        "give `{key}`",
        "请给定 `{key}`",
    ),
    "given-key-twice": error("the customer `{key}` is given twice", "客户 `{key}` 给定了两次"),
    "expect-unknown-key": error("no customer `{key}` is given", "没有给定客户 `{key}`"),
    "expect-without-key": error(
        "with several customers, say for whom", "有多个客户时须写明针对谁", 'add `for "1"`', '请添加 `for "1"`'
    ),
    "test-expects-nothing": error(
        "the test expects nothing", "测试没有任何期望", "add `expect …`", "请添加 `expect …`"
    ),
}

CAMPAIGNS: dict[str, Code] = {**_LEARNED, **_CAMPAIGNS, **_CHECKS}
