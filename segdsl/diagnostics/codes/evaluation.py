"""Codes of turning checked rules into something that runs."""

from __future__ import annotations

from segdsl.diagnostics.codes.spec import Code, error

EVALUATION: dict[str, Code] = {
    "needs-events": error(
        "`{construct}` reads events, and this version evaluates rules over profile fields only",
        "`{construct}` 要读取事件数据，这个版本只能计算基于档案字段的规则",
        "the rule is checked and formatted all the same",
        "规则本身仍会被检查和格式化",
    ),
    "needs-model": error(
        "`{name}` is learned from data, and this version does not fit or apply models yet",
        "`{name}` 要从数据中学习得到，这个版本还不能训练或应用模型",
        "the rule is checked and formatted all the same",
        "规则本身仍会被检查和格式化",
    ),
    "unknown-list": error(
        "there is no uploaded list `{name}`",
        "没有名为 `{name}` 的名单",
        "did you mean `{near}`?",
        "是不是想用 `{near}`？",
    ),
}
