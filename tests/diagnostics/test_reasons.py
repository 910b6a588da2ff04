"""What systems and libraries say, in the reader's language."""

from __future__ import annotations

import errno
import tomllib

import pytest

from segdsl.diagnostics import Diagnostic, Text
from segdsl.diagnostics.reasons import library_reason, system_reason, toml_reason


@pytest.mark.parametrize(
    "number, zh",
    [(errno.EACCES, "没有权限"), (errno.ENOSPC, "磁盘空间不足"), (errno.ENAMETOOLONG, "名称过长")],
)
def test_common_reasons_are_translated(number: int, zh: str) -> None:
    reason = system_reason(OSError(number, "in English", "a.csv"))
    assert reason.zh == zh
    found = Diagnostic("file-unreadable", {"file": "a.csv", "reason": reason})
    assert found.message("zh") == f"无法读取 a.csv：{zh}"
    assert found.message("en") == f"a.csv cannot be read: {reason.en}"


def test_other_reasons_keep_their_words() -> None:
    assert system_reason(OSError(errno.EXDEV, "Invalid cross-device link")) == Text(
        "Invalid cross-device link", "系统报告（Invalid cross-device link）"
    )
    assert library_reason(ValueError("bad magic {0}\nat byte 7")).say("zh") == "程序库报告（bad magic {0}）"
    assert library_reason(RuntimeError("No such file or directory (os error 2): /x")).zh == "文件或文件夹不存在"


@pytest.mark.parametrize(
    "text, zh",
    [
        ("name = grid", "这不是合法的值：文字要加英文双引号（第 1 行第 8 列）"),
        ("name = “grid”", "这不是合法的值：文字要加英文双引号（第 1 行第 8 列）"),
        ("[data]\n客户 = 'c.csv'", "此处应为键名；英文字母、数字、- 和 _ 以外的要加英文双引号（第 2 行第 1 列）"),
        ('a = "C:\\data"', "反斜杠要写两遍，或改用英文单引号（第 1 行第 10 列）"),
        ('a = "x\nb = 1', "字符串没有在本行闭合（第 1 行第 7 列）"),
        ('a = "x', "字符串没有闭合（文件末尾）"),
        ("a = 1\na = 2\n", "同一个键设置了两次（第 2 行第 6 列）"),
        ("[a]\n[a]\n", "同一个标题行出现了两次（第 2 行第 3 列）"),
        ("a : 1", "键名后缺少 `=`（第 1 行第 3 列）"),
        ("a = [1 2]", "列表没有闭合，或缺少逗号（第 1 行第 8 列）"),
        ("a = 2021-13-45", "值的后面有多余内容（第 1 行第 9 列）"),
    ],
)
def test_mistakes_in_toml_are_translated(text: str, zh: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)
    assert toml_reason(caught.value).zh == zh


def test_what_no_table_knows_is_quoted() -> None:
    assert toml_reason(ValueError("Something new (at line 3, column 5)")) == Text(
        "Something new (line 3, column 5)", "语法有误（Something new）（第 3 行第 5 列）"
    )
