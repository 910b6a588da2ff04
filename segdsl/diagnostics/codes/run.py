"""Codes of running commands: options, projects, files, exports."""

from __future__ import annotations

from segdsl.diagnostics.codes.spec import Code, error

USAGE: dict[str, Code] = {
    "unknown-command": error(
        "there is no command `{command}`",
        "没有 `{command}` 这个命令",
        "did you mean `segdsl {other}`?",
        "是不是想用 `segdsl {other}`？",
    ),
    "command-not-yet": error(
        "`segdsl {command}` is not part of this version yet",
        "这个版本还没有 `segdsl {command}`",
        "`segdsl --help` lists the commands there are",
        "`segdsl --help` 列出现有的命令",
    ),
    "no-terminal": error(
        "the app needs a terminal, and input or output is none",
        "应用需要在终端中运行，而当前的输入或输出不是终端",
        "start `segdsl tui` without pipes or redirection; `segdsl preview` prints the same figures",
        "启动 `segdsl tui` 时不要用管道或重定向；`segdsl preview` 可输出同样的数字",
    ),
    "unknown-option": error(
        "`{command}` has no option `{option}`",
        "`{command}` 没有 `{option}` 这个选项",
        "did you mean `{other}`? `{command} --help` lists all options",
        "是不是想用 `{other}`？`{command} --help` 列出全部选项",
    ),
    "unknown-option-value": error(
        "`{option}` cannot be `{value}`",
        "`{option}` 不能是 `{value}`",
        "choose one of {choices}",
        "可选：{choices}",
    ),
    "option-needs-value": error(
        "`{option}` needs a value",
        "`{option}` 后面缺少值",
        "`{command} --help` shows an example",
        "示例见 `{command} --help`",
    ),
    "option-takes-no-value": error(
        "`{option}` takes no value",
        "`{option}` 不带值",
        "write `{option}` alone",
        "只写 `{option}` 即可",
    ),
    "missing-argument": error(
        "{argument} is missing",
        "缺少 {argument}",
        "usage: {usage}",
        "用法：{usage}",
    ),
    "unexpected-argument": error(
        "`{argument}` is one argument too many",
        "多了一个参数 `{argument}`",
        "usage: {usage}",
        "用法：{usage}",
    ),
    "option-no-date": error(
        "`{option}` takes a date, and `{value}` is none",
        "`{option}` 要写日期，`{value}` 不是日期",
        "write year-month-day, such as 2021-06-30",
        "写成年-月-日，例如 2021-06-30",
    ),
    "option-no-memory": error(
        "{option} says no amount of memory from 64M on: `{value}`",
        "{option} 不是有效的内存大小（至少 64M）：`{value}`",
        "write it like `4G` or `500M`",
        "写作 `4G` 或 `500M`",
    ),
    "option-no-count": error(
        "`{option}` takes a whole number from {least} up, and `{value}` is none",
        "`{option}` 要写不小于 {least} 的整数，`{value}` 不是",
    ),
    "option-out-of-range": error(
        "`{option}` takes a number from {least} to {most}, and `{value}` is none",
        "`{option}` 要写 {least} 到 {most} 之间的数，`{value}` 不是",
    ),
    "option-no-amount": error(
        "`{option}` takes a number of customers or a share of them, and `{value}` is neither",
        "`{option}` 要写客户数或占比，`{value}` 都不是",
        "write it like `500` or `0.5%`",
        "写作 `500` 或 `0.5%`",
    ),
    "option-no-duration": error(
        "`{option}` takes a length of time, and `{value}` is none",
        "`{option}` 要写时长，`{value}` 不是",
        "write it like `90d` or `6mo`",
        "写作 `90d` 或 `6mo`",
    ),
    "option-no-setting": error(
        "`{option}` takes NAME=VALUE, and `{value}` has no `=`",
        "`{option}` 要写成 名称=值，`{value}` 里没有 `=`",
        "for example `{option} cycle=28d`",
        "例如 `{option} cycle=28d`",
    ),
    "option-needs-option": error(
        "`{option}` goes with `{other}`",
        "`{option}` 要和 `{other}` 一起用",
        "add `{other}`, or leave `{option}` out",
        "加上 `{other}`，或去掉 `{option}`",
    ),
    "options-exclude": error(
        "`{option}` and `{other}` cannot be used together",
        "`{option}` 和 `{other}` 不能一起用",
    ),
    "wrong-use": error(
        "this command line cannot be understood: {detail}",
        "无法理解这条命令：{detail}",
        "`{command} --help` shows examples",
        "示例见 `{command} --help`",
    ),
}

FILES: dict[str, Code] = {
    "no-such-path": error(
        "there is no file or folder `{path}`",
        "没有 `{path}` 这个文件或文件夹",
        "did you mean `{other}`?",
        "是不是想用 `{other}`？",
    ),
    "no-permission": error(
        "no permission to use `{path}`",
        "没有权限访问 `{path}`",
        "it may be open in another program, or belong to another user",
        "它可能正被其他程序打开，或属于其他用户",
    ),
    "disk-full": error(
        "the disk is full: `{path}` cannot be written",
        "磁盘已满，无法写入 `{path}`",
        "free some space and run the command again",
        "请腾出空间后重试",
    ),
    "not-a-folder": error("`{path}` is not a folder", "`{path}` 不是文件夹"),
    "not-a-file": error("`{path}` is a folder, not a file", "`{path}` 是文件夹，不是文件"),
    "project-exists": error(
        "`{path}` exists already",
        "`{path}` 已经存在",
        "`segdsl init` begins new projects and overwrites nothing; name another folder",
        "`segdsl init` 只新建项目，不覆盖文件；请换一个文件夹",
    ),
    "file-trouble": error("`{path}` cannot be used: {reason}", "无法使用 `{path}`：{reason}"),
}

FAILURES: dict[str, Code] = {
    "out-of-memory": error(
        "the computer's memory is not enough for this",
        "内存不足",
        "close other programs, or name fewer definitions at a time",
        "请关闭其他程序，或一次少指定几个定义",
    ),
    "internal-error": error(
        "segdsl made a mistake of its own ({kind}: {detail})",
        "segdsl 内部出错（{kind}：{detail}）",
        "run the command again with `--debug` and report what it prints",
        "请加 `--debug` 重新运行，并报告输出的内容",
    ),
}

DEMO: dict[str, Code] = {
    "demo-size": error(
        "a demo cannot have {customers} customers",
        "演示数据的客户数不能是 {customers}",
        "choose a number from 1 to {most}",
        "请选择 1 到 {most} 之间的数",
    ),
    "demo-folder-not-empty": error(
        "{path} holds files that are not a demo",
        "{path} 中已有不属于演示项目的文件",
        "name a new or empty folder",
        "请指定新的或空的文件夹",
    ),
    "demo-foreign-file": error(
        "{path} exists and was not written by a demo",
        "{path} 已存在，且不是演示数据写入的",
        "name another folder, or move the file away",
        "请换一个文件夹，或先移走该文件",
    ),
    "demo-unfinished": error(
        "another run is writing here, or one was killed: {path}",
        "另一次生成正在此处写入，或曾被中断：{path}",
        "if no other run is at work, delete that folder and try again",
        "若没有其他生成在进行，请删除该文件夹后重试",
    ),
    "demo-other-day": error(
        "{path} says as_of = {there}, but the data was asked for as of {asked}",
        "{path} 中 as_of = {there}，而要求的数据日期是 {asked}",
        "change the date there, or leave it out of the command",
        "请修改其中的日期，或在命令中省略日期",
    ),
    "demo-no-room": error(
        "the data needs about {needs} MB, and {free} MB are free at {path}",
        "数据约需 {needs} MB，{path} 仅剩 {free} MB",
        "ask for fewer customers, or name a folder on another disk",
        "请减少客户数，或指定其他磁盘上的文件夹",
    ),
}

RUN: dict[str, Code] = {**USAGE, **FILES, **FAILURES, **DEMO}
