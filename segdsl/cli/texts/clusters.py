"""What `segdsl fit` says of clusters."""

from __future__ import annotations

from segdsl.diagnostics.text import Text

EXPLORED = (
    Text("{name} ({method}): how many groups? {n} customer looked at", "{name}（{method}）：分几群？考察了 {n} 个客户"),
    Text(
        "{name} ({method}): how many groups? {n} customers looked at", "{name}（{method}）：分几群？考察了 {n} 个客户"
    ),
)
EXPLORING = Text("trying numbers of groups", "正在试算群数")
GROUPS = Text("groups", "群数")
SILHOUETTE = Text("silhouette", "轮廓系数")
DAVIES_BOULDIN = Text("Davies–Bouldin", "DB 指数")
AGREEMENT = Text("agreement, mean", "一致性均值")
LEAST_AGREEMENT = Text("least", "一致性最低")
SMALLEST = Text("smallest group", "最小群占比")
ELIGIBLE = Text("holds up", "稳定")
COLUMNS_MEAN = Text(
    "silhouette: higher is better; Davies–Bouldin: lower is better; agreement: adjusted Rand index of {n} fits on "
    "resampled customers with the fit on all",
    "轮廓系数越高越好；DB 指数越低越好；一致性：在 {n} 次重抽样客户上训练，与全体训练结果的调整兰德指数",
)
RECOMMENDED = Text(
    "Recommended: {k} groups. Of the numbers that hold up (least agreement at least {stable}, smallest group at least "
    "{smallest}) it has the highest silhouette, {silhouette}.",
    "建议分 {k} 群：在稳定的群数中（一致性最低不小于 {stable}，最小群不小于 {smallest}），"
    "其轮廓系数最高，为 {silhouette}。",
)
BETTER_BUT_UNSTABLE = Text(
    "{k} groups have a higher silhouette, {silhouette}, but do not hold up when the sample changes: the least "
    "agreement is {agreement}.",
    "分 {k} 群的轮廓系数更高（{silhouette}），但样本一变结果就变：一致性最低仅 {agreement}。",
)
BETTER_BUT_TINY = Text(
    "{k} groups have a higher silhouette, {silhouette}, but one of them has only {share} of the customers.",
    "分 {k} 群的轮廓系数更高（{silhouette}），但其中一群只占客户的 {share}。",
)
NONE_RECOMMENDED = Text(
    "No number is recommended: none holds up (least agreement at least {stable}, smallest group at least {smallest}). "
    "These features may not form groups. The draft has {k} groups, the most stable number.",
    "没有可推荐的群数：都不稳定（要求一致性最低不小于 {stable}，最小群不小于 {smallest}），这些特征可能分不出群。"
    "草稿按最稳定的 {k} 群起草。",
)
DRAFT = Text("A draft to paste; give the labels better names", "可粘贴的草稿，请改用更合适的标签名称")

UNLABELLED = (
    Text("{n} customer has no label: {reasons}", "{n} 个客户没有标签：{reasons}"),
    Text("{n} customers have no label: {reasons}", "{n} 个客户没有标签：{reasons}"),
)
OUTSIDE = Text("{n} outside `among`", "{n} 个不在 `among` 范围内")
LACKING = Text("{n} lack a feature ({features})", "{n} 个缺少特征（{features}）")
LACKS = Text("{feature}: {n}", "{feature}：{n}")

PORTRAITS = Text("What they are like, beside all customers looked at", "各标签客户的画像（与全体对比）")
IS_LIKE = Text("{label}: {words}", "{label}：{words}")
ABOVE = Text(
    "{trait} {by} standard deviations above the mean ({mean}; all: {all})",
    "{trait}高于平均 {by} 个标准差（{mean}，全体 {all}）",
)
BELOW = Text(
    "{trait} {by} standard deviations below the mean ({mean}; all: {all})",
    "{trait}低于平均 {by} 个标准差（{mean}，全体 {all}）",
)
ABOVE_STRETCHED = Text(
    "{trait} above the mean ({mean}; all: {all}), by {by} standard deviations on the scale of the fit",
    "{trait}高于平均（{mean}，全体 {all}），按训练所用尺度相差 {by} 个标准差",
)
BELOW_STRETCHED = Text(
    "{trait} below the mean ({mean}; all: {all}), by {by} standard deviations on the scale of the fit",
    "{trait}低于平均（{mean}，全体 {all}），按训练所用尺度相差 {by} 个标准差",
)
HOLDS_FOR = Text("{trait}: {mean} of them (all: {all})", "{trait}：占 {mean}（全体 {all}）")
LIKE_ALL = Text("in everything like the others", "各项都接近平均")
SEPARATOR = Text("; ", "；")
TRAITS = Text("Means of each label", "各标签的平均值")
TRAIT = Text("mean of", "平均值")
ALL = Text("all", "全体")
SPREAD = Text("standard deviation", "标准差")
IN_DEVIATIONS = Text("{mean} ({by})", "{mean}（{by}）")
TRAITS_MEAN = Text("in brackets: standard deviations from the mean of all", "括号内：与全体平均相差几个标准差")
SURROGATE = Text(
    "Rules that say the same of {fidelity} of these customers", "可近似代替的规则（与聚类结果的一致率 {fidelity}）"
)
