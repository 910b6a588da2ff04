"""Codes of changing rules from an editor."""

from __future__ import annotations

from segdsl.diagnostics.codes.spec import Code, error, warning

EDITING: dict[str, Code] = {
    "nothing-to-rename": error(
        "there is no name here that could be changed",
        "此处没有可以改名的名称",
        "put the cursor on the name of a definition, a class, a field or a table",
        "请把光标放在定义、类别、字段或表的名称上",
    ),
    "rename-built-in": error("`{name}` is part of the language and keeps its name", "`{name}` 是语言自带的，不能改名"),
    "rename-undeclared": error(
        "`{name}` is declared nowhere in the rules",
        "`{name}` 没有在规则中声明",
        "declare it first, then it can be renamed",
        "请先声明，再改名",
    ),
    "rename-data-value": error(
        "`{name}` is a value in the data, which no rule can rename",
        "`{name}` 是数据中的取值，无法在规则中改名",
        "a tag can give it another name: class new when {field} = {name}",
        "可以用标签另起名称：class 新名称 when {field} = {name}",
    ),
    "rename-taken": error(
        "`{name}` is already the name of something else",
        "`{name}` 已是别的名称",
        "choose a name that is still free",
        "请换一个未用过的名称",
    ),
    "rename-shared": error(
        "`{name}` stands in a list that is used beside several categories",
        "`{name}` 所在的列表同时用于多个 category",
        "give each category a list of its own first",
        "请先为每个 category 单独写一个列表",
    ),
    "rename-shadows": error(
        "with the name `{name}` this place would mean something else",
        "改名为 `{name}` 后，此处的含义会改变",
        "choose a name that nothing here is called",
        "请换一个此处没有用到的名称",
    ),
    "rename-implied-key": error(
        "{tables} have no `key` of their own and look for a column called `{name}`",
        "{tables} 没有自己的 `key`，按列名 `{name}` 关联客户",
        'give them one first: key {name} {type} from "{name}"',
        '请先为它们声明：key {name} {type} from "{name}"',
    ),
    "rename-channel-value": error(
        "`{name}` is a channel and also a value in the data, and the two belong together",
        "`{name}` 既是渠道，又是数据中的取值，二者必须一致",
    ),
    "rename-refit": warning(
        "what was learned for `{name}` is stored under that name",
        "`{name}` 的学习结果按该名称保存",
        "fit it again: segdsl fit {new}",
        "请重新拟合：segdsl fit {new}",
    ),
    "rename-data-name": warning(
        "data is given to the rules under the name `{name}`",
        "数据按名称 `{name}` 提供给规则",
        "change it in segdsl.toml under [data] too, and wherever `--data {name}=…` is written",
        "请同时修改 segdsl.toml 的 [data]，以及写有 `--data {name}=…` 的地方",
    ),
    "rename-reshuffles": warning(
        "customers are drawn for the variants by the campaign's name: they will be drawn anew",
        "变体按活动名称抽取客户，改名后会重新抽取",
        "rename it only before its first export",
        "请只在首次导出之前改名",
    ),
}
