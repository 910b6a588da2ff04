"""The script of a rule over the profile: fields, then one statement per definition, each after all it uses."""

from __future__ import annotations

import datetime as dt
import keyword
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from typing import Any

from segdsl.diagnostics import Language, Text
from segdsl.functions.types import Kind
from segdsl.lowering.polars.columns import define, needed, normalise
from segdsl.lowering.polars.context import Context
from segdsl.lowering.polars.layout import statement, text
from segdsl.lowering.polars.recorder import Recorder, name, node_of
from segdsl.lowering.polars.script_cells import READERS, written
from segdsl.lowering.polars.sharing import shared
from segdsl.rulebook.model import Definition

_TAKEN = ("pl", "date", "datetime", "json", "LISTS", "read_list", *READERS)
_FIELDS = Text("fields", "字段")
_LISTS = Text("the keys of the uploaded lists", "上传名单中的主键")
_USE = Text("for example", "用法示例")
_AS_OF = Text("as of {day}", "截至 {day}")


class Script:
    """The statements written so far, and the names they have taken."""

    def __init__(self, context: Context, order: Iterable[str]) -> None:
        self.identifiers: dict[tuple[str, dt.date], str] = {}
        self.fields: dict[str, tuple[str, str]] = {}
        self.lists = _Lists()
        self.statements: list[str] = []
        self._order = list(order)
        self._taken = set(_TAKEN)
        namespace: Any = name("pl")
        column: Any = self._field if context.contract else None
        self._raw = replace(context, polars=namespace)
        self.context = replace(self._raw, lists=self.lists, column=column)

    def define(self, wanted: str, day: dt.date | None = None) -> str:
        """Write a definition, after all it uses, as of today or a day gone by; gives its name."""
        context = self.context if day is None else self.context.as_on(day)
        reference: Any = lambda used, _kleene: name(self.identifiers[used, context.as_of])  # noqa: E731
        context = replace(context, reference=reference)
        for each in needed(wanted, self._order, context.definitions):
            if (each, context.as_of) not in self.identifiers:
                self._add(context.definitions[each], context)
        return self.identifiers[wanted, context.as_of]

    def _add(self, definition: Definition, context: Context) -> None:
        """Write the statement of a definition, with those of its parts that occur twice before it."""
        recorded: Any = define(definition, context)
        past = f"_{context.as_of:%Y_%m_%d}" if context.past else ""
        identifier = self.identifiers[definition.name, context.as_of] = self._free(definition.name + past)
        numbers = count(1)
        parts, whole = shared(recorded.node, lambda: self._free(f"{identifier}_{next(numbers)}"))
        if definition.title:
            self.statements.append(f"# {definition.title}" + (f" @ {context.as_of}" if context.past else ""))
        self.statements += [statement(part_name, part) for part_name, part in [*parts, (identifier, whole)]]

    def _field(self, field: str) -> Recorder:
        """The name under which a physical column stands normalised at the top of the script."""
        if field not in self.fields:
            identifier = self._free(field)
            recorded: Any = normalise(field, self._raw)
            self.fields[field] = (identifier, statement(identifier, recorded.node))
        return name(self.fields[field][0])

    def _free(self, wanted: str) -> str:
        """The wanted name, or the nearest that Python and the script leave free."""
        wanted = re.sub(r"\W", "_", wanted)
        while keyword.iskeyword(wanted) or not wanted.isidentifier() or wanted in self._taken:
            wanted = f"{wanted}_" if wanted[:1].isidentifier() else f"_{wanted}"
        self._taken.add(wanted)
        return wanted

    def head(self, definition: Definition, language: Language) -> Iterator[str]:
        """The docstring, with an example of use."""
        title = f" {definition.title}" if definition.title else ""
        day = _AS_OF.say(language, {"day": self.context.as_of.isoformat()})
        yield 'r"""' + f"{definition.kind} {definition.name}{title} ({day})".replace('"', "'")
        yield ""
        yield from self.usage(definition, language)
        yield '"""'
        yield ""

    def usage(self, definition: Definition, language: Language) -> Iterator[str]:
        """How the script is used."""
        used = self.identifiers[definition.name, self.context.as_of]
        alias = text(node_of(definition.name))
        example = f"filter({used})" if definition.type.kind is Kind.BOOL else f"with_columns({used}.alias({alias}))"
        yield f'{_USE.say(language)}: pl.scan_parquet("customers.parquet").{example}'

    def body(self, definition: Definition, language: Language) -> Iterator[str]:
        """Everything after the docstring."""
        statements = list(self.code(definition, language))
        lists = [f"# {_LISTS.say(language)}", *self.keys(language), ""] if self.lists else []
        called = [
            word for word in ("date", "datetime", *READERS) if any(_calls(word, each) for each in (*lists, *statements))
        ]
        imports = ["import json"] if "read_lists" in called else []
        if moments := [word for word in called if word not in READERS]:
            imports.append(f"from datetime import {', '.join(moments)}")
        yield from [*imports, ""] if imports else []
        yield "import polars as pl"
        yield ""
        yield from written(word for word in called if word in READERS)
        yield from lists
        yield from statements

    def keys(self, _: Language) -> Iterator[str]:
        """The table of uploaded lists, which its user fills in."""
        yield f"LISTS = {{{', '.join(f'{text(node_of(key))}: []' for key in self.lists)}}}"

    def code(self, _: Definition, language: Language) -> Iterator[str]:
        """The statements, with headings and empty lines between them."""
        if self.fields:
            yield f"# {_FIELDS.say(language)}"
            yield from (written for _, written in self.fields.values())
            yield ""
        yield from self.statements


def _calls(word: str, written: str) -> bool:
    return not written.startswith("#") and re.search(rf"(?<![\w.]){word}\(", written) is not None


class _Lists(Mapping[str, Any]):
    """Stands in for the uploaded lists: each is looked up in the script's own table, and noted here."""

    def __init__(self) -> None:
        self.asked: dict[str, None] = {}

    def __getitem__(self, key: str) -> Recorder:
        self.asked[key] = None
        return name(f"LISTS[{text(node_of(key))}]")

    def __contains__(self, key: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(self.asked)

    def __len__(self) -> int:
        return len(self.asked)
