"""What `segdsl test` says."""

from __future__ import annotations

from dataclasses import dataclass

from segdsl.diagnostics.text import Text

FILE = Text("rule file", "规则文件")
PASSED = Text("passed", "通过")
FAILED = Text("failed", "失败")
AS_OF = Text("as of {day}", "基准日期 {day}")
MISSING = Text("missing", "缺失")
ASSERTIONS = Text("Asserted of the data", "对数据的断言")
ASSERTION = Text("assertion", "断言")
MEASURED = Text("measured", "实际")

SEPARATOR = Text("; ", "；")


@dataclass(frozen=True, slots=True)
class Sum:
    """How the last line counts tests or assertions: one, or several, of which all or not all passed; or none."""

    all_passed: tuple[Text, Text]
    some_failed: tuple[Text, Text]
    none: Text


TESTS = Sum(
    (Text("{n} test passed", "{n} 个测试通过"), Text("all {n} tests passed", "{n} 个测试全部通过")),
    (
        Text("{failed} of {n} test failed", "{n} 个测试中有 {failed} 个失败"),
        Text("{failed} of {n} tests failed", "{n} 个测试中有 {failed} 个失败"),
    ),
    Text("no tests", "没有测试"),
)
ASSERTS = Sum(
    (Text("{n} assertion holds", "{n} 条断言成立"), Text("all {n} assertions hold", "{n} 条断言全部成立")),
    (
        Text("{failed} of {n} assertion does not hold", "{n} 条断言中有 {failed} 条不成立"),
        Text("{failed} of {n} assertions do not hold", "{n} 条断言中有 {failed} 条不成立"),
    ),
    Text("no assertions", "没有断言"),
)
