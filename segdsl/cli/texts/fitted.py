"""Headings and sentences of reports on what was learned."""

from __future__ import annotations

from segdsl.diagnostics.text import Text

FITTED = (
    Text(
        "{name} ({method}), fitted on {n} customer as of {as_of}",
        "{name}（{method}）：用 {n} 个客户训练，基准日期 {as_of}",
    ),
    Text(
        "{name} ({method}), fitted on {n} customers as of {as_of}",
        "{name}（{method}）：用 {n} 个客户训练，基准日期 {as_of}",
    ),
)
FITTED_DRAWN = Text(
    "{name} ({method}), fitted on {n} customers drawn from {customers}, as of {as_of}",
    "{name}（{method}）：从 {customers} 个客户中抽取 {n} 个训练，基准日期 {as_of}",
)
LABEL = Text("label", "标签")

# ---- models ----------------------------------------------------------------------------------------------------------

JUDGED = (
    Text(
        "Judged on {n} customer it was not learned from; for that it was learned from {others} others.",
        "用未参与训练的 {n} 个客户检验；检验所用的模型由另外 {others} 个客户训练。",
    ),
    Text(
        "Judged on {n} customers it was not learned from; for that it was learned from {others} others.",
        "用未参与训练的 {n} 个客户检验；检验所用的模型由另外 {others} 个客户训练。",
    ),
)
EARLIER = Text(
    "Features of events were those of {day} when learned, of {as_of} when judged; the profile is as it is today, and "
    "when the labels were observed is not known.",
    "训练时按 {day}、检验时按 {as_of} 计算事件特征；档案为当前档案，标签的观测时间未知。",
)
SAME_DAY = Text(
    "No feature moves with the day, so nothing is said about how it holds over time; when the labels were observed is "
    "not known.",
    "没有随日期变化的特征，因此不能说明模型随时间的稳定性；标签的观测时间未知。",
)
TOO_EARLY = Text(
    "Features move with the day, but a month before {as_of} too little was known to learn from: nothing is said about "
    "how it holds over time; when the labels were observed is not known.",
    "特征随日期变化，但 {as_of} 之前一个月已知的数据太少，无法用来训练，因此不能说明模型随时间的稳定性；"
    "标签的观测时间未知。",
)
ACCURACY = Text(
    "Right: {accuracy}. Always saying `{label}`: {majority}. Ahead by {ahead} points (95 %: {low} to {high}).",
    "准确率 {accuracy}；一律判为 `{label}` 的准确率 {majority}；领先 {ahead} 个百分点（95% 区间 {low} 至 {high}）。",
)
CALIBRATION = Text(
    "Probabilities: Brier {brier} (giving everybody the shares of the labels: {shares}), ECE {ece}, log loss {loss}.",
    "概率：Brier {brier}（对所有客户都给出各标签占比时为 {shares}），ECE {ece}，对数损失 {loss}。",
)
CONFIDENT = Text(
    "With confidence {least}: {share} of customers get a label, {right} of these labels are right.",
    "confidence 为 {least} 时：{share} 的客户得到标签，其中 {right} 正确。",
)
BY_LABEL = Text("Label by label", "各标签")
KNOWN = Text("known", "已知")
OBSERVED = Text("observed", "实际")
PREDICTED = Text("predicted", "预测")
RECALL = Text("recall", "召回率")
PRECISION = Text("precision", "精确率")
CONFUSION = Text("What was taken for what (columns: predicted)", "混淆矩阵（列为预测）")
RELIABILITY = Text("How often a probability was right", "概率有多准")
SAID = Text("said", "给出的概率")
RIGHT = Text("right", "实际正确")
NOT_LEARNED_FROM = (
    Text("{n} customer whose label is known lacks a feature.", "{n} 个标签已知的客户缺少特征，未参与。"),
    Text("{n} customers whose label is known lack a feature.", "{n} 个标签已知的客户缺少特征，未参与。"),
)

# ---- preferences -----------------------------------------------------------------------------------------------------


def as_is(word: str) -> Text:
    """A word of the rules, which is the same in both languages."""
    return Text(word, word)


SPLITS = {
    "train": Text("learned from", "训练"),
    "validation": Text("adjusted on", "校准与选择"),
    "test": Text("judged by", "检验"),
}
USED_TO = Text("used", "用途")
DAY = Text("day", "日期")
LACKING = Text("lack a feature", "缺少特征")
DRAWN = Text(
    "Those of {day} are a draw of {every} customers.",
    "{day} 的客户是从 {every} 个客户中抽取的。",
)
AFTER_THE_DAY = Text(
    "Features are what was known on the day; what was chosen lies in the horizon after it. Fields of the profile are "
    "as they are today.",
    "特征按该日计算，选择取其后预测期内的事件；档案字段为当前值。",
)
COMPARED = Text("All methods on the same customers", "各方法在相同客户上的比较")
METHOD = Text("method", "方法")
HITS_VALIDATION = Text("hit, adjusted", "命中率（校准）")
NDCG_VALIDATION = Text("NDCG, adjusted", "NDCG（校准）")
HITS_TEST = Text("hit, judged", "命中率（检验）")
NDCG_TEST = Text("NDCG, judged", "NDCG（检验）")
LOG_LOSS = Text("log loss", "对数损失")
ECE = Text("ECE", "校准误差 ECE")
AHEAD = Text("→ ahead by (points)", "→ 领先（百分点）")
RANKINGS = {
    "mode": Text("everybody's favourite", "全体最常用"),
    "last": Text("own last channel", "本人上次渠道"),
    "favourite": Text("own favourite", "本人最常用"),
}
CHOSEN_BEST = Text(
    "`{method}` hits most often on the day it was adjusted on: {own}.",
    "`{method}` 在校准日命中率最高：{own}。",
)
MAYBE_BEATEN = Text(
    "{best} hits a little more often than `{method}` on the day it was adjusted on ({other} against {own}), by less "
    "than two standard errors: either will do.",
    "在校准日，{best} 的命中率略高于 `{method}`（{other} 对 {own}），差距不到两个标准误：两者皆可。",
)
BEATEN = Text(
    "{best} hits more often than `{method}` on the day it was adjusted on: {other} against {own}.",
    "在校准日，{best} 的命中率高于 `{method}`：{other} 对 {own}。",
)
COMPARED_MEANS = Text(
    "Log loss, ECE and ahead: on the day it was judged by. Ahead: how many points more often → hits than this method, "
    "± the standard error.",
    "对数损失、ECE 与领先均为检验日的数值；领先：→ 所示方法的命中率高出该方法多少个百分点，± 为标准误。",
)
LATENT = Text("Channels never used before, on the day it was judged by", "从未用过的渠道（检验日）")
CHANNEL = Text("channel", "渠道")
NEVER_USED = Text("never used", "从未用过")
TOOK_UP = Text("took it up", "此后采用")
CAPTURED = Text("of these in top tenth", "得分前 10% 覆盖")
NOBODY_NEW = Text(
    "Too few customers took up a channel they had never used for anything to be said of latent preferences.",
    "采用此前从未用过的渠道的客户太少，无法评价潜在偏好。",
)

# ---- lookalikes ------------------------------------------------------------------------------------------------------

LIKENESS = Text(
    "{members} members were told from {others} others.", "以 {members} 个成员与其余 {others} 个客户作比较。"
)
PLACE = Text(
    "{members} members kept back stand above {place} of {others} others (95 %: {low} to {high}; by chance 50%).",
    "留出的 {members} 个成员平均高于 {others} 个其余客户中的 {place}（95% 区间 {low} 至 {high}；随机为 50%）。",
)
TOP = Text("highest of the others", "其余客户前")
FOUND = Text("members as high", "覆盖的成员")
LIFT = Text("times chance", "提升倍数")
WITHOUT_RANK = (
    Text("{n} customer lacks a feature.", "{n} 个客户缺少特征。"),
    Text("{n} customers lack a feature.", "{n} 个客户缺少特征。"),
)
