"""What is said of changes: of labels by a refit, of customers since a fit, of their labels since a day."""

from __future__ import annotations

from segdsl.diagnostics.text import Text

REFIT = Text("Beside the earlier fit", "与上次训练相比")
DISTANCE = Text("centre moved", "中心移动")
NEIGHBOUR = Text("nearest other label", "最近的其他标签")
KEPT = Text("keep it", "保留率")
BY_DISTANCE = Text("by distance", "按距离应为")
KEPT_ALL = Text("{share} of {n} customers keep their label.", "{n} 个客户中，{share} 保留原标签。")
REFIT_MEANS = Text(
    "distances: standard deviations at the earlier fit, of all features together; by distance: the label whose old "
    "centre is paired with the new group",
    "距离：以上次训练时的标准差为单位，各特征合计；按距离应为：旧中心与新群配对所得的标签",
)

DRIFT = Text("Customers since the fit ({n} with all features today)", "训练以来客户的变化（今天特征齐全的客户 {n} 个）")
INDEX = Text("stability index", "稳定性指数")
LEVEL = Text("change", "变化")
LEVELS = {
    "little": Text("little", "小"),
    "moderate": Text("moderate", "中"),
    "large": Text("large", "大"),
}
SHIFTED = {
    "labels": Text("shares of the labels", "各标签占比"),
    "unlabelled": Text("customers without a label", "无标签客户占比"),
}
DRIFT_MEANS = Text(
    "population stability index; little below 0.1 and large from 0.25 are conventions (Lewis 1994), not tests",
    "群体稳定性指数（PSI）；0.1 以下为小、0.25 起为大，是惯例（Lewis 1994），不是检验",
)
DRIFTED = Text("definition", "定义")
MOST = Text("changed most", "变化最大的")
DRIFT_OF = Text("Since they were fitted", "训练以来的变化")

CROSSING = Text("Labels {ago} ago (rows) and today (columns)", "{ago}前（行）与今天（列）的标签")
THEN = Text("then", "当时")
NONE = Text("(none)", "（无）")
STAYED = Text("the same", "不变")
STAYED_ALL = Text(
    "{share} of {n} customers who had a label and have one have the same.",
    "前后都有标签的 {n} 个客户中，{share} 标签不变。",
)
