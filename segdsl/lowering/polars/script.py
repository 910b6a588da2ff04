"""`compile --to polars`: a definition and all it uses as a Python script, made by recording the lowering itself."""

from __future__ import annotations

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
from segdsl.lowering.polars.sharing import shared
from segdsl.rulebook.model import Definition

_TAKEN = ("pl", "date", "datetime", "LISTS")
_FIELDS = Text("fields", "字段")
_LISTS = Text("the keys of the uploaded lists", "上传名单中的主键")
_USE = Text("for example", "用法示例")
_AS_OF = Text("as of {day}", "截至 {day}")


def render(wanted: str, order: Iterable[str], context: Context, language: Language = "en") -> str:
    """A script that ends with the expression of the definition `wanted` under its name, and says how to use it.

    `order` lists the definitions so that each stands after all it uses. With a contract in the context the script takes
    the columns as they are in the file, else as they are in a snapshot. Raises `SegdslError` for what this version
    does not evaluate.
    """
    script = _Script(context)
    for each in needed(wanted, order, context.definitions):
        script.add(context.definitions[each])
    return "\n".join([*_head(context.definitions[wanted], script, language), *_body(script, language), ""])


class _Script:
    """The statements written so far, and the names they have taken."""

    def __init__(self, context: Context) -> None:
        self.identifiers: dict[str, str] = {}
        self.fields: dict[str, tuple[str, str]] = {}
        self.lists = _Lists()
        self.statements: list[str] = []
        self._taken = set(_TAKEN)
        namespace: Any = name("pl")
        column: Any = self._field if context.contract else None
        reference: Any = lambda used, _kleene: name(self.identifiers[used])  # noqa: E731
        self._raw = replace(context, polars=namespace)
        self.context = replace(self._raw, lists=self.lists, column=column, reference=reference)

    def add(self, definition: Definition) -> None:
        """Write the statement of a definition, with those of its parts that occur twice before it."""
        recorded: Any = define(definition, self.context)
        identifier = self.identifiers[definition.name] = self._free(definition.name)
        numbers = count(1)
        parts, whole = shared(recorded.node, lambda: self._free(f"{identifier}_{next(numbers)}"))
        if definition.title:
            self.statements.append(f"# {definition.title}")
        self.statements += [statement(part_name, part) for part_name, part in [*parts, (identifier, whole)]]

    def _field(self, field: str) -> Recorder:
        """The name under which a physical column stands normalised at the top of the script."""
        if field not in self.fields:
            identifier = self._free(re.sub(r"\W", "_", field))
            recorded: Any = normalise(field, self._raw)
            self.fields[field] = (identifier, statement(identifier, recorded.node))
        return name(self.fields[field][0])

    def _free(self, wanted: str) -> str:
        """The wanted name, or the nearest that Python and the script leave free."""
        while keyword.iskeyword(wanted) or not wanted.isidentifier() or wanted in self._taken:
            wanted = f"{wanted}_" if wanted[:1].isidentifier() else f"_{wanted}"
        self._taken.add(wanted)
        return wanted


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


def _head(definition: Definition, script: _Script, language: Language) -> Iterator[str]:
    """The docstring, with an example of use."""
    title = f" {definition.title}" if definition.title else ""
    day = _AS_OF.say(language, {"day": script.context.as_of.isoformat()})
    used = script.identifiers[definition.name]
    alias = text(node_of(definition.name))
    example = f"filter({used})" if definition.type.kind is Kind.BOOL else f"with_columns({used}.alias({alias}))"
    yield 'r"""' + f"{definition.kind} {definition.name}{title} ({day})".replace('"', "'")
    yield ""
    yield f'{_USE.say(language)}: pl.scan_parquet("customers.parquet").{example}'
    yield '"""'
    yield ""


def _body(script: _Script, language: Language) -> Iterator[str]:
    fields = [written for _, written in script.fields.values()]
    statements = [*fields, *script.statements]
    moments = [word for word in ("date", "datetime") if any(re.search(rf"(?<![\w.]){word}\(", s) for s in statements)]
    if moments:
        yield f"from datetime import {', '.join(moments)}"
        yield ""
    yield "import polars as pl"
    yield ""
    if script.lists:
        yield f"# {_LISTS.say(language)}"
        yield f"LISTS = {{{', '.join(f'{text(node_of(key))}: []' for key in script.lists)}}}"
        yield ""
    if fields:
        yield f"# {_FIELDS.say(language)}"
        yield from fields
        yield ""
    yield from script.statements
