"""How the functions outside of the registry are called and what they give: aggregates of events, measures, `was`."""

from __future__ import annotations

from collections.abc import Mapping

from segdsl.diagnostics import Text

_EVENTS = "events [where …]"
_FIELD = "events.field [where …]"
_WINDOW = "[window]"

SPECIAL_FUNCTIONS: Mapping[str, tuple[tuple[str, ...], Text]] = {
    "count": ((_EVENTS, _WINDOW), Text("How many events; 0 without any.", "事件数；没有则为 0。")),
    "did": ((_EVENTS, _WINDOW), Text("Whether there is any such event.", "是否有这样的事件。")),
    "never": ((_EVENTS, _WINDOW), Text("Whether there is no such event.", "是否没有这样的事件。")),
    "days": (
        (_EVENTS, _WINDOW),
        Text("On how many different days; 0 without any.", "发生在多少个不同日期；没有则为 0。"),
    ),
    "months": (
        (_EVENTS, _WINDOW),
        Text("In how many different months; 0 without any.", "发生在多少个不同月份；没有则为 0。"),
    ),
    "sum": ((_FIELD, _WINDOW), Text("The sum of a field; 0 without events.", "字段合计；没有事件则为 0。")),
    "avg": ((_FIELD, _WINDOW), Text("The mean of a field; missing without events.", "字段平均；没有事件则缺失。")),
    "minimum": (
        (_FIELD, _WINDOW),
        Text("The least value of a field; missing without events.", "字段最小值；没有事件则缺失。"),
    ),
    "maximum": (
        (_FIELD, _WINDOW),
        Text("The greatest value of a field; missing without events.", "字段最大值；没有事件则缺失。"),
    ),
    "distinct": (
        (_FIELD, _WINDOW),
        Text("How many different values; 0 without events.", "不同取值的个数；没有事件则为 0。"),
    ),
    "earliest": (
        (_FIELD, _WINDOW),
        Text("The field of the first event; missing without any.", "首个事件的字段；没有则缺失。"),
    ),
    "latest": (
        (_FIELD, _WINDOW),
        Text("The field of the last event; missing without any.", "最近事件的字段；没有则缺失。"),
    ),
    "most_frequent": (
        (_FIELD, _WINDOW),
        Text("The commonest value; of equals the most recent.", "最常见的取值；并列时取最近的。"),
    ),
    "sequence": (
        ("step", "step", "…", "[max_gap]", _WINDOW),
        Text(
            "Whether the steps follow one another; `not step` forbids one in between.",
            "各步是否依次发生；`not 步骤` 表示其间不得发生。",
        ),
    ),
    "was": (("tag", "duration"), Text("The class a tag had so long ago.", "标签在若干时间之前的类别。")),
    "disjoint": (("condition", "condition", "…"), Text("Nobody is in two of them.", "没有客户同时属于其中两个。")),
    "subset": (
        ("condition", "condition"),
        Text("Whoever is in the first is in the second.", "前者的客户都在后者之中。"),
    ),
    "cover": (("condition", "…"), Text("Everyone is in at least one of them.", "每个客户至少属于其中一个。")),
    "partition": (("condition", "…"), Text("Everyone is in exactly one of them.", "每个客户恰好属于其中一个。")),
    "size": (("condition",), Text("How many customers.", "客户数。")),
    "share": (("condition",), Text("Which share of all customers.", "占全部客户的比例。")),
}
"""Parameters as they are shown, and what comes out."""
