"""What each option and argument means, by `COMMAND.NAME`; those that mean the same everywhere by `NAME` alone."""

from __future__ import annotations

from segdsl.diagnostics.text import Text

OPTIONS: dict[str, Text] = {
    "help": Text("Show this page.", "显示本页。"),
    "version": Text("Show the version.", "显示版本。"),
    "lang": Text("Language of messages; by default that of the system.", "消息语言；默认跟随系统。"),
    "debug": Text("Show where an internal error came from.", "显示内部错误的来源。"),
    "project": Text(
        "The project's folder; by default the nearest one upwards with a segdsl.toml.",
        "项目文件夹；默认向上查找含 segdsl.toml 的文件夹。",
    ),
    "check.paths": Text(
        "Rule files or folders; by default those of the project.", "规则文件或文件夹；默认为项目的规则。"
    ),
    "check.strict": Text("Warnings make the exit code 1 as well.", "有警告时退出码也为 1。"),
    "debug.stage": Text("What to print.", "要打印的阶段。"),
    "debug.file": Text("A rule file, or a folder of them.", "规则文件，或其所在文件夹。"),
    "format": Text("How results are printed.", "结果的输出格式。"),
}


def option_text(command: str | None, name: str) -> Text:
    """The text of an option or argument. Raises `KeyError` where the table has none."""
    return OPTIONS.get(f"{command}.{name}") or OPTIONS[name]
