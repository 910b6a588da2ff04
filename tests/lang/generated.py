"""The parts of the reference that are written from the program's own tables: functions and findings."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping

from segdsl.diagnostics import Text
from segdsl.diagnostics.codes import Code
from segdsl.diagnostics.codes.contract import CONTRACT
from segdsl.diagnostics.codes.data import DATA
from segdsl.diagnostics.codes.editing import EDITING
from segdsl.diagnostics.codes.engine import ENGINE
from segdsl.diagnostics.codes.evaluation import EVALUATION
from segdsl.diagnostics.codes.export import EXPORT
from segdsl.diagnostics.codes.expressions import EXPRESSIONS
from segdsl.diagnostics.codes.lint import LINT
from segdsl.diagnostics.codes.pattern import PATTERN
from segdsl.diagnostics.codes.rulebook import RULEBOOK
from segdsl.diagnostics.codes.run import RUN
from segdsl.diagnostics.codes.syntax import SYNTAX
from segdsl.diagnostics.codes.testing import TESTING
from segdsl.diagnostics.text import Language
from segdsl.functions import REGISTRY, Example, Function
from tests.lang.values import MISSING, said

FAMILIES = {
    "number": Text("Numbers", "数值"),
    "text": Text("Text", "文字"),
    "date": Text("Dates and times", "日期与时间"),
    "logic": Text("Choosing", "选择"),
    "population": Text("Among all customers", "在全体客户之中"),
    "list": Text("Lists", "列表"),
    "list_file": Text("Uploaded lists", "上传的名单"),
}
"""Titles of the families of functions, in their order."""

SHOWN = 3
"""Examples of a function that are shown, one of them with a missing argument."""

_CONTRACT_CODES = dict(CONTRACT)
_EXPRESSION_CODES = {**EXPRESSIONS, **PATTERN}
_OTHER_CODES = {code: row for code, row in RULEBOOK.items() if code not in {**CONTRACT, **EXPRESSIONS}}
STAGES: tuple[tuple[Text, Mapping[str, Code]], ...] = (
    (Text("Writing", "写法"), SYNTAX),
    (Text("The data contract", "数据契约"), _CONTRACT_CODES),
    (Text("Definitions, campaigns, tests", "定义、活动、测试"), _OTHER_CODES),
    (Text("Expressions", "表达式"), _EXPRESSION_CODES),
    (Text("Surprises", "意外"), LINT),
    (Text("Data", "数据"), DATA),
    (Text("Evaluation", "计算"), {**EVALUATION, **ENGINE}),
    (Text("Tests and assertions", "测试与断言"), TESTING),
    (Text("Export", "导出"), EXPORT),
    (Text("Editing", "编辑"), EDITING),
    (Text("The command", "命令"), RUN),
)
"""Findings by what they are about."""

SEVERITIES = {"error": Text("error", "错误"), "warning": Text("warning", "警告"), "info": Text("note", "说明")}


def generated(what: str, language: Language) -> str:
    """The text in place of `<!-- what -->`."""
    return GENERATORS[what](language)


# ---- functions -------------------------------------------------------------------------------------------------------


def _functions(language: Language) -> str:
    header = {"en": "| function | gives | examples |", "zh": "| 函数 | 得到 | 例子 |"}[language]
    parts = []
    for family, title in FAMILIES.items():
        rows = [_function(f, language) for f in REGISTRY.values() if f.family == family]
        parts.append("\n".join([f"### {title.say(language)}", "", header, "|---|---|---|", *rows]))
    return "\n\n".join(parts)


def _function(function: Function, language: Language) -> str:
    examples = "<br>".join(_example(function, example) for example in _chosen(function))
    return _row(f"`{function.signature}`", function.summary.say(language), examples)


def _chosen(function: Function) -> Iterable[Example]:
    """The first examples that can be read on a page, and the first one with a missing argument."""
    known = [e for e in function.examples if not _lacks(e) and all(str(a).isprintable() for a in e.arguments)]
    lacking = [e for e in function.examples if _lacks(e)]
    return [*known[: SHOWN - bool(lacking)], *lacking[:1]]


def _lacks(example: Example) -> bool:
    return any(a is None or (isinstance(a, tuple) and None in a) for a in example.arguments)


def _example(function: Function, example: Example) -> str:
    arguments = ", ".join(map(_literal, example.arguments))
    of_today = f" ({example.as_of})" if function.of_today and example.as_of != "2021-06-30" else ""
    return f"`{function.name}({arguments})` = {_result(example.result)}{of_today}"


def _literal(value: object) -> str:
    match value:
        case str():
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case tuple():
            return f"[{', '.join(map(_literal, value))}]"
        case dt.datetime():
            return value.isoformat(timespec="minutes")
        case _:
            return said(value)


def _result(value: object) -> str:
    return MISSING if value is None else f"`{_literal(value)}`"


# ---- findings --------------------------------------------------------------------------------------------------------


def _findings(language: Language) -> str:
    header = {"en": "| code | severity | says | what to do |", "zh": "| 代码 | 级别 | 说明 | 怎么办 |"}[language]
    parts = []
    for title, codes in STAGES:
        rows = [_finding(code, row, language) for code, row in sorted(codes.items())]
        parts.append("\n".join([f"### {title.say(language)}", "", header, "|---|---|---|---|", *rows]))
    return "\n\n".join(parts)


def _finding(code: str, row: Code, language: Language) -> str:
    hints = "<br>".join(_said(hint, language) for hint in row.hints)
    return _row(f"`{code}`", SEVERITIES[row.severity].say(language), _said(row.message, language), hints)


def _said(text: Text, language: Language) -> str:
    """A message with `…` where it names something."""
    template = {"en": text.en, "zh": text.zh}[language]
    return re.sub(r"(?<!\{)\{[^{}]*\}", "…", template).replace("{{", "{").replace("}}", "}")


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


GENERATORS: Mapping[str, Callable[[Language], str]] = {"functions": _functions, "findings": _findings}
