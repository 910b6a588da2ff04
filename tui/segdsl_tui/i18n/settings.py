"""Texts about the file of settings."""

from __future__ import annotations

from segdsl.diagnostics.text import Text

TITLE = Text("Settings ({file})", "设置（{file}）")
UNKNOWN = Text("there is no setting or action `{name}`", "没有设置项或操作 `{name}`")
UNKNOWN_NEAR = Text(
    "there is no setting or action `{name}`: did you mean `{near}`?", "没有设置项或操作 `{name}`，是否指 `{near}`？"
)
VALUE = Text("{name}: `{value}` is none of {values}", "{name}：`{value}` 不可用，可用：{values}")
TABLE = Text("`{name}` is a table: write [{name}]", "`{name}` 应为一节，请写 [{name}]")
NO_KEY = Text(
    "{name}: `{key}` is no key such as f6, ctrl+e, alt+g", "{name}：`{key}` 不是按键，应形如 f6、ctrl+e、alt+g"
)
TYPED = Text("{name}: `{key}` is needed to type", "{name}：`{key}` 要用于输入")
TAKEN = Text("{name}: `{key}` belongs to {other}", "{name}：`{key}` 已用于 {other}")
SECONDS = Text("{name}: `{value}` is no number of seconds up to {most}", "{name}：`{value}` 不是 0 到 {most} 的秒数")
UNREADABLE = Text("cannot be read: {reason}", "无法读取：{reason}")
NOT_REMEMBERED = Text("The theme was not remembered in {file}: {reason}", "未能把主题记入 {file}：{reason}")
