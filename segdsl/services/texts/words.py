"""Words that are built in without being keywords: types, settings, kinds of personal data, parts of learned things."""

from __future__ import annotations

from collections.abc import Mapping

from segdsl.diagnostics import Text

WORDS: Mapping[str, Mapping[str, Text]] = {
    "type": {
        "bool": Text("Yes or no.", "是或否。"),
        "int": Text("A whole number of 64 bits.", "64 位整数。"),
        "number": Text("A number with a fraction (float64).", "带小数的数值（float64）。"),
        "text": Text("Any text.", "任意文字。"),
        "date": Text("A calendar day.", "日期。"),
        "time": Text("A day with the time of day.", "带时刻的日期。"),
        "category": Text("One of the values it lists: `category(a, b)`.", "所列取值之一：`category(a, b)`。"),
        "list": Text("Any number of texts: `list(text)`.", "若干文字：`list(text)`。"),
    },
    "pii": {
        "mobile": Text("A mobile number; exports show 138****9966.", "手机号，导出时显示为 138****9966。"),
        "account": Text("An account or user number.", "户号或用户号。"),
        "name": Text("A person's name.", "姓名。"),
        "id_card": Text("An identity card number.", "身份证号。"),
        "address": Text("An address.", "地址。"),
    },
    "setting": {
        "kind": Text("Whether people are reached online or offline.", "线上或线下。"),
        "cost": Text("What one message costs.", "每条消息的成本。"),
        "service_cost": Text("What one request handled costs.", "每次办理的成本。"),
        "capacity": Text("How many contacts an export may hold.", "每次导出的最多触达数。"),
        "reach": Text(
            "The field that holds the address; without it nothing is sent.", "地址所在字段，缺少则不用于发送。"
        ),
        "hours": Text("The hours in which messages may arrive: 8..21.", "允许触达的时段：8..21。"),
        "suffix": Text("The text every message has to end with.", "每条消息必须附带的结尾。"),
    },
    "kind": {
        "online": Text("Reached by a message.", "以消息触达。"),
        "offline": Text("Reached by people.", "由人工触达。"),
    },
    "status": {
        "draft": Text("Previewed, but not exported.", "可预览，不导出。"),
        "live": Text("In use.", "使用中。"),
        "retired": Text("Evaluated only where named or used.", "仅在指名或被引用时计算。"),
    },
    "method": {
        "kmeans": Text("k-means: as many clusters as there are labels.", "k 均值聚类，类数等于标签数。"),
        "logistic": Text("Logistic regression.", "逻辑回归。"),
        "svm": Text("A support vector machine.", "支持向量机。"),
        "knn": Text("The nearest neighbours.", "最近邻。"),
        "mlp": Text("A network of three layers.", "三层神经网络。"),
        "tree": Text("A decision tree.", "决策树。"),
        "frequency": Text("The commonest value so far.", "至今最常见的取值。"),
    },
    "option": {
        "c": Text("The inverse strength of regularisation.", "正则化强度的倒数。"),
        "kernel": Text("linear or rbf.", "核函数：linear 或 rbf。"),
        "gamma": Text("How far one example reaches with the rbf kernel.", "rbf 核的作用范围。"),
        "k": Text("How many neighbours.", "近邻个数。"),
        "hidden": Text("How many units in the middle layer.", "中间层的单元数。"),
        "depth": Text("How deep the tree may grow.", "树的最大深度。"),
    },
    "kernel": {
        "linear": Text("A plane between the classes.", "线性边界。"),
        "rbf": Text("A curved border between the classes.", "弯曲边界。"),
    },
    "member": {
        "value": Text("The class itself.", "类别本身。"),
        "margin": Text("How far the best is ahead of the second best.", "第一与第二之间的差距。"),
        "source": Text(
            "Where the value is from: observed, predicted or abstained.", "来源：observed、predicted 或 abstained。"
        ),
        "confidence": Text("The probability of the prediction.", "预测的概率。"),
        "second": Text("The second choice.", "第二选择。"),
    },
    "source": {
        "observed": Text(
            "Known from the data: what was observed is the value, and its confidence is 1.",
            "数据中已知：取观测到的值，置信度为 1。",
        ),
        "predicted": Text(
            "Not known: the value is what the model says, likely enough for `confidence`.",
            "数据中未知：取模型的预测，其概率达到 `confidence`。",
        ),
        "abstained": Text(
            "Neither: no value, as the model is not sure enough, a feature is missing, or `among` does not hold.",
            "两者皆无：没有值，因为预测把握不足、缺少特征或不在 `among` 之内。",
        ),
    },
    "column": {
        "campaign": Text("The campaign's name.", "活动名称。"),
        "arm": Text("The arm the customer is in.", "客户所在的分组。"),
        "channel": Text("The channel that is used.", "所用渠道。"),
        "variant": Text("The variant that was drawn.", "抽中的变体。"),
        "message": Text("The message, filled in.", "填好的消息。"),
        "incentive": Text("The incentive.", "奖励。"),
    },
}
