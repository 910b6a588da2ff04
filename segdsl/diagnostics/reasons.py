"""Why something failed, as systems and libraries say it in English, said in the reader's language.

What is not in the tables keeps its original wording, in parentheses where the sentence around it is Chinese.
"""

from __future__ import annotations

import errno
import re

from segdsl.diagnostics.text import Text

_SYSTEM: dict[int, Text] = {
    errno.EACCES: Text("permission denied", "没有权限"),
    errno.EPERM: Text("operation not permitted", "不允许此操作"),
    errno.ENOENT: Text("no such file or folder", "文件或文件夹不存在"),
    errno.EEXIST: Text("it exists already", "已经存在"),
    errno.ENOTDIR: Text("part of the path is no folder", "路径中有一段不是文件夹"),
    errno.EISDIR: Text("it is a folder", "这是文件夹"),
    errno.ENOTEMPTY: Text("the folder is not empty", "文件夹不是空的"),
    errno.ENOSPC: Text("no space left on the disk", "磁盘空间不足"),
    errno.EDQUOT: Text("the disk quota is used up", "磁盘配额已用完"),
    errno.EROFS: Text("the disk is read-only", "磁盘是只读的"),
    errno.EBUSY: Text("it is in use", "正被占用"),
    errno.ETXTBSY: Text("it is in use", "正被占用"),
    errno.EIO: Text("the disk or the network failed", "磁盘或网络读写出错"),
    errno.EMFILE: Text("too many files are open", "打开的文件过多"),
    errno.ENFILE: Text("too many files are open", "打开的文件过多"),
    errno.ENAMETOOLONG: Text("the name is too long", "名称过长"),
    errno.ELOOP: Text("links lead in a circle", "链接形成循环"),
    errno.EFBIG: Text("the file is too large", "文件过大"),
    errno.ENOMEM: Text("not enough memory", "内存不足"),
    errno.ESTALE: Text("the network folder is gone", "网络文件夹已失效"),
    errno.ETIMEDOUT: Text("it took too long to answer", "等待超时"),
}
_NUMBER = re.compile(r"\(os error (\d+)\)")

_TOML: dict[str, Text] = {
    r"Invalid value": Text("this is no value: text needs double quotes", "这不是合法的值：文字要加英文双引号"),
    r"Expected '=' after a key.*": Text("`=` is missing after the key", "键名后缺少 `=`"),
    r"Invalid statement": Text(
        "a key of letters, digits, - and _ belongs here", "此处应为键名；英文字母、数字、- 和 _ 以外的要加英文双引号"
    ),
    r"Invalid initial character for a key part": Text("a key belongs here", "此处应为键名"),
    r"Expected newline or end of document.*": Text("the line goes on after the value", "值的后面有多余内容"),
    r"Unterminated string|Expected [\"']+.*": Text("a text is not closed", "字符串没有闭合"),
    r"Unescaped '\\' in a string": Text(
        "a backslash must be doubled, or the text put in single quotes", "反斜杠要写两遍，或改用英文单引号"
    ),
    r"Unclosed array": Text("a list is not closed, or lacks a comma", "列表没有闭合，或缺少逗号"),
    r"Unclosed inline table": Text("a brace is not closed, or a comma is missing", "花括号没有闭合，或缺少逗号"),
    r"Expected '\]+' at the end.*": Text("the heading's bracket is not closed", "标题行的方括号没有闭合"),
    r"Cannot overwrite a value|Duplicate inline table key.*": Text("this key is set twice", "同一个键设置了两次"),
    r"Cannot declare .* twice|Cannot redefine namespace.*": Text("this heading stands twice", "同一个标题行出现了两次"),
    r"Illegal character '\\n'": Text("a text is not closed on its line", "字符串没有在本行闭合"),
    r"Illegal character .*|Found invalid character .*": Text(
        "this character may not stand in a text", "字符串中不能有这个字符"
    ),
    r"Invalid date or datetime": Text("there is no such date", "没有这个日期"),
}
_PLACED = re.compile(
    r"(?P<what>.*) \((?:at line (?P<line>\d+), column (?P<column>\d+)|at end of document)\)", re.DOTALL
)


def system_reason(error: OSError) -> Text:
    """Why the operating system refused."""
    original = error.strerror or str(error)
    return _SYSTEM.get(error.errno or 0) or Text(original, f"系统报告（{original}）")


def library_reason(error: Exception) -> Text:
    """Why a library gave up: its first line, unless it only passes on what the operating system said."""
    original = str(error).strip().partition("\n")[0]
    number = _NUMBER.search(original)
    known = _SYSTEM.get(int(number[1])) if number else None
    return known or Text(original, f"程序库报告（{original}）")


def toml_reason(error: ValueError) -> Text:
    """What is wrong in a TOML file, and where."""
    placed = _PLACED.fullmatch(str(error))
    what = placed["what"] if placed else str(error)
    said = next((text for form, text in _TOML.items() if re.fullmatch(form, what)), Text(what, f"语法有误（{what}）"))
    if placed is None:
        return said
    if placed["line"] is None:
        return Text(f"{said.en} (at the end)", f"{said.zh}（文件末尾）")
    line, column = placed["line"], placed["column"]
    return Text(f"{said.en} (line {line}, column {column})", f"{said.zh}（第 {line} 行第 {column} 列）")
