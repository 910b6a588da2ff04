"""Codes of running the rulebook's own tests and assertions."""

from __future__ import annotations

from segdsl.diagnostics.codes.spec import Code, error, info, warning

TESTING: dict[str, Code] = {
    "expectation-fails": error("expected {expected}; found {found}", "应有 {expected}；实际 {found}"),
    "assert-fails": error("{text}: does not hold; found {found}", "{text}：不成立；实际 {found}"),
    "assert-fails-for": error(
        "{text}: does not hold for {count} customers, such as {examples}",
        "{text}：有 {count} 个客户不符，例如 {examples}",
    ),
    "asserts-stop-export": error(
        "nothing was exported: the rulebook asserts what does not hold of the data",
        "没有导出：规则中的断言在数据上不成立",
        "mend the data or the rules; `--despite-asserts` exports all the same, and the manifest says so",
        "请修正数据或规则；`--despite-asserts` 仍会导出，并记入清单",
    ),
    "assert-not-checked": warning(
        "{text}: could not be checked",
        "{text}：未能检查",
        "`segdsl test --data` says why",
        "原因见 `segdsl test --data`",
    ),
    "asserts-need-data": info(
        "{count} assertions were not tried: they speak of data",
        "有 {count} 条断言未检验：断言针对数据",
        "add `--data`",
        "请加 `--data`",
    ),
    "check-has-errors": error(
        "`{name}` cannot run: it has errors",
        "`{name}` 无法运行：它本身有错误",
        "`segdsl check` shows them",
        "用 `segdsl check` 查看",
    ),
    "check-uses-broken": error(
        "`{name}` cannot run: {names} has errors, or uses something that has",
        "`{name}` 无法运行：{names} 或它引用的定义有错误",
        "`segdsl check` shows them",
        "用 `segdsl check` 查看",
    ),
    "contract-from-tests": info(
        "no profile is declared: its fields are those that tests give: {names}",
        "没有声明 profile：以测试给定的字段为准：{names}",
        "declare the `profile`, or name data to take it from: `--data NAME=PATH`",
        "请声明 `profile`，或用 `--data 名称=路径` 指定数据以推断",
    ),
    "tests-without-profile": error(
        "this test gives fields of a profile that is not declared",
        "这个测试给定了字段，但没有声明 profile",
        "declare the `profile`, or name data to take it from: `--data NAME=PATH`",
        "请声明 `profile`，或用 `--data 名称=路径` 指定数据以推断",
    ),
    "no-such-test": error(
        "no test or assertion is called `{name}`, or uses a definition of that name",
        "没有名称含 `{name}` 或用到该定义的测试或断言",
        "`-k` takes a part of a title, or the name of a definition",
        "`-k` 后写标题的一部分，或定义的名称",
    ),
    "no-tests": info(
        "there are no tests: nothing was tried",
        "没有测试：未做任何检验",
        'write one beside the rules: test "…" {{ given {{ … }} expect … }}',
        '在规则旁写一个：test "…" {{ given {{ … }} expect … }}',
    ),
}
