"""Headings of the help pages."""

from __future__ import annotations

from segdsl.diagnostics.text import Text

TAGLINE = Text(
    "Rule files become exact audiences: check them, see their sizes, export them.",
    "用规则文件圈选人群：检查规则、查看规模、导出名单。",
)
USAGE = Text("Usage:", "用法：")
OPTIONS = Text("Options:", "选项：")
ARGUMENTS = Text("Arguments and options:", "参数与选项：")
EXAMPLES = Text("Examples:", "示例：")
MORE = Text(
    "`segdsl COMMAND --help` explains a command, with examples.", "`segdsl 命令 --help` 查看某个命令的说明和示例。"
)
REPEATABLE = Text("may be repeated", "可重复")
DEFAULT = Text("default: {value}", "默认：{value}")
INTERRUPTED = Text("stopped", "已中断")
