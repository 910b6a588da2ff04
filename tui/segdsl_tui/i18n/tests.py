"""Texts of the page of test results."""

from __future__ import annotations

from segdsl.diagnostics.text import Text

TITLE = Text("Tests of the rules", "规则的测试")
NOT_MEASURED = Text("{n} assertions wait for data.", "{n} 条断言需要数据才能检验。")
AS_OF = Text("as of {day}", "基准日期 {day}")
EXPECTED = Text("expected {expected}, found {found}", "应为 {expected}，实为 {found}")
NEEDS = Text("  needs {what}", "  需要 {what}")
MISSING = Text("missing", "缺失")
GO = Text("Enter goes to it in the editor, Esc closes", "回车在编辑器中打开，Esc 关闭")
RUNNING = Text("working… Esc gives up", "处理中… Esc 放弃")
NO_RULES = Text("There are no rules to test yet.", "还没有可测试的规则。")
