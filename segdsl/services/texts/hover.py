"""The words a hover is made of."""

from __future__ import annotations

from segdsl.diagnostics import Text

TYPE = Text("type: {type}", "类型：{type}")
VALUE = Text("value: {value}", "取值：{value}")
RANGE = Text("value: {value}, can be set within {range}", "取值：{value}，可设范围 {range}")
VALUES = Text("values: {values}", "取值：{values}")
UNIT = Text("unit: {unit}", "单位：{unit}")
VALID = Text("valid: {valid}; other values count as missing", "有效取值：{valid}，其余按缺失处理")
COLUMN = Text("column in the data: {column}", "数据列：{column}")
PERSONAL = Text("personal data: {what}", "个人信息：{what}")
REFUSAL = Text("marks refusal of messages", "拒收标记")
KEY = Text("tells customers apart", "区分客户的主键")
TIME = Text("when it happened", "事件时间")
OF_TABLE = Text("field of {table}", "{table} 的字段")
FIELDS = Text("fields: {fields}", "字段：{fields}")
OF_CATEGORY = Text("value of {owner}", "{owner} 的取值")
PLACE = Text("in {place}", "位于 {place}")
OWNER = Text("owner: {owner}", "负责人：{owner}")
STATUS = Text("status: {status}", "状态：{status}")
NOTE = Text("note: {note}", "备注：{note}")
USED_BY = Text("used by {names}", "用于 {names}")
USED_BY_MORE = Text("used by {names} and {count} more", "用于 {names} 等，另有 {count} 处")
UNUSED = Text("not used by any definition", "没有定义用到它")
BROKEN = Text("has an error, or uses something that has", "它或它引用的定义有错误")
INFERRED = Text("taken for a field: no profile is declared", "未声明 profile，按字段处理")
LEDGER = Text("built in: what was exported to whom", "内置：导出台账")
