"""Codes of reading rule files and resolving names."""

from __future__ import annotations

from segdsl.diagnostics.codes.campaigns import CAMPAIGNS
from segdsl.diagnostics.codes.contract import CONTRACT
from segdsl.diagnostics.codes.expressions import EXPRESSIONS
from segdsl.diagnostics.codes.spec import Code, error

_MEANT = ("did you mean `{suggestion}`?", "是否想写 `{suggestion}`？")

_FILES: dict[str, Code] = {
    "path-not-found": error(
        "there is no `{path}`",
        "找不到 `{path}`",
        "check the spelling, and the folder you are in",
        "请检查拼写和当前所在文件夹",
    ),
    "no-rule-files": error(
        "no rule files (`.seg`) in `{path}`",
        "`{path}` 中没有规则文件（`.seg`）",
        "name a `.seg` file or a folder that holds some",
        "请指定 `.seg` 文件或包含它们的文件夹",
    ),
    "unreadable-file": error("`{path}` cannot be read: {reason}", "无法读取 `{path}`：{reason}"),
}

_NAMES: dict[str, Code] = {
    "duplicate-name": error(
        "`{name}` is already defined",
        "`{name}` 已有定义",
        "a name is defined once in all files",
        "同一名称在所有文件中只能定义一次",
    ),
    "names-look-alike": error(
        "`{name}` and `{first}` differ only in case or character form",
        "`{name}` 与 `{first}` 仅大小写或字符形式不同",
        "names become file names: choose one that stays apart",
        "名称会用作文件名，请换一个能区分的名称",
    ),
    "reserved-name": error(
        "`{name}` is the built-in ledger of what was exported",
        "`{name}` 是内置的导出台账",
        "choose another name",
        "请换一个名称",
    ),
    "name-not-a-word": error(
        "`{name}` cannot be a name: letters, digits and `_`, not beginning with a digit",
        "`{name}` 不能作名称：只能用文字、数字和 `_`，且不以数字开头",
        "what people see is the title after the name",
        "显示给人看的文字写在名称后的标题里",
    ),
    "name-too-long": error(
        "a name has at most 64 characters, this has {length}", "名称最多 64 个字符，这里有 {length} 个"
    ),
    "duplicate-in-block": error(
        "the {what} `{name}` stands twice (as `{first}`)", "{what} `{name}` 重复（前面为 `{first}`）"
    ),
    "cycle": error(
        "these definitions use each other in a circle: {path}",
        "这些定义循环引用：{path}",
        "one of them has to do without the next",
        "须断开其中一处引用",
    ),
    "unknown-name": error("there is nothing called `{name}`", "没有名为 `{name}` 的字段或定义", *_MEANT),
    "unknown-field": error("`{table}` has no field `{name}`", "`{table}` 没有字段 `{name}`", *_MEANT),
    "unknown-events": error(
        "there is no events table `{name}`", "没有名为 `{name}` 的事件表", "declared are {known}", "已声明的有 {known}"
    ),
    "unknown-function": error("there is no function `{name}`", "没有函数 `{name}`", *_MEANT),
    "unknown-value": error("`{name}` is none of the values {values}", "`{name}` 不在取值 {values} 之中", *_MEANT),
    "unknown-member": error(
        "a {kind} has no part `{name}`", "{kind} 没有 `{name}`", "it has {members}", "可用的有 {members}"
    ),
    "unknown-status": error(
        "there is no status `{name}`", "没有状态 `{name}`", "it is draft, live or retired", "可用 draft、live、retired"
    ),
    "campaign-as-value": error(
        "`{name}` is a campaign and no condition",
        "`{name}` 是活动，不能作条件",
        'who got its messages is in `contact`: did(contact where campaign = "{name}")',
        '触达记录在 `contact` 中：did(contact where campaign = "{name}")',
    ),
    "events-as-value": error(
        "`{name}` is an events table and no value",
        "`{name}` 是事件表，不是值",
        "aggregate it: did({name}, last 30d), count({name})",
        "请用聚合：did({name}, last 30d)、count({name})",
    ),
    "list-as-value": error(
        "`{name}` is a list and stands only after `in`",
        "`{name}` 是列表，只能写在 `in` 之后",
        "write `x in {name}`",
        "写成 `x in {name}`",
    ),
    "no-members": error(
        "only learned definitions have parts to name after a dot", "只有学习得到的定义才能用点号取其部分"
    ),
    "no-index": error(
        "only a preference has a score per channel: `preference[channel]`",
        "只有 preference 才有各渠道得分：`preference[渠道]`",
    ),
}

_BLOCKS: dict[str, Code] = {
    "repeated-line": error("`{keyword}` stands more than once", "`{keyword}` 出现多次", "keep one", "请只保留一处"),
    "tag-without-classes": error(
        "the tag `{name}` has no classes",
        "标签 `{name}` 没有类别",
        "give it lines like `class a when …`",
        "请添加 `class a when …`",
    ),
    "score-without-lines": error(
        "the score `{name}` adds nothing",
        "评分 `{name}` 没有任何加减项",
        "give it lines like `add 10 when …`",
        "请添加 `add 10 when …`",
    ),
    "segment-without-clauses": error(
        "the segment `{name}` has no clauses",
        "客群 `{name}` 没有任何条件",
        "give it a line like `require …`; everyone is `require true`",
        "请添加 `require …`；全体客户写 `require true`",
    ),
    "otherwise-not-last": error(
        "`otherwise` takes everyone left, so it stands last",
        "`otherwise` 包含其余所有人，须放在最后",
        "move it down, or give this {what} a `when`",
        "请移到最后，或为该 {what} 写上 `when`",
    ),
    "param-outside-range": error(
        "{value} is outside {range}, the range of `{name}`", "{value} 不在 `{name}` 的范围 {range} 之内"
    ),
    "list-with-range": error("a list has no range", "列表不能带范围", "drop `in …`", "请去掉 `in …`"),
    "duration-let": error(
        "a duration is a `param`, not a `let`",
        "时长须用 `param` 声明，不能用 `let`",
        "write `param {name} = 30d`",
        "写成 `param {name} = 30d`",
    ),
}

RULEBOOK: dict[str, Code] = {**_FILES, **CONTRACT, **_NAMES, **_BLOCKS, **EXPRESSIONS, **CAMPAIGNS}
