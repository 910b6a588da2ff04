"""Texts of the page of what changed since the last commit."""

from __future__ import annotations

from segdsl.diagnostics.text import Text

TITLE = Text("Rules: last commit and editor", "规则：最近提交与当前编辑")
SINCE = Text(
    "since {commit}: files {files}, definitions {definitions}", "与 {commit} 相比：{files} 个文件，{definitions} 个定义"
)
NOTHING = Text("The rules are those of {commit}.", "规则与提交 {commit} 一致。")
NO_GIT = Text("Git is not installed, so there is nothing to compare with.", "未安装 git，没有可比较的版本。")
NO_COMMIT = Text(
    "The project is in no git repository, or nothing has been committed: there is nothing to compare with.",
    "项目不在 git 仓库中，或尚无提交：没有可比较的版本。",
)
MODIFIED = Text("changed", "已修改")
AFFECTED = Text("affected", "受影响")
ADDED = Text("new", "新增")
REMOVED = Text("removed", "已删除")
MOVED = Text("{before} → {after}   {entered} entered  {left} left", "{before} → {after}   {entered} 进入  {left} 离开")
SIZES = Text("{before} → {after}", "{before} → {after}")
SAME = Text("{after}, the same customers", "{after}，客户不变")
OTHER_VALUES = Text("another value for {n} customers", "{n} 个客户的取值有变")
SAME_VALUES = Text("the same value for everybody", "所有客户的取值不变")
NO_CLASS = Text("no class", "无类别")
NEW_FILE = Text("new file", "新文件")
GONE_FILE = Text("deleted file", "已删除的文件")
