"""What `segdsl doctor` says."""

from __future__ import annotations

from segdsl.diagnostics.text import Text

VERSIONS = Text("Versions", "版本")
TERMINAL = Text("Terminal", "终端")
SYSTEM = Text("system", "系统")
ABSENT = Text("not installed", "未安装")
FACTS: dict[str, Text] = {
    "tty": Text("is a terminal", "是终端"),
    "encoding": Text("encoding", "编码"),
    "width": Text("width", "宽度"),
    "colors": Text("colours", "颜色"),
    "language": Text("language", "语言"),
    "locale": Text("locale", "区域设置"),
}
RULER = Text(
    "The bars at both ends should stand exactly below each other:",
    "下面每行两端的竖线应上下对齐：",
)
AMBIGUOUS = Text(
    "If only lines with symbols are too wide, the terminal draws ambiguous characters two cells wide; "
    "choose narrow for them in its settings.",
    "如果只有含符号的行偏宽，说明终端把“宽度不明确”的字符画成两格；请在终端设置里改为窄字符。",
)
