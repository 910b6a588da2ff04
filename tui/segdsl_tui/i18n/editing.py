"""Texts of writing rules: completion, what is said of names, going to them, changing them in many places."""

from __future__ import annotations

from segdsl.diagnostics.text import Text

NOT_YET = Text("The rules are still being read.", "规则仍在读取中。")
NOTHING_FITS = Text("Nothing fits here.", "此处没有可补全的内容。")
NOTHING_KNOWN = Text("Nothing is known of what stands here.", "光标处没有可说明的内容。")

# ---- finding words ---------------------------------------------------------------------------------------------------
FIND = Text("words in this file", "在本文件中查找")
NOT_FOUND = Text("not found", "没有找到")

# ---- going to names --------------------------------------------------------------------------------------------------
NO_NAME = Text("There is no name at the cursor.", "光标处没有名称。")
NO_DEFINITION = Text("What stands here is not declared in the rules.", "光标处的内容没有在规则中定义。")
NO_WAY_BACK = Text("There is nowhere to go back to.", "没有可返回的位置。")
USES = Text("{name}: {n} places", "{name}：共 {n} 处")
DECLARED = Text("declared", "定义")

# ---- changing many places --------------------------------------------------------------------------------------------
RENAME = Text("Another name for {name}", "重命名 {name}")
IN_FILE = Text("{n}  {file}", "{n} 处  {file}")
SAME_NAME = Text("The name stays as it is.", "名称没有变化。")
CHANGED = Text(
    "Changed {places} places in {files} files. Save them; undo in one of them takes back all.",
    "已修改 {files} 个文件中的 {places} 处；请保存。在其中任一文件撤销即全部撤销。",
)
TAKEN_BACK = Text("Taken back in {files}", "已撤销：{files}")
DONE_AGAIN = Text("Done again in {files}", "已重做：{files}")
NOT_TURNED = Text(
    "Not in {files}, where more was changed since: go there for it.",
    "{files} 之后另有改动，未一并处理，请到该文件中操作。",
)
NO_FIX = Text("There is no ready correction for this problem.", "这个问题没有现成的修正方案。")
NO_PROBLEM_HERE = Text("There is no problem on this line.", "这一行没有问题。")

# ---- the one style, other programs -----------------------------------------------------------------------------------
CANNOT_FORMAT = Text("The file has errors of syntax; correct these first.", "文件有语法错误，请先修正再格式化。")
IS_FORMATTED = Text("The file is in the one style already.", "文件已是统一格式。")
WRITTEN_MEANWHILE = Text(
    "The text changed while it was being laid out and stays as you wrote it; format it again.",
    "排版期间内容有改动，已保留你写的内容；请再次格式化。",
)
NO_EDITOR = Text("Say which editor to use: set $VISUAL or $EDITOR.", "请用环境变量 $VISUAL 或 $EDITOR 指定编辑器。")
NO_SUSPEND = Text("The terminal cannot be left to another program here.", "此终端无法切换到其他程序。")
EDITOR_FAILED = Text(
    "The editor set in $VISUAL or $EDITOR cannot be started.", "无法启动 $VISUAL 或 $EDITOR 指定的编辑器。"
)

# ---- files -----------------------------------------------------------------------------------------------------------
OPEN_FILE = Text("Open a rule file", "打开规则文件")
NEW_FILE = Text("Name of the new rule file in {folder}", "新规则文件的名称（位于 {folder}）")
THERE_ALREADY = Text("{file} is there already.", "{file} 已存在。")
NOT_AMONG_RULES = Text("{file} would not be among the rules of this project.", "{file} 不在本项目的规则路径之内。")

# ---- drafts ----------------------------------------------------------------------------------------------------------
LEFT = Text(
    "The app ended without saving {files}. The text as it was is still there.",
    "应用上次退出时，以下文件尚未保存：{files}。当时的内容仍然保留。",
)
CHANGED_SINCE = Text("The file on disk was changed since.", "磁盘上的文件此后有改动。")
RESTORE = Text("Restore", "恢复")
COMPARE = Text("Compare", "比较")
DISCARD = Text("Discard", "丢弃")
LATER = Text("Ask again", "下次再说")
NO_DRAFT = Text(
    "Unsaved text cannot be kept safe from a crash: {error}. Save when you can.",
    "无法为未保存的内容留存草稿：{error}。请及时保存。",
)

# ---- what the data holds of a field ----------------------------------------------------------------------------------
KNOWN = Text("known for {share}", "有值 {share}")
TRUE_FOR = Text("true for {share}", "为真 {share}")
BETWEEN = Text("{low} to {high}, median {middle}", "{low} 至 {high}，中位数 {middle}")
RANGE = Text("{low} to {high}", "{low} 至 {high}")
OFTEN = Text("most often {values}", "最多：{values}")
