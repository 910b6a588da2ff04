"""Codes of asking a project: names and keys that do not exist, columns that cannot be split by."""

from __future__ import annotations

from segdsl.diagnostics.codes.spec import Code, error, info, warning

ENGINE: dict[str, Code] = {
    "no-such-definition": error(
        "there is no definition `{name}`",
        "没有名为 `{name}` 的定义",
        "did you mean `{near}`?",
        "是不是 `{near}`？",
        "the rules define {known}; `segdsl preview` shows all",
        "规则中的定义有：{known}；`segdsl preview` 列出全部",
    ),
    "unusable-definition": error(
        "`{name}` cannot be evaluated: it, or something it uses, has errors",
        "无法计算 `{name}`：它本身或它用到的定义有错误",
    ),
    "no-such-column": error(
        "`{name}` is neither a field of the profile nor a definition",
        "`{name}` 既不是客户字段，也不是定义",
        "did you mean `{near}`?",
        "是不是 `{near}`？",
        "there are {known}; fields stand in the data contract, definitions in `segdsl preview`",
        "可用的有：{known}；字段见数据契约，定义见 `segdsl preview` 的输出",
    ),
    "not-a-category": error(
        "cannot split by `{name}`: it is of type {type}",
        "不能按 `{name}` 拆分：它的类型是 {type}",
        "choose a tag, or a category, text, bool or int field or definition",
        "请选择标签，或 category、text、bool、int 类型的字段或定义",
    ),
    "by-too-many": error(
        "cannot split by `{name}`: it has {count} different values, more than {most}",
        "不能按 `{name}` 拆分：它有 {count} 个不同取值，超过 {most} 个",
        "group the values in a tag first",
        "请先用标签把取值分组",
    ),
    "by-personal-data": error(
        "cannot split by `{name}`: it is personal data ({pii})",
        "不能按 `{name}` 拆分：它是个人信息（{pii}）",
        "choose a tag or another field",
        "请选择标签或其他字段",
    ),
    "no-profile-data": error(
        "no data is named for the profile `{name}`",
        "没有给出客户表 `{name}` 的数据",
        'add `{name} = "path"` under [data] in segdsl.toml, or `--data {name}=PATH`',
        '在 segdsl.toml 的 [data] 下加 `{name} = "路径"`，或用 `--data {name}=路径`',
    ),
    "no-such-table": error(
        "no table `{name}` is declared; there are {tables}",
        "规则中没有声明表 `{name}`，现有：{tables}",
        "did you mean `{near}`?",
        "是不是 `{near}`？",
    ),
    "no-events-data": error(
        "no data is named for the events table `{name}`",
        "没有给出事件表 `{name}` 的数据",
        'add `{name} = "path"` under [data] in segdsl.toml, or `--data {name}=PATH`',
        '在 segdsl.toml 的 [data] 下加 `{name} = "路径"`，或用 `--data {name}=路径`',
    ),
    "store-unusable": warning(
        "no snapshot of the data could be kept ({path}: {reason}); it was read as it is",
        "无法保存数据快照（{path}：{reason}），已直接读取数据",
        "make room or give access, or say `--no-store`",
        "请腾出空间或授予权限，或使用 `--no-store`",
    ),
    "events-of-strangers": info(
        "{count} of {events} events of `{table}` belong to nobody in the profile; they take no part",
        "`{table}` 的 {events} 条记录中有 {count} 条不属于客户表中的任何客户，未参与计算",
    ),
    "unknown-key": error(
        "there is no customer with {field} `{key}`",
        "没有 {field} 为 `{key}` 的客户",
    ),
    "events-after-today": warning(
        "{count} events of `{table}` are dated after {today}; they take no part",
        "`{table}` 有 {count} 条记录的日期在 {today} 之后，未参与计算",
    ),
    "not-yet-evaluated": info(
        "not computed: {names} (they use learned definitions that have not been fitted, or events without data)",
        "未计算：{names}（用到尚未训练的定义，或没有数据的事件表）",
    ),
}
