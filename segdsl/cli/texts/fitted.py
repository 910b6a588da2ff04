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
LABEL = Text("label", "标签")
LEFT_OUT = (
    Text("{n} customer has no label: a feature is missing", "{n} 个客户没有标签：缺少特征"),
    Text("{n} customers have no label: a feature is missing", "{n} 个客户没有标签：缺少特征"),
)
