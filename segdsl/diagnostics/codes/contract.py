"""Codes of the data contract and of channels."""

from __future__ import annotations

from segdsl.diagnostics.codes.spec import Code, error, info

_MEANT = ("did you mean `{suggestion}`?", "是否想写 `{suggestion}`？")

CONTRACT: dict[str, Code] = {
    "second-profile": error(
        "a rulebook has one `profile`; `{first}` is the first",
        "一个规则库只能有一个 `profile`，前面已有 `{first}`",
        "what there are several of per customer is `events`",
        "一个客户有多条的数据用 `events` 声明",
    ),
    "profile-without-key": error(
        "`profile {name}` has no `key`",
        "`profile {name}` 没有 `key`",
        "name the column that identifies a customer: `key customer_id text`",
        "请指明标识客户的列：`key customer_id text`",
    ),
    "key-type": error(
        "a key is `text` or `int` and never missing, this is `{found}`",
        "主键只能是 `text` 或 `int` 且不可缺失，这里是 `{found}`",
    ),
    "at-type": error(
        "`at` is a `date` or `time` and never missing, this is `{found}`",
        "`at` 只能是 `date` 或 `time` 且不可缺失，这里是 `{found}`",
    ),
    "key-types-differ": error(
        "the customer column is `{found}` here and `{wanted}` in the profile",
        "客户列在此为 `{found}`，在 profile 中为 `{wanted}`",
        "give both the same type",
        "请将两处改为相同类型",
    ),
    "duplicate-field": error("the field `{name}` is declared twice", "字段 `{name}` 重复声明"),
    "unknown-type": error("there is no type `{name}`", "没有类型 `{name}`", *_MEANT),
    "category-without-values": error(
        "a category lists its values", "category 须列出取值", "write `category(a, b)`", "写成 `category(a, b)`"
    ),
    "duplicate-value": error("the value `{name}` stands twice", "取值 `{name}` 重复"),
    "list-of-text": error("the only list a field can be is `list(text)`", "字段的列表类型只能是 `list(text)`"),
    "type-without-arguments": error("the type `{type}` takes nothing in parentheses", "类型 `{type}` 不带括号参数"),
    "unknown-pii": error("`pii {name}` is not known", "没有 `pii {name}`", "known are {known}", "可用的有 {known}"),
    "opt-out-not-bool": error(
        "`opt_out` marks a bool field of the profile, `{name}` is none",
        "`opt_out` 只能标在 profile 的 bool 字段上，`{name}` 不是",
    ),
    "opt-out-channels": error(
        "`opt_out` lists names of channels",
        "`opt_out` 的列表须为渠道名",
        "write `opt_out [sms]`",
        "写成 `opt_out [sms]`",
    ),
    "valid-type": error("`{found}` is no constant of type {type}", "`{found}` 不是 {type} 类型的常量"),
    "valid-not-for": error(
        "`valid` has no use for a {type}: its type already says what it may be",
        "`valid` 不适用于 {type}：类型已限定取值",
    ),
    "unknown-setting": error(
        "a channel has no setting `{name}`", "渠道没有设置项 `{name}`", "it has {known}", "可用的有 {known}"
    ),
    "setting-value": error("`{name}` takes a value like {takes}", "`{name}` 的取值应形如 {takes}"),
    "contract-inferred": info(
        "no `profile` is declared, so these names are taken for fields: {names}",
        "未声明 `profile`，以下名称按字段处理：{names}",
        "their types are checked when data is given",
        "其类型在提供数据时检查",
    ),
}
