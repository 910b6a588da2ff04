"""Every text of the app, in English and Chinese. Findings are worded by the table of diagnostics.

Texts of one dialog or page alone stand in a module of their own.
"""

from __future__ import annotations

from segdsl.diagnostics.text import Text

LOADING = Text("loading…", "加载中…")
COUNTING = Text("counting…", "计算中…")
COUNTED = Text("counted in {seconds} s", "用时 {seconds} 秒")
FAILED = Text("cannot count", "无法计算")
AGAIN = Text("{key} reads everything again; rules can be edited all the same.", "{key} 重新读取；规则照常可以编辑。")

# ---- tree and preview ------------------------------------------------------------------------------------------------
RULES = Text("Rules {key}", "规则 {key}")
EDITOR = Text("Editor {key}", "编辑 {key}")
PREVIEW = Text("Preview {key}", "预览 {key}")
BY_THEME = Text("themes", "主题")
BY_FILE = Text("files", "文件")
NO_THEME = Text("Without a theme", "未归主题")
FILTER = Text("filter", "筛选")
FOUND = Text("found {n}", "找到 {n}")
SEEK = Text("words: name, title, class, file, state", "名称、标题、类、文件、状态")
OK_STATE = Text("ok", "正常")
WARNING_STATE = Text("warning", "警告")
ERROR_STATE = Text("error", "错误")
STALE_STATE = Text("stale", "旧值")
COMPUTING_STATE = Text("computing", "计算中")
VALUES = Text("values", "取值")
NO_SPREAD = Text("Numbers and dates have a spread.", "数值和日期才有分布。")
NEW_FILE = Text("new", "新")
MODIFIED_FILE = Text("modified", "改")
CLASSES = Text("{n} classes", "{n} 类")
MEAN = Text("mean {value}", "平均 {value}")
OF = Text(" of {n} customers, {share}", " / 全部 {n} 个客户，占 {share}")
UNKNOWN = Text("   unknown {n}", "   不确定 {n}")
UNKNOWN_INCLUDED = Text(" ({n} in)", "（计入 {n}）")
MISSING = Text("   missing {n}", "   缺失 {n}")
NO_CLASS = Text("   no class {n}", "   无类别 {n}")
NOTHING_CHOSEN = Text("Put the cursor into a definition to see its size.", "把光标移到某个定义中，即可查看其规模。")
BROKEN = Text("This definition has an error; {key} goes to it.", "这个定义有错误，按 {key} 跳转。")
CONSTANT = Text("A constant: it has a value, not a size.", "常量：只有取值，没有规模。")
FIT_HERE = Text("{key} tells what was learned, and fits it here.", "按 {key} 查看学习情况，并可在此训练。")
USED_BY = Text("Used by {names}", "用于：{names}")
CLASS = Text("class", "类")
SIZE = Text("customers", "客户数")
SHARE = Text("share", "占比")
CLAUSE = Text("clause", "条件")
REMAINING = Text("remaining", "剩余")
ALONE = Text("alone", "单独满足")
WITHOUT = Text("if dropped", "去掉后")
EVERYONE = Text("all customers", "全部客户")
EXCLUDED = Text("not: {title}", "排除：{title}")
LOWEST = Text("lowest", "最小")
HIGHEST = Text("highest", "最大")

# ---- status ----------------------------------------------------------------------------------------------------------
UNIVERSE = Text("{n} customers as of {as_of}", "{n} 个客户，基准日期 {as_of}")
UNIVERSE_CHOSEN = Text("{n} customers as of {as_of}, chosen", "{n} 个客户，基准日期 {as_of}（手选）")
OUTDATED = Text("data changed ({key})", "数据已改变（{key}）")
DATA_WARNINGS = Text("{n} data findings ({key})", "数据问题 {n} 项（{key}）")
ERRORS = Text("errors {n}", "错误 {n}")
WARNINGS = Text("warnings {n}", "警告 {n}")
UNSAVED_FILES = Text("unsaved {n}", "未保存 {n}")
UNSAVED = Text("unsaved", "未保存")
CONFLICT = Text("changed on disk", "磁盘上已被改动")

# ---- dialogs and messages --------------------------------------------------------------------------------------------
NO_PROBLEMS = Text("No problems.", "没有问题。")
RELOADED = Text("Reloaded, as it was changed on disk: {files}", "磁盘上有改动，已重新载入：{files}")
KEPT = Text(
    "Changed on disk; your unsaved text is kept: {files}",
    "磁盘上有改动，已保留你未保存的内容：{files}",
)
LEAVE = Text("There are unsaved changes in {files}.", "以下文件有未保存的修改：{files}")
SAVE_AND_QUIT = Text("Save and quit", "保存并退出")
QUIT_WITHOUT = Text("Quit without saving", "不保存直接退出")
STAY = Text("Stay", "返回")
CLASH = Text(
    "{file} was changed on disk while you were editing it.",
    "编辑期间，磁盘上的 {file} 已被改动。",
)
OVERWRITE = Text("Write mine", "保存我的")
TAKE_THEIRS = Text("Take the other", "采用磁盘上的")
CLOSE = Text("Close", "关闭")
SEARCH = Text("Search for commands…", "搜索命令…")
DATA_TITLE = Text("Findings about the data", "数据问题")
NO_FINDINGS = Text("The data is as declared.", "数据与契约一致。")


def quantile(level: str) -> Text:
    """The heading of a quantile, such as 25 %."""
    percent = f"{float(level):.0%}"
    return Text(percent, percent)
