"""Texts of the export dialog."""

from __future__ import annotations

from segdsl.diagnostics.text import Text

TITLE = Text("Export {name}", "导出 {name}")
FORMAT = Text("Format", "格式")
FOLDER = Text("Folder", "文件夹")
HEADERS = Text("Headers", "表头")
ENCODING = Text("Encoding", "编码")
PERSONAL = Text("Personal data", "个人信息")
EARLIER = Text("Earlier export", "已有导出")
FAILING = Text("Failed asserts", "断言不成立时")
KEEP = Text("keep it", "保留")
REPLACE = Text("replace it", "覆盖")
STOP = Text("stop", "停止")
GO_ON = Text("export all the same", "照样导出")
USUAL = Text("default", "默认")
NAMES = Text("names", "名称")
TITLES = Text("titles", "标题")
MASK = Text("mask", "脱敏")
HMAC = Text("keyed hash", "带密钥哈希")
RAW = Text("as it is", "原样")
COPY = Text("Copy command", "复制命令")
REHEARSE = Text("Dry run", "试算")
WRITE = Text("Write", "写入")
CLOSE = Text("Close", "关闭")

COPIED = Text("Copied: {command}", "已复制：{command}")
FIRST = Text("A dry run counts without writing anything.", "“试算”只计数，不写任何文件。")
WORKING = Text("working… Esc gives up", "处理中… Esc 放弃")
READING = Text("reading {table}: {rows} rows… Esc gives up", "正在读取 {table}：{rows} 行… Esc 放弃")
GATHERING = Text("finding the members… Esc gives up", "正在确定成员… Esc 放弃")
WRITING = Text("written {done} of {rows} rows… Esc gives up", "已写 {done} / {rows} 行… Esc 放弃")
CHECKING = Text("reading {rows} rows back to compare… Esc gives up", "正在读回 {rows} 行核对… Esc 放弃")
RAW_WARNING = Text("Personal data leaves as it is.", "个人信息将原样导出。")
IN_SEGMENT = Text("in the segment", "群内客户")
TAKEN_OUT = Text("minus: {reason}", "减去：{reason}")
WOULD_WRITE = Text("would be written", "将写入")
WRITTEN = Text("written", "已写入")
ASSERTS_HOLD = Text("assertions: {n} hold", "断言：{n} 条成立")
GIVEN_UP = Text("Given up; nothing was written.", "已放弃，未写入任何文件。")

NOT_A_SEGMENT = Text(
    "Put the cursor into a segment or a condition: only those have members to export.",
    "请把光标移到客户分群或条件中：只有它们才有可导出的成员。",
)
HAS_ERRORS = Text("{name} has an error: {key} goes to it.", "{name} 有错误：按 {key} 跳转。")
SAVE_FIRST = Text(
    "Exports are made from the files on disk, and there are unsaved changes in {files}.",
    "导出以磁盘上的文件为准，以下文件有未保存的修改：{files}",
)
SAVE_AND_EXPORT = Text("Save and export", "保存并导出")
