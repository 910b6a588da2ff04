"""Texts of the dialog that asks for an as-of date."""

from __future__ import annotations

from segdsl.diagnostics.text import Text

TITLE = Text("Count as of which day?", "按哪一天计算？")
TYPE = Text("year-month-day, such as 2021-06-30", "年-月-日，如 2021-06-30")
RESET = Text("as the project was opened", "恢复打开项目时的日期")
NEWEST = Text("newest day of the data", "数据中最新的一天")
LOOKING = Text("looking…", "查找中…")
NONE = Text("the data has no events", "数据中没有事件")
MONTH = Text("end of the month before", "上月末")
YEAR = Text("same day last year", "去年同日")
WRONG = Text("`{typed}` is no date: write {example}", "`{typed}` 不是日期，请写成 {example}")
