"""What each command does, in one line and in a paragraph, with examples. The order is that of the help page.

A command appears on the help page, and can be run, when it stands in this table; its code is
`segdsl/cli/commands/NAME.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from segdsl.diagnostics.text import Text

Section = Literal["rules", "audience", "project"]

SECTIONS: dict[Section, Text] = {
    "audience": Text("Audiences:", "人群："),
    "rules": Text("Rules:", "规则："),
    "project": Text("Project:", "项目："),
}


@dataclass(frozen=True, slots=True)
class CommandText:
    """`summary` stands in the list of commands, `details` on the command's own page; examples are command lines."""

    section: Section
    summary: Text
    details: Text
    examples: tuple[tuple[str, Text], ...]


COMMANDS: dict[str, CommandText] = {
    "doctor": CommandText(
        "project",
        Text("Show versions and what this terminal can display", "显示版本，检查终端显示能力"),
        Text(
            "Prints the versions at work and what is known of the terminal, and draws a ruler: where its bars do not "
            "stand below each other, the font or the terminal gives Chinese characters a wrong width.",
            "显示各组件的版本和终端信息，并画一把标尺：如果竖线没有上下对齐，说明字体或终端的中文宽度不对。",
        ),
        (
            ("segdsl doctor", Text("check this computer", "检查本机")),
            ("segdsl doctor --format json", Text("the same for a bug report", "用于提交问题报告")),
        ),
    ),
}

# Commands of later versions: typing one gets a clear answer instead of "unknown".
NOT_YET: frozenset[str] = frozenset(
    {"test", "refresh", "plan", "sweep", "measure", "fit", "discover", "divert", "history", "restore", "forget", "lsp"}
)
