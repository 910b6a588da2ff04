"""Codes of the lexer and the parser."""

from __future__ import annotations

from segdsl.diagnostics.codes.spec import Code, error

SYNTAX: dict[str, Code] = {
    "unexpected": error("`{text}` cannot stand here", "此处不能出现 `{text}`"),
    "number-too-large": error("`{text}` is too large", "`{text}` 过大"),
    "no-such-date": error("there is no such date: `{text}`", "不存在这样的日期：`{text}`"),
}
