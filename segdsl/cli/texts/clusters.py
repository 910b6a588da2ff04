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
