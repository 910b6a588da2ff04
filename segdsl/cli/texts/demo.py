"""What `segdsl demo` says."""

from __future__ import annotations

from segdsl.diagnostics.text import Text

WRITING = Text("writing customers", "生成客户")
WRITTEN = Text(
    "{customers} synthetic customers in {folder}: {visits} visits, {pushes} messages, {promotions} promotions,"
    " {payments} payments",
    "已在 {folder} 生成 {customers} 个合成客户：{visits} 次交互、{pushes} 条推送、{promotions} 次活动参与、"
    "{payments} 笔缴费",
)
EXPORTED = Text("Exported {name}: {rows} rows in {path}", "已导出 {name}：{path}，共 {rows} 行")
NEXT = Text("Try next:", "接下来可以试试：")
ACTIVATE = Text("let this shell find segdsl", "让当前终端找到 segdsl")
STEPS: tuple[tuple[str, Text], ...] = (
    ("cd {folder}", Text("work inside the project", "进入项目文件夹")),
    ("segdsl preview {name} --waterfall", Text("see what each clause costs", "查看每个条件留下多少人")),
    ("segdsl preview -e '{expression}'", Text("try a condition without writing a rule", "不写规则，直接试一个条件")),
    ("segdsl why {name} {key}", Text("ask about one customer", "查看某个客户符合哪些条件")),
    ("segdsl fit portrait", Text("learn customer portraits, and read what they are like", "学习客户画像并查看报告")),
    ("segdsl check", Text("edit a file in rules/, then look for mistakes", "修改 rules/ 下的文件后检查错误")),
    ("segdsl test --data", Text("run the tests that stand beside the rules", "运行写在规则旁边的测试")),
)
