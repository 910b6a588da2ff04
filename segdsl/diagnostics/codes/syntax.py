"""Codes of the lexer and the parser."""

from __future__ import annotations

from segdsl.diagnostics.codes.spec import Code, error

SYNTAX: dict[str, Code] = {
    # ---- the file itself ---------------------------------------------------------------------------------------------
    "not-utf8": error(
        "`{path}` is not UTF-8 text (byte {byte})",
        "`{path}` 不是 UTF-8 文本（第 {byte} 字节）",
        "save it as UTF-8 in your editor",
        "请在编辑器中另存为 UTF-8",
    ),
    "other-encoding": error(
        "`{path}` is {encoding} text, not UTF-8",
        "`{path}` 是 {encoding} 编码，不是 UTF-8",
        "save it as UTF-8 in your editor, or convert it: iconv -f {encoding} -t UTF-8",
        "请在编辑器中另存为 UTF-8，或转换编码：iconv -f {encoding} -t UTF-8",
    ),
    "binary-file": error(
        "`{path}` is no text file",
        "`{path}` 不是文本文件",
        "rules are plain text; data files are named in segdsl.toml or with --data",
        "规则是纯文本；数据文件请写在 segdsl.toml 中，或用 --data 指定",
    ),
    "line-too-long": error(
        "this line has {length:,} characters; the most that is read is {most:,}",
        "本行有 {length:,} 个字符，最多只能读 {most:,} 个",
        "break it into several lines, or put long lists of customers into a list file and use listed(…)",
        "请分成多行；很长的客户名单请放进名单文件，再用 listed(…) 引用",
    ),
    "too-deep": error(
        "this is nested too deeply",
        "嵌套层数过多",
        "give parts of it names of their own with `let`",
        "请用 `let` 给其中的部分另起名字",
    ),
    "invisible-character": error("there is an invisible character here ({text})", "此处有不可见字符（{text}）"),
    "unknown-character": error(
        "`{text}` ({number}) has no meaning here",
        "`{text}`（{number}）在此没有意义",
        "names with unusual characters stand between backquotes: `a b`",
        "含特殊字符的名称请写在反引号之间：`a b`",
    ),
    "format-changes-meaning": error(
        "formatting `{file}` would change what it says; it was left as it is",
        "格式化会改变 `{file}` 的含义，已保持原样",
        "this is a fault of segdsl: please report it with the file",
        "这是 segdsl 的缺陷：请附上该文件反馈",
    ),
    # ---- structure ---------------------------------------------------------------------------------------------------
    "unknown-item": error(
        "`{text}` does not start a definition",
        "`{text}` 不能作为定义的开头",
        "definitions start with profile, events, channel, param, let, tag, score, segment, cluster, model, preference, "
        "campaign, test, assert, theme or dimension",
        "定义以 profile、events、channel、param、let、tag、score、segment、cluster、model、preference、campaign、test、"
        "assert、theme 或 dimension 开头",
    ),
    "unknown-clause": error(
        "`{text}` does not start a line of this block",
        "`{text}` 不能作为此块中一行的开头",
        "lines here start with: {expected}",
        "此处每行的开头可以是：{expected}",
    ),
    "unclosed-block": error(
        "this `{text}` is never closed",
        "这个 `{text}` 没有闭合",
        "write `{new}` after the block's last line",
        "请在此块最后一行之后写 `{new}`",
    ),
    "unclosed-bracket": error(
        "this `{text}` is never closed", "这个 `{text}` 没有闭合", "write `{new}` where it ends", "请在结束处写 `{new}`"
    ),
    "unopened-bracket": error("nothing opened this `{text}`", "这个 `{text}` 前面没有对应的开始"),
    "unclosed-string": error("this text has no closing quote", "这段文字没有结束的引号"),
    "unclosed-name": error("this name between backquotes is empty or not closed", "反引号中的名称为空或没有结束"),
    "missing-token": error("`{new}` is missing before `{text}`", "`{text}` 之前缺少 `{new}`"),
    "wrong-mark": error("`{text}` is written `{new}` here", "`{text}` 在此写作 `{new}`"),
    "needless-mark": error("`{text}` is not needed here", "此处不需要 `{text}`"),
    "misspelt-keyword": error(
        "unknown word `{text}`", "未知的词 `{text}`", "did you mean `{new}`?", "是否想写 `{new}`？"
    ),
    # ---- what was expected -------------------------------------------------------------------------------------------
    "empty-expression": error("there is no condition and no value here", "这里没有条件，也没有取值"),
    "expected-expression": error(
        "a condition or a value is expected after `{before}`", "`{before}` 之后应为条件或取值"
    ),
    "expected-name": error(
        "a name is expected after `{before}`",
        "`{before}` 之后应为名称",
        "a name is a word such as `active_users` or `静默期`, without quotes",
        "名称是不加引号的词，如 `active_users` 或 `静默期`",
    ),
    "expected-text": error("a text between quotes is expected after `{before}`", "`{before}` 之后应为引号中的文字"),
    "expected-date": error(
        "a date such as 2021-06-30 is expected after `{before}`", "`{before}` 之后应为日期，如 2021-06-30"
    ),
    "expected-duration": error(
        "a duration such as 30d is expected after `{before}`", "`{before}` 之后应为时长，如 30d"
    ),
    "expected-number": error("a whole number is expected after `{before}`", "`{before}` 之后应为整数"),
    "expected-constant": error(
        "a constant is expected after `{before}`",
        "`{before}` 之后应为常量",
        "a constant is a number, a text, a date, a duration, or a list of these; `let` takes expressions",
        "常量是数字、文字、日期、时长，或它们的列表；表达式请用 `let`",
    ),
    "expected-range": error("a range such as 18..60 is expected", "此处应为区间，如 18..60"),
    "unexpected-start": error("`{text}` cannot start a condition or a value", "条件或取值不能以 `{text}` 开头"),
    "expected-one-of": error(
        "something else is expected after `{before}`",
        "`{before}` 之后应为其他内容",
        "here may stand: {expected}",
        "此处可以是：{expected}",
    ),
    "unexpected": error(
        "`{text}` cannot follow `{before}`",
        "`{before}` 之后不能是 `{text}`",
        "here may stand: {expected}",
        "此处可以是：{expected}",
    ),
    # ---- literals ----------------------------------------------------------------------------------------------------
    "number-too-large": error("`{text}` is too large", "`{text}` 过大"),
    "no-such-date": error("there is no such date: `{text}`", "不存在这样的日期：`{text}`"),
    # ---- spellings from elsewhere ------------------------------------------------------------------------------------
    "full-width": error("`{text}` is a full-width sign", "`{text}` 是全角符号"),
    "foreign-operator": error("`{text}` is written `{new}` here", "`{text}` 在此写作 `{new}`"),
    "foreign-keyword": error("`{text}` is written `{new}` here", "`{text}` 在此写作 `{new}`"),
    "foreign-quotes": error('texts stand between " and "', "文字要写在英文双引号之间"),
    "foreign-number": error("`{text}` is written `{new}` here", "`{text}` 在此写作 `{new}`"),
    "foreign-date": error(
        "dates are written like 2021-06-30, times like 2021-06-30T08:00",
        "日期写作 2021-06-30，时间写作 2021-06-30T08:00",
    ),
    "zone-in-time": error(
        "times have no zone: they are in the project's time zone",
        "时间不带时区：一律为项目所用时区的时间",
        "convert it to the project's time zone and write it without a zone",
        "请换算成项目时区的时间，不写时区",
    ),
    "foreign-duration": error(
        "`{text}` is written `{new}` here",
        "`{text}` 在此写作 `{new}`",
        "durations are 15min, 12h, 30d, 4w, 6mo, 1y, without a space",
        "时长写作 15min、12h、30d、4w、6mo、1y，中间没有空格",
    ),
    "ambiguous-duration": error(
        "`{text}` could be months or minutes",
        "`{text}` 可能是月，也可能是分钟",
        "write `mo` for months, `min` for minutes",
        "月写作 `mo`，分钟写作 `min`",
    ),
    "fraction-of-duration": error(
        "`{text}`: durations are whole numbers",
        "`{text}`：时长必须是整数",
        "use a smaller unit, such as 36h for a day and a half",
        "请用更小的单位，例如一天半写作 36h",
    ),
    "unit-after-number": error(
        "`{text}`: numbers stand without a unit",
        "`{text}`：数字后面不写单位",
        'the unit of a field is declared in the data contract: `unit "元"`',
        '字段的单位在数据契约中声明：`unit "元"`',
    ),
    "foreign-comment": error("comments start with `#`", "注释以 `#` 开头"),
    "needless-semicolon": error("lines need no `{text}`", "行末不需要 `{text}`"),
    "between": error("`between` is written `{new}` here", "`between` 在此写作 `{new}`"),
    "like": error(
        "`like` is written with a text function here",
        "`like` 在此用文本函数表示",
        "contains, starts_with and ends_with look for a text, matches for a regular expression",
        "contains、starts_with、ends_with 查找文字，matches 查找正则表达式",
    ),
    "list-in-parentheses": error("lists stand between [ and ]", "列表要写在 [ 与 ] 之间"),
    "chained-comparison": error("comparisons cannot be chained", "比较不能连写"),
    "modulo": error("there is no `%` for remainders", "没有求余运算符 `%`"),
    "today-is-no-function": error("`today` stands without parentheses", "`today` 后面不写括号"),
    "compare-with-null": error(
        "nothing equals a missing value, ask for `is missing`", "没有任何值等于缺失值，请用 `is missing`"
    ),
}
