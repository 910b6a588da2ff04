"""Everything that can be done, in one table: keys, palette, help page and mouse are all made from it.

What an action does stands under the same name in `segdsl_tui.commands`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from segdsl.diagnostics.text import Text
from segdsl_tui.presentation.views import TABS
from segdsl_tui.state.model import Tab

Pane = Literal["tree", "preview"]


class Action(NamedTuple):
    """Something that can be done: by `key` (several apart by commas, none where it is empty) and from the palette.

    A key works before any pane can take it for itself, so it must not be one that types a character. The first is
    one that every terminal sends; where some keep it for themselves, such as F1 and F10, there is another. `shown`
    puts the action into the line of keys. `everywhere`: it can be done while a dialog is open; others wait for that.
    `pane`: the key works while that pane alone has the keyboard, and with `tab` only in that view of the preview.
    """

    name: str
    key: str
    label: Text
    help: Text
    shown: bool = False
    everywhere: bool = False
    pane: Pane | None = None
    tab: Tab | None = None


_FRAME = (
    Action(
        "help",
        "f1,f13,shift+f1",
        Text("Help", "帮助"),
        Text("Keys and what the panes show", "按键与界面说明"),
        shown=True,
    ),
    Action("save", "ctrl+s", Text("Save", "保存"), Text("Write the file in the editor", "保存当前文件"), shown=True),
    Action("go.tree", "f2", Text("Rules", "规则"), Text("Go to the rules", "转到规则树")),
    Action("go.editor", "f3", Text("Editor", "编辑"), Text("Go to the editor", "转到编辑器")),
    Action(
        "go.preview", "f4", Text("Preview", "预览"), Text("Go to the preview, or its next view", "转到预览或其下一视图")
    ),
    Action(
        "recount",
        "f5",
        Text("Recount", "重新计算"),
        Text("Read the data again and count", "重读数据并计算"),
        shown=True,
    ),
    Action(
        "export",
        "f6",
        Text("Export", "导出"),
        Text("Export the segment under the cursor", "导出光标所在的客户分群"),
        shown=True,
    ),
    Action("test", "ctrl+t", Text("Test", "测试"), Text("Run the tests of the rules", "运行规则的测试")),
    Action(
        "changes",
        "f7",
        Text("Changes", "改动"),
        Text("What changed since the last commit, and for whom", "与最近提交相比的改动及影响的客户"),
    ),
    Action(
        "learned",
        "f11,f23,shift+f11",
        Text("Learned", "学习"),
        Text("What was learned from the data: portraits, reports, fits", "从数据学到的：画像、报告、训练"),
    ),
    Action(
        "discover",
        "",
        Text("Typical features", "典型特征"),
        Text("What is typical of the segment under the cursor", "光标所在客户分群的典型特征"),
    ),
    Action("date", "ctrl+d", Text("As-of date", "基准日期"), Text("Count as of another day", "换一个基准日期计算")),
    Action(
        "problem.next", "f8", Text("Problem", "下一问题"), Text("Go to the next problem", "跳到下一问题"), shown=True
    ),
    Action("data", "f9", Text("Data", "数据"), Text("Findings about the data", "查看数据问题"), shown=True),
    Action("tour", "", Text("Tour", "导览"), Text("Begin or end the tour in five steps", "开始或结束五步导览")),
    Action("theme", "", Text("Theme", "主题"), Text("Choose other colours", "更换配色")),
    Action(
        "palette", "ctrl+p", Text("Commands", "命令"), Text("Search for a command", "搜索命令"), True, everywhere=True
    ),
    Action("quit", "ctrl+q", Text("Quit", "退出"), Text("Leave the app", "退出应用"), shown=True, everywhere=True),
)

_WRITING = (
    Action(
        "find",
        "ctrl+f",
        Text("Find", "查找"),
        Text("Find words in the file; in the rules, filter them", "在文件中查找；在规则树中则为筛选"),
    ),
    Action(
        "complete", "ctrl+n", Text("Complete", "补全"), Text("Offer what fits at the cursor", "列出光标处可填的内容")
    ),
    Action("file.open", "ctrl+o", Text("Open", "打开"), Text("Go to a rule file", "转到某个规则文件")),
    Action("file.new", "", Text("New file", "新建文件"), Text("Make a new rule file", "新建规则文件")),
    Action("fix", "ctrl+l", Text("Correct", "修正"), Text("Correct the problem at the cursor", "修正光标处的问题")),
    Action(
        "definition",
        "f12,ctrl+right_square_bracket",
        Text("Definition", "转到定义"),
        Text("Go to where the name at the cursor is declared", "转到光标处名称的定义"),
    ),
    Action(
        "back",
        "ctrl+backslash,alt+left",
        Text("Go back", "返回"),
        Text("Go back to where the last jump began", "返回上次跳转之前的位置"),
    ),
    Action(
        "references",
        "ctrl+g",
        Text("Uses", "查找引用"),
        Text("Every place that uses the name at the cursor", "列出使用光标处名称的所有位置"),
    ),
    Action(
        "rename",
        "ctrl+r",
        Text("Rename", "重命名"),
        Text("Give the name at the cursor another one, in all files", "在所有文件中重命名光标处的名称"),
    ),
    Action(
        "format",
        "ctrl+k,alt+l",
        Text("Format", "格式化"),
        Text("Lay the file out in the one style", "按统一格式排版文件"),
    ),
    Action(
        "comment",
        "ctrl+underscore,ctrl+slash",
        Text("Comment", "注释"),
        Text("Comment lines out, or bring them back", "注释或取消注释所选各行"),
    ),
    Action(
        "outside",
        "ctrl+e",
        Text("Other editor", "外部编辑器"),
        Text("Edit the file with $EDITOR", "用 $EDITOR 编辑当前文件"),
    ),
    Action(
        "explain",
        "f10,f24,shift+f12",
        Text("What is this", "说明"),
        Text("What the name at the cursor is", "说明光标处的名称"),
    ),
)

_TREE = (
    Action(
        "tree.filter",
        "slash",
        Text("Filter", "筛选"),
        Text(
            "Show only rules with some words: name, title, class, file, state", "按名称、标题、类、文件、状态筛选规则"
        ),
        pane="tree",
    ),
    Action("tree.all", "escape", Text("All rules", "全部规则"), Text("Show all rules again", "取消筛选"), pane="tree"),
    Action(
        "tree.arrange",
        "f",
        Text("Themes or files", "主题或文件"),
        Text("Rules by theme and dimension, or by file", "按主题和维度，或按文件排列规则"),
        pane="tree",
    ),
)

_TABS = tuple(
    Action(
        f"tab.{tab}",
        str(number),
        label,
        Text(f"Preview: {label.en.lower()}", f"预览：{label.zh}"),
        pane="preview",
    )
    for number, (tab, label) in enumerate(TABS.items(), 1)
)

_PREVIEW = (
    Action(
        "split.axis",
        "enter",
        Text("Split by…", "细分依据…"),
        Text("Choose what to split by", "选择按什么细分"),
        pane="preview",
        tab="split",
    ),
    Action(
        "overlap.others",
        "enter",
        Text("Overlap with…", "与…重叠"),
        Text("Choose what to lay the definition over", "选择与哪些条件比较重叠"),
        pane="preview",
        tab="overlap",
    ),
    Action(
        "why.row",
        "enter",
        Text("Why this customer", "该客户的原因"),
        Text("Why the member under the cursor is one", "光标所在成员为何入选"),
        pane="preview",
        tab="sample",
    ),
    Action(
        "sample.sort",
        "s",
        Text("Sort members…", "成员排序…"),
        Text("Choose what members are sorted by", "选择成员按什么排序"),
        pane="preview",
        tab="sample",
    ),
    Action(
        "why.key",
        "k",
        Text("Why a customer…", "某客户的原因…"),
        Text("Ask why about the customer with a key", "输入客户编号，查看其入选与否的原因"),
        pane="preview",
    ),
    Action(
        "sweep.less", "left", Text("Lower", "调低"), Text("A lower threshold", "降低阈值"), pane="preview", tab="sweep"
    ),
    Action(
        "sweep.more",
        "right",
        Text("Higher", "调高"),
        Text("A higher threshold", "提高阈值"),
        pane="preview",
        tab="sweep",
    ),
    Action(
        "sweep.write",
        "enter",
        Text("Write the threshold", "写入阈值"),
        Text("Write the threshold into the rule", "把阈值写入规则"),
        pane="preview",
        tab="sweep",
    ),
    Action(
        "sweep.next",
        "t",
        Text("Next threshold", "下一阈值"),
        Text("Another threshold of the rule", "换规则中的另一个阈值"),
        pane="preview",
        tab="sweep",
    ),
    Action(
        "sweep.finer",
        "plus",
        Text("Smaller steps", "更细"),
        Text("Smaller steps", "步长更细"),
        pane="preview",
        tab="sweep",
    ),
    Action(
        "sweep.coarser",
        "minus",
        Text("Larger steps", "更粗"),
        Text("Larger steps", "步长更粗"),
        pane="preview",
        tab="sweep",
    ),
    Action(
        "tab.before", "left", Text("Previous view", "上一视图"), Text("The view before", "上一个视图"), pane="preview"
    ),
    Action("tab.after", "right", Text("Next view", "下一视图"), Text("The view after", "下一个视图"), pane="preview"),
)

ACTIONS: Mapping[str, Action] = {action.name: action for action in (*_FRAME, *_WRITING, *_TREE, *_TABS, *_PREVIEW)}
