"""`compile --to polars`: a definition and all it uses as a Python script, made by recording the lowering itself."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from segdsl.diagnostics import Language, Text
from segdsl.functions.types import Kind
from segdsl.lowering.polars.columns import define, needed
from segdsl.lowering.polars.context import Context
from segdsl.lowering.polars.layout import statement, text
from segdsl.lowering.polars.recorder import Recorder, name, node_of
from segdsl.rulebook.model import Definition

_TAKEN = frozenset({"pl", "date", "datetime", "LISTS"})
_LISTS = Text("the keys of the uploaded lists", "上传名单中的主键")
_USE = Text("for example", "用法示例")
_AS_OF = Text("as of {day}", "截至 {day}")


class _Lists(Mapping[str, Any]):
    """Stands in for the uploaded lists: each is looked up in the script's own table, and noted here."""

    def __init__(self) -> None:
        self.asked: dict[str, None] = {}

    def __getitem__(self, key: str) -> Recorder:
        self.asked[key] = None
        return name(f"LISTS[{_literal(key)}]")

    def __contains__(self, key: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(self.asked)

    def __len__(self) -> int:
        return len(self.asked)


def render(wanted: str, order: Iterable[str], context: Context, language: Language = "en") -> str:
    """A script that ends with the expression of the definition `wanted` under its name.

    `order` lists the definitions so that each stands after all it uses. Raises `SegdslError` for what this version does
    not evaluate.
    """
    lists = _Lists()
    recording: Any = name("pl")
    identifiers = {each: _identifier(each) for each in context.definitions}
    references: dict[str, Any] = {each: name(identifiers[each]) for each in identifiers}
    context = replace(context, polars=recording, lists=lists, reference=lambda used, _: references[used])
    blocks: list[str] = []
    for each in needed(wanted, order, context.definitions):
        definition = context.definitions[each]
        lowered: Any = define(definition, context)
        comment = f"# {definition.title}\n" if definition.title else ""
        blocks.append(comment + statement(identifiers[each], lowered.node))
    body = "\n".join(blocks)
    return "\n".join([*_head(context.definitions[wanted], context, body, lists, language), body, ""])


def _head(definition: Definition, context: Context, body: str, lists: _Lists, language: Language) -> Iterator[str]:
    """The docstring, with an example, and what the body needs to be defined."""
    title = f" {definition.title}" if definition.title else ""
    day = _AS_OF.say(language, {"day": context.as_of.isoformat()})
    used = _identifier(definition.name)
    example = (
        f"filter({used})" if definition.type.kind is Kind.BOOL else f"with_columns({used}.alias({definition.name!r}))"
    )
    yield f'"""{_safe(f"{definition.kind} {definition.name}{title}")} ({day})'
    yield ""
    yield f'{_USE.say(language)}: pl.scan_parquet("customers.parquet").{example}'
    yield '"""'
    yield ""
    moments = [word for word in ("date", "datetime") if re.search(rf"(?<![\w.]){word}\(", body)]
    if moments:
        yield f"from datetime import {', '.join(moments)}"
        yield ""
    yield "import polars as pl"
    yield ""
    if lists:
        entries = ", ".join(f"{_literal(key)}: []" for key in lists)
        yield f"# {_LISTS.say(language)}"
        yield f"LISTS = {{{entries}}}"
        yield ""


def _literal(value: str) -> str:
    return text(node_of(value))


def _safe(title: str) -> str:
    """Text that may stand in a docstring."""
    return title.replace("\\", "\\\\").replace('"', "'")


def _identifier(name_: str) -> str:
    """The definition's name, or the nearest that Python leaves free."""
    return f"{name_}_" if keyword.iskeyword(name_) or name_ in _TAKEN else name_
