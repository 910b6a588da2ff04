"""Codes of writing target files."""

from __future__ import annotations

from segdsl.diagnostics.codes.spec import Code, error

EXPORT: dict[str, Code] = {
    "target-exists": error(
        "`{path}` exists already",
        "`{path}` 已经存在",
        "choose another folder, or replace it with `--overwrite`",
        "换一个文件夹，或用 `--overwrite` 覆盖",
    ),
    "export-name": error(
        "an export cannot be called `{name}`: files are named after it",
        "导出不能命名为 `{name}`：文件以它命名",
        "use a word of letters, digits and `_`, at most 64 of them; folders belong to `--to`",
        "请用由文字、数字和 `_` 组成的词，最多 64 个字符；文件夹用 `--to` 指定",
    ),
    "export-running": error(
        "another export is writing into `{folder}`",
        "另一个导出正在写入 `{folder}`",
        "wait until it has finished, or choose another folder",
        "等它结束，或换一个文件夹",
    ),
    "cannot-write": error(
        "cannot write `{path}`: {reason}",
        "无法写入 `{path}`：{reason}",
        "nothing was exported; the disk may be full, the folder protected, or the file open in another program",
        "没有导出任何文件；可能是磁盘已满、没有权限，或文件正被别的程序打开",
    ),
    "too-many-rows": error(
        "{rows} rows do not fit a sheet, which holds {limit}",
        "共 {rows} 行，一张工作表最多 {limit} 行",
        "export as csv or parquet instead (`--as csv`)",
        "请改用 csv 或 parquet 导出（`--as csv`）",
    ),
    "hmac-key-missing": error(
        "`--pii hmac` needs a secret key",
        "`--pii hmac` 需要一个密钥",
        "put the key agreed with the receiver into the environment variable SEGDSL_HMAC_KEY",
        "把与接收方约定的密钥放入环境变量 SEGDSL_HMAC_KEY",
    ),
    "read-back-differs": error(
        "`{file}` does not read back as written ({found} rows for {expected}, or other keys); nothing was exported",
        "`{file}` 读回后与应有内容不符（应为 {expected} 行，读到 {found} 行，或客户编号不同）；没有导出任何文件",
        "the disk or the file system may be faulty; try another folder",
        "磁盘或文件系统可能有问题，请换一个文件夹再试",
    ),
    "not-a-segment": error(
        "`{name}` is a {kind}; only conditions (segments, bool lets) can be exported",
        "`{name}` 是 {kind}，只能导出条件（segment 或 bool 型 let）",
        "export an expression: `-e '{name} = …' --name NAME`",
        "可导出表达式：`-e '{name} = …' --name 名称`",
    ),
    "draft-not-exported": error(
        "`{name}` is a draft and cannot be exported",
        "`{name}` 是草稿，不能导出",
        "set `status live` when it has been reviewed",
        "审核后改为 `status live`",
    ),
}
