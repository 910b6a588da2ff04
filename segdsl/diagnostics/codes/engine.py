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
    "nothing-to-combine": error(
        "`{name}` has no values to combine with others",
        "`{name}` 没有可用来组合的取值",
        "name a tag, a condition, a number, a field with few values, or an events table with such fields",
        "请写标签、条件、数值、取值不多的字段，或含有这类字段的事件表",
    ),
    "sweep-range": error(
        "`{text}` is no range of values",
        "`{text}` 不是取值范围",
        "write A..B or A..B:STEP, such as 18..60:2, 10%..50%, 30d..180d:30d",
        "写成 A..B 或 A..B:步长，如 18..60:2、10%..50%、30d..180d:30d",
    ),
    "sweep-reversed": error(
        "{low}..{high} holds no value",
        "{low}..{high} 中没有任何值",
        "begin with the lower end: {high}..{low}",
        "请从小到大写：{high}..{low}",
    ),
    "sweep-step": error(
        "`{step}` is no step for values of type {type}",
        "`{step}` 不能作为 {type} 的步长",
        "int and number take a number above zero, durations one in the same unit, dates 7d or 1mo",
        "int 和 number 用大于零的数，时长用同一单位的时长，日期用 7d 或 1mo",
    ),
    "sweep-units": error(
        "{low} and {high} are counted in different units",
        "{low} 与 {high} 的单位不同",
        "write both in the same unit, such as 30d..90d or 1mo..6mo",
        "请用同一单位，如 30d..90d 或 1mo..6mo",
    ),
    "sweep-too-many": error(
        "the range has more than {most} values",
        "该范围的取值超过 {most} 个",
        "choose a larger step",
        "请加大步长",
    ),
    "sweep-type": error(
        "`{name}` cannot be swept: it is of type {type}",
        "`{name}` 不能逐值计算：它的类型是 {type}",
        "sweep a param that is an int, a number, a duration or a date",
        "请选择 int、number、时长或日期类型的 param",
    ),
    "sweep-not-condition": error(
        "`{name}` has no size: it is a {kind}",
        "`{name}` 没有规模：它是 {kind}",
        "name a segment or a condition, or write one: -e '{name} = …'",
        "请指定客户分群或条件，或写一个表达式：-e '{name} = …'",
    ),
    "sweep-learned": error(
        "`{name}` was learned from what `{param}` changes: each value would need another fit",
        "`{name}` 是用受 `{param}` 影响的内容训练的：每换一个值都需要重新训练",
        "set the param in the rules, fit again, and preview; or sweep one that is used after learning",
        "请在规则中改参数、重新训练再预览；或换一个在训练结果之后才用到的参数",
    ),
    "sweep-independent": error(
        "`{name}` does not depend on `{param}`",
        "`{name}` 与 `{param}` 无关",
        "it depends on {known}",
        "它取决于 {known}",
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
        "not computed: {names} (they use learned definitions that have not been fitted)",
        "未计算：{names}（用到尚未训练的定义）",
        "fit first: `segdsl fit {fit}`",
        "请先训练：`segdsl fit {fit}`",
    ),
    "without-events": info(
        "not computed: {names} (they read events without data: {tables})",
        "未计算：{names}（用到没有数据的事件表：{tables}）",
        "name the data of {tables} under [data] in segdsl.toml",
        "请在 segdsl.toml 的 [data] 下给出 {tables} 的数据",
    ),
}
