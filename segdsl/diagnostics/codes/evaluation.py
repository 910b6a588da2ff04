"""Codes of turning checked rules into something that runs."""

from __future__ import annotations

from segdsl.diagnostics.codes.spec import Code, error, info, warning

EVALUATION: dict[str, Code] = {
    "needs-events": error(
        "`{construct}` reads events, which an expression over profile columns alone cannot",
        "`{construct}` 要读取事件数据，仅基于档案字段的表达式无法计算",
        "`preview`, `why` and `export` evaluate it over the project's data; `segdsl compile` prints a script that does",
        "`preview`、`why` 和 `export` 会在项目数据上计算它；`segdsl compile` 可输出计算它的脚本",
    ),
    "needs-model": error(
        "`{name}` has not been fitted with the rules as they are",
        "`{name}` 还没有按现在的规则训练",
        "fit it: `segdsl fit {name}`",
        "请先训练：`segdsl fit {name}`",
    ),
    "fitted-unreadable": warning(
        "`{path}` is no fitted artefact of this version: `{name}` is left out until it is fitted again",
        "`{path}` 不是本版本的训练结果：重新训练前 `{name}` 不参与计算",
        "fit it again: `segdsl fit {name}`",
        "请重新训练：`segdsl fit {name}`",
    ),
    "fitted-changed": warning(
        "`{path}` was changed since `{name}` was fitted, what it says does not agree with its checksum: "
        "`{name}` is left out",
        "`{path}` 在训练 `{name}` 之后被改动，内容与校验和不符：`{name}` 不参与计算",
        "restore the file, or fit again: `segdsl fit {name}`",
        "请恢复该文件，或重新训练：`segdsl fit {name}`",
    ),
    "not-learned": error(
        "`{name}` is not learned from data: there is nothing to fit",
        "`{name}` 不是从数据学习的定义，无需训练",
        "`fit` takes clusters, models and preferences",
        "`fit` 只用于 cluster、model 和 preference",
    ),
    "nothing-to-fit": error(
        "no rule without errors learns anything from the data",
        "没有可训练的定义：没有哪条无错误的规则从数据中学习",
        "write a `cluster`, `model` or `preference`",
        "请写一个 `cluster`、`model` 或 `preference`",
    ),
    "too-few-to-fit": error(
        "`{name}` has {labels} labels, but only {rows} customers have all its features",
        "`{name}` 有 {labels} 个标签，但特征齐全的客户只有 {rows} 个",
        "`{feature}` is missing for {lacking} customers: leave it out, or fill it: `coalesce(…, 0)`",
        "有 {lacking} 个客户缺少 `{feature}`：请去掉它，或补上：`coalesce(…, 0)`",
    ),
    "explore-not-a-cluster": error(
        "`{name}` is no cluster: there is no number of groups to choose",
        "`{name}` 不是聚类，没有群数可选",
    ),
    "label-moved": warning(
        "label `{label}` of `{name}` may mean something else than before: its centre moved by {distance} standard "
        "deviations, and the nearest other label was {neighbour} away",
        "`{name}` 的标签 `{label}` 含义可能已变：中心移动了 {distance} 个标准差，而最近的其他标签原本相距 {neighbour}",
        "read its portrait: rename the label, or take the earlier artefact back",
        "请看其画像：改标签名称，或恢复上次的训练结果",
    ),
    "labels-crossed": warning(
        "the group that `{label}` of `{name}` stands for now lies where `{other}` was",
        "`{name}` 的标签 `{label}` 现在所指的群，位于原来 `{other}` 所在之处",
        "the labels attach by meaning; read the portraits to see whether they still say what they should",
        "标签按含义归位；请看画像，确认标签是否仍然合适",
    ),
    "drift-large": warning(
        "{what} of `{name}` has changed a lot since the fit: stability index {index}, by convention large from 0.25 on",
        "`{name}` 训练以来，{what} 变化很大：稳定性指数 {index}（惯例 0.25 起为大）",
        "see whether the labels still fit: `segdsl fit {name} --report`",
        "请查看标签是否仍然合适：`segdsl fit {name} --report`",
    ),
    "drift-moderate": info(
        "{what} of `{name}` has changed since the fit: stability index {index}, by convention moderate from 0.1 on",
        "`{name}` 训练以来，{what} 有变化：稳定性指数 {index}（惯例 0.1 起为中）",
    ),
    "too-much-alike": error(
        "`{name}` has {labels} labels, but groups found among its customers: {groups}; too many have the same features",
        "`{name}` 有 {labels} 个标签，但客户只分得出 {groups} 群：特征相同的太多",
        "name fewer labels, or features that tell more customers apart",
        "请减少标签，或换用更能区分客户的特征",
    ),
    "too-few-labels": error(
        "`{name}` needs two labels that {least} customers with all its features have; there are: {seen}",
        "`{name}` 至少需要两个标签，各有 {least} 个特征齐全的客户；现有：{seen}",
        "`{feature}` is missing for {lacking} customers: leave it out, or fill it: `coalesce(…, 0)`",
        "有 {lacking} 个客户缺少 `{feature}`：请去掉它，或补上：`coalesce(…, 0)`",
        "record more observations, or learn something coarser",
        "请补充观测，或学习更粗的类别",
    ),
    "too-many-neighbours": error(
        "`{name}` asks the {k} nearest customers, and has only {customers} to choose them from while it is judged",
        "`{name}` 要参考最近的 {k} 个客户，而检验时可选的只有 {customers} 个",
        "write `method knn k 15`, or record more observations",
        "请写 `method knn k 15`，或补充观测",
    ),
    "too-few-choices": error(
        "`{name}` cannot be fitted: only {rows} customers with all features chose a channel in the horizon after {day}",
        "`{name}` 无法训练：{day} 之后的预测期内，特征齐全且有渠道选择的客户只有 {rows} 个",
        "a fit looks back over three horizons: shorten `horizon`, or use features that more customers have",
        "训练要回看三个预测期：请缩短 `horizon`，或改用更多客户都有的特征",
    ),
    "no-choice": error(
        "`{name}` has nothing to learn: in the horizon after {day} everybody chose `{channel}`",
        "`{name}` 无可学习：{day} 之后的预测期内，所有客户都选择了 `{channel}`",
    ),
    "too-few-members": error(
        "`{name}` needs {least} members and {least} others with all its features; there are {members} and {others}",
        "`{name}` 至少需要 {least} 个成员和 {least} 个其余客户，且特征齐全；现有 {members} 个和 {others} 个",
        "`{feature}` is missing for {lacking} customers: leave it out, or fill it: `coalesce(…, 0)`",
        "有 {lacking} 个客户缺少 `{feature}`：请去掉它，或补上：`coalesce(…, 0)`",
    ),
    "label-without-values": error(
        "label `{label}` of `{name}` cannot be placed: nobody in the free clusters has a value of its expression",
        "`{name}` 的标签 `{label}` 无法归位：剩余各类的客户都缺少该表达式的值",
    ),
    "not-a-cluster": error(
        "`{name}` cannot be fitted: this version does not fit its kind or method",
        "无法训练 `{name}`：本版本不训练这种定义或方法",
    ),
    "fit-beaten": warning(
        "`{name}` is learned by `{method}`, but `{best}` foresees more: {other} against {own} hit on a later day",
        "`{name}` 采用 `{method}`，但 `{best}` 预测得更准：在之后一天的客户上命中率 {other} 对 {own}",
        "look at the report: a simpler method, or other features, may serve better",
        "请看报告：可以换用更简单的方法或其他特征",
    ),
    "fit-no-better": warning(
        "`{name}` is not certainly better than always saying `{label}`, on customers it was not learned from",
        "在未参与训练的客户上，不能断定 `{name}` 比一律判为 `{label}` 更准",
        "look at the report before using it: other features, or more observations, may help",
        "使用前请看报告：可以换用其他特征，或补充观测",
    ),
    "fit-no-likeness": warning(
        "`{name}` does not find members that were kept back any better than chance",
        "`{name}` 找回留出的成员并不比随机更好",
        "look at the report before using it: other features may tell more",
        "使用前请看报告：可以换用其他特征",
    ),
    "fit-telltale": warning(
        "feature `{feature}` of `{name}` alone tells the label {accuracy} of the time: it may be the label in disguise",
        "`{name}` 的特征 `{feature}` 单独就能以 {accuracy} 的准确率给出标签，可能是标签的变形",
        "leave it out unless it is known before the label is",
        "除非它早于标签可知，否则请去掉",
    ),
    "fit-rare-label": warning(
        "`{name}` never predicts `{label}`: only {customers} customers with all its features have it",
        "`{name}` 不会预测 `{label}`：特征齐全且属于它的客户只有 {customers} 个",
    ),
    "scored-once": info(
        "`{name}` was scored for {customers} customers in {seconds} s: no expression can hold it",
        "`{name}` 无法写成表达式，已为 {customers} 个客户逐一评分，用时 {seconds} 秒",
        "where the project has a store, that is done once for each snapshot and day",
        "有存储的项目，每个快照与日期只评分一次",
    ),
    "scores-in-script": error(
        "`{name}` cannot be written as a script: it compares each customer with thousands of others",
        "`{name}` 无法写成脚本：它要把每个客户与数千个客户比较",
        "methods that expressions can hold: `logistic`, linear `svm`, `mlp`, `tree`",
        "可写成表达式的方法：`logistic`、线性核的 `svm`、`mlp`、`tree`",
    ),
    "scores-of-today": error(
        "`{name}` has scores for one day only, and `{tag}` is asked about as of another",
        "`{name}` 只有一天的评分，而 `{tag}` 问的是另一天",
        "methods that expressions can hold have values for every day: `logistic`, linear `svm`, `mlp`, `tree`",
        "可写成表达式的方法对每一天都有值：`logistic`、线性核的 `svm`、`mlp`、`tree`",
    ),
    "no-looking-back": info(
        "who moved is not told of `{name}`: it is known for one day only, or has no labels",
        "`{name}` 没有流转：它只有一天的结果，或没有标签",
    ),
    "fit-newer-than-as-of": info(
        "`{name}` was fitted as of {fitted}, later than {as_of}: it has seen what came after",
        "`{name}` 按 {fitted} 训练，晚于 {as_of}：它见过此后的数据",
        "to look back without that, fit it as of that day: `segdsl fit {name} --as-of {as_of}`",
        "若要不含此后数据地回看，请按那一天训练：`segdsl fit {name} --as-of {as_of}`",
    ),
    "fit-outdated": warning(
        "`{name}`, or something it uses, has changed or was fitted anew since it was fitted: "
        "it is left out until it is fitted again",
        "`{name}` 或其引用的内容在训练之后有改动（或已另行训练），重新训练前不参与计算",
        "fit it again: `segdsl fit {name}`",
        "请重新训练：`segdsl fit {name}`",
    ),
    "unknown-list": error(
        "there is no uploaded list `{name}`",
        "没有名为 `{name}` 的名单",
        "did you mean `{near}`?",
        "是不是想用 `{near}`？",
        "[lists] in segdsl.toml names {known}",
        "segdsl.toml 的 [lists] 中有：{known}",
        'name its file in segdsl.toml, under [lists]: {name} = "path"',
        '请在 segdsl.toml 的 [lists] 下指定文件：{name} = "路径"',
    ),
}
