"""Texts of the help page."""

from __future__ import annotations

from segdsl.diagnostics.text import Text

INTRO = Text(
    "Write rules in the editor; sizes follow as you type. What has no key is in the palette. The settings call an "
    "action by the name at the end of its line.",
    "在编辑器中编写规则，规模随输入实时更新。没有按键的操作在命令面板中。设置文件用行末的名称指称操作。",
)
ANYWHERE = Text("Keys anywhere", "任意位置的按键")
TREE = Text(
    "Every definition with its size, under the headings `theme` and `dimension` or by file. Up and down show it in "
    "the editor, Enter goes there; space, left and right fold and unfold; / filters. The words of a filter are parts "
    "of names, titles, classes, files, or states: ok, warning, error, computing, stale, unsaved. `new` and `modified` "
    "are said of files that differ from the last commit.",
    "全部定义及其规模，按主题和维度（即规则中的theme、dimension标题）或按文件排列。"
    "上下键同步显示到编辑器，回车转到编辑器；空格、左右键折叠或展开，“/”筛选。"
    "筛选词可以是名称、标题、类、文件的一部分，或状态：正常、警告、错误、计算中、旧值、未保存。"
    "文件旁的“新”“改”表示与最近一次提交不同。",
)
EDITOR = Text(
    "Problems are underlined; the line below says what is wrong under the cursor. Words are found as they are typed: "
    "Enter and down go to the next place, up to the one before.",
    "有问题的地方带下划线；下方一行说明光标处的问题。查找随输入进行：回车或下键到下一处，上键到上一处。",
)
PREVIEW = Text(
    "The definition under the cursor. unknown: missing values leave no definite answer; these count as no, or, where "
    "the rule negates, as yes: so many are `in`.",
    "光标所在的定义。不确定：因缺失值无法给出确定答案的客户，按“否”计；规则取否定时按“是”计，即“计入”的人数。",
)
SIGNS = Text(
    "~ counted for an earlier text (recounting, or the rule has an error)\n* not saved    ✗ error    ! warning",
    "~ 按之前的内容计算（正在重算，或规则有错误）\n* 未保存    ✗ 错误    ! 警告",
)
