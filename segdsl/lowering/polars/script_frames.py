"""The script of a rule that reads events: tables opened, answers joined to the customers, then the rule itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count
from typing import Any

from segdsl.diagnostics import Language, Text
from segdsl.functions.types import Kind
from segdsl.lowering.polars.context import Context
from segdsl.lowering.polars.layout import statement, text
from segdsl.lowering.polars.recorder import Recorder, name, node_of
from segdsl.lowering.polars.script_events import Asking, Fresh, Statement, answer, settled
from segdsl.lowering.polars.script_sources import Sources, events, keys, rows
from segdsl.lowering.polars.script_writer import Script
from segdsl.lowering.polars.sharing import shared
from segdsl.rulebook.model import Definition, Table
from segdsl.rulebook.terms import Aggregate, Sequence

_PATHS = Text("Reads the files named below; `result` is a frame of customers.", "读取下列文件；`result` 是客户表。")
_USE = Text("for example", "用法示例")
_CUSTOMERS = Text("customers, with the fields that the rule reads", "客户及规则用到的字段")
_EVENTS = Text("events of {table} that count as of {day}, in order of time", "截至 {day} 的 {table} 事件，按时间排列")
_RELATED = Text("rows of {table}", "{table} 的记录")
_UNNAMED = Text("no file is named for it: write the keys here", "未指定文件，请在此填写主键")
_ASKED = Text(
    "what the rule asks of events: a row for each customer who has any", "规则对事件的提问：有事件的客户各占一行"
)
_JOINED = Text("customers with the answers", "客户与各项答案")
_RULE = Text("the rule", "规则")


class FrameScript(Script):
    """A script whose last statement is a frame: the members of a condition, or everyone with a value."""

    def __init__(self, context: Context, profile: Table, order: Iterable[str], sources: Sources) -> None:
        super().__init__(context, order)
        self.profile, self.sources = profile, sources
        # Answers become columns beside the profile's fields, under the names of their frames.
        self._taken.update(["result", *profile.fields])
        self._frames = {profile.name: self._free(profile.name)}
        self._used: dict[str, set[str]] = {profile.name: {profile.key}}
        self._answers: dict[tuple[str, ...], str] = {}
        self._questions: list[str] = []
        self._joins: list[tuple[str, str]] = []
        self._settled: list[Any] = []
        was: Any = lambda tag, day: name(self.define(tag, day))  # noqa: E731
        self.context = replace(self.context, events=self._ask, was=was)

    def _field(self, field: str) -> Recorder:
        return self._column(self.profile.name, field)

    def _column(self, table: str, field: str) -> Recorder:
        self._used.setdefault(table, set()).add(field)
        return Recorder(self._raw.namespace.col(field).node)  # type: ignore[attr-defined]

    def _frame(self, table: str) -> Recorder:
        if table not in self._frames:
            self._frames[table] = self._free(table)
        return name(self._frames[table])

    def _ask(self, term: Aggregate | Sequence, context: Context) -> str:
        """The column that holds the answer to a question. What was asked before is not asked again."""
        asking = Asking(replace(context, events=None), self.sources.tables, self._frame, self._column)
        numbers = count(1)
        unnamed, key = answer(term, "", asking, str)
        meaning = tuple(_written(unnamed, lambda wanted: f"{wanted}{next(numbers)}"))
        if meaning not in self._answers:
            past = f"_{context.as_of:%Y_%m_%d}" if context.past else ""
            column = self._answers[meaning] = self._numbered(_called(term) + past)
            named, _ = answer(term, column, asking, self._free)
            self._questions += _written(named, self._numbered)
            self._joins.append((column, key))
            if (answered := settled(term, column, self._raw.namespace)) is not None:
                self._settled.append(answered)
        return self._answers[meaning]

    def _numbered(self, wanted: str) -> str:
        """The wanted name, numbered from the second on."""
        wanted = re.sub(r"\W", "_", wanted)
        names = (wanted if number == 1 else f"{wanted}_{number}" for number in count(1))
        return self._free(next(each for each in names if each not in self._taken))

    def usage(self, definition: Definition, language: Language) -> Iterator[str]:
        """What the script reads and leaves."""
        yield _PATHS.say(language)
        yield f'{_USE.say(language)}: result.collect().write_csv("{definition.name}.csv")'

    def keys(self, language: Language) -> Iterator[str]:
        """The table of uploaded lists, read from where the project has them."""
        key = self.profile.fields[self.profile.key]
        yield "LISTS = {"
        for each in self.lists:
            named, quoted = self.sources.lists.get(each), text(node_of(each))
            if named:
                yield f"    {quoted}: {text(keys(named, key, self._raw).node)},"
            else:
                yield f"    {quoted}: [],  # {_UNNAMED.say(language)}"
        yield "}"

    def code(self, definition: Definition, language: Language) -> Iterator[str]:
        """The tables, the questions, the customers with the answers, the rule."""
        yield from self._tables(language)
        if self._questions:
            yield f"# {_ASKED.say(language)}"
            yield from self._questions
            yield ""
            yield f"# {_JOINED.say(language)}"
            yield statement(self._frames[self.profile.name], self._joined().node)
            yield ""
        yield f"# {_RULE.say(language)}"
        yield from self.statements
        yield statement("result", self._result(definition).node)
        yield ""
        yield 'if __name__ == "__main__":'
        yield "    print(result.collect())"

    def _tables(self, language: Language) -> Iterator[str]:
        for each, frame in self._frames.items():
            table = self.profile if each == self.profile.name else self.sources.tables[each]
            files, used = self.sources.files_of(table), self._used.get(each, set())
            if table is self.profile:
                heading, read = _CUSTOMERS, rows(table, files, used, self._raw)
            else:
                heading = _EVENTS if table.at else _RELATED
                read = events(table, files, used, self._raw)
            yield f"# {heading.say(language, {'table': each, 'day': self.context.as_of.isoformat()})}"
            yield statement(frame, read.node)
            yield ""

    def _joined(self) -> Recorder:
        """The customers with a column for each answer."""
        joined: Any = name(self._frames[self.profile.name])
        own = self.profile.key
        for frame, key in self._joins:
            keys = {"on": own} if key == own else {"left_on": own, "right_on": key}
            joined = joined.join(name(frame), **keys, how="left", maintain_order="left")
        found: Recorder = joined.with_columns(*self._settled) if self._settled else joined
        return found

    def _result(self, definition: Definition) -> Recorder:
        customers: Any = name(self._frames[self.profile.name])
        value: Any = name(self.identifiers[definition.name, self.context.as_of])
        key = self.profile.key
        found: Recorder
        if definition.type.kind is Kind.BOOL:
            found = customers.filter(value).select(key)
        else:
            alias = definition.name if definition.name != key else f"{definition.name}_"
            found = customers.select(key, value.alias(alias))
        return found


def _written(statements: Iterable[Statement], fresh: Fresh) -> Iterator[str]:
    """Statements as text, the parts that stand in them twice before them."""
    for each, recorded in statements:
        parts, whole = shared(recorded.node, lambda each=each: fresh(f"{each}_part"))  # type: ignore[misc]
        yield from (statement(*written) for written in [*parts, (each, whole)])


def _called(term: Aggregate | Sequence) -> str:
    """A name for the answer to a question."""
    if isinstance(term, Sequence):
        return f"{term.steps[0].table}_sequence"
    return "_".join(filter(None, (term.table, term.function, term.field)))
