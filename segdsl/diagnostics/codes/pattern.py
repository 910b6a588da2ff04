"""Codes of regular expressions; `segdsl.functions.patterns` says which applies to what part of a pattern."""

from __future__ import annotations

from segdsl.diagnostics.codes.spec import Code, error

PATTERN: dict[str, Code] = {
    "pattern-unsupported": error(
        "`{part}` is not supported in a regular expression",
        "正则表达式不支持 `{part}`",
        "groups are `(…)` and `(?:…)`, flags `(?i)` and `(?s)` stand at the very beginning; "
        "there is no look-around, no back-reference and no `\\p{{…}}`",
        "分组写作 `(…)` 或 `(?:…)`，`(?i)`、`(?s)` 只能放在最前面；不支持环视、反向引用和 `\\p{{…}}`",
    ),
    "pattern-unbalanced": error(
        "`{part}` in the regular expression has no counterpart",
        "正则表达式中的 `{part}` 不配对",
        "write `\\{part}` for the character itself",
        "若指字符本身，请写作 `\\{part}`",
    ),
    "pattern-unescaped": error(
        "`{part}` in the regular expression is ambiguous here",
        "正则表达式中此处的 `{part}` 有歧义",
        "write `\\{part}` for the character itself",
        "若指字符本身，请写作 `\\{part}`",
    ),
    "pattern-repeat": error(
        "`{part}` in the regular expression has nothing to repeat",
        "正则表达式中的 `{part}` 没有可重复的内容",
        "write `\\{part}` for the character itself",
        "若指字符本身，请写作 `\\{part}`",
    ),
    "pattern-reversed": error(
        "the range `{part}` in the regular expression is reversed",
        "正则表达式中的范围 `{part}` 前后颠倒",
    ),
    "pattern-too-large": error(
        "`{part}` in the regular expression repeats too often or is nested too deep",
        "正则表达式中的 `{part}` 重复过多或嵌套过深",
        "up to 1,000 repetitions, 5,000 characters in all and 100 levels",
        "最多重复 1000 次、总计 5000 个字符、嵌套 100 层",
    ),
}
