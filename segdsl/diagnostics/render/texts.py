"""Words around diagnostics. The diagnostics' own wording is in the table of codes."""

from __future__ import annotations

from segdsl.diagnostics.severity import Severity
from segdsl.diagnostics.text import Text

SEVERITY: dict[Severity, Text] = {
    "error": Text("error", "错误"),
    "warning": Text("warning", "警告"),
    "info": Text("info", "提示"),
}

# One and many, as English wants it; Chinese says both the same way.
COUNTS: dict[Severity, tuple[Text, Text]] = {
    "error": (Text("{n} error", "{n} 个错误"), Text("{n} errors", "{n} 个错误")),
    "warning": (Text("{n} warning", "{n} 个警告"), Text("{n} warnings", "{n} 个警告")),
    "info": (Text("{n} note", "{n} 条提示"), Text("{n} notes", "{n} 条提示")),
}
FILES = (
    Text("{counts} in {n} file", "{n} 个文件中有 {counts}"),
    Text("{counts} in {n} files", "{n} 个文件中有 {counts}"),
)
CLEAN = (
    Text("{n} file checked, no findings", "已检查 {n} 个文件，没有发现问题"),
    Text("{n} files checked, no findings", "已检查 {n} 个文件，没有发现问题"),
)
NOTHING = Text("no findings", "没有发现问题")
SEPARATOR = Text(", ", "、")
COLON = Text(": ", "：")
HINT = Text("hint", "建议")
FIX = Text("fix", "修正")
