"""The text of a data contract drafted from files, for people to correct: `segdsl init --data`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from segdsl.data.infer import infer_contract, infer_events
from segdsl.data.part import Scanned
from segdsl.diagnostics import Language, SegdslError, Text
from segdsl.functions.types import Kind
from segdsl.rulebook.model import Field, Table
from segdsl.syntax.unparse import format_name, format_text

_GUESSED = Text(
    "pii was guessed from names and values: correct it before you rely on masking.",
    "pii（个人信息）由列名和取值推测：请核对后再依赖脱敏。",
)
_LEFT_OUT = Text("left out, because its header holds a line break: ", "表头含换行，未列入：")


def draft_tables(sources: Mapping[str, Scanned], key: str | None = None) -> tuple[Table, ...]:
    """A contract for each source, the profile first.

    The profile is the first source that has a key (`infer_contract`); the others are events if they have its key
    column, else they are left out. Raises the first source's `SegdslError` if none can be the profile.
    """
    first: SegdslError | None = None
    for name, scanned in sources.items():
        try:
            profile = infer_contract(scanned, identifier(name), key)
        except SegdslError as error:
            first = first or error
            continue
        others = {other: one for other, one in sources.items() if other != name}
        events = (infer_events(one, identifier(other), profile.fields[profile.key]) for other, one in others.items())
        return tuple(_draft(table) for table in (profile, *events) if table)
    raise first or ValueError("there are no sources")


def draft_contract(tables: Sequence[Table], language: Language = "en") -> str:
    """The declarations of these tables as rule text, ready to be checked; its comments in `language`."""
    guessed = any(field.pii for table in tables for field in table.fields.values())
    remark = [f"# {_GUESSED.say(language)}"] if guessed else []
    return "\n".join([*remark, *(line for table in tables for line in _declaration(table, language))])


def _declaration(table: Table, language: Language) -> Iterator[str]:
    yield f"{table.role} {format_name(table.name)} {{"
    for field in table.fields.values():
        line = " ".join(_parts(field))
        if any(unicodedata.category(character) == "Cc" for character in line):
            yield f"  # {_LEFT_OUT.say(language)}{' '.join(field.column.split())}"
        else:
            yield f"  {line}"
    yield "}\n"


def _parts(field: Field) -> Iterator[str]:
    yield field.role
    yield format_name(field.name)
    if field.type.kind is Kind.CATEGORY:
        values = ", ".join(
            format_name(value) if value.isidentifier() else format_text(value) for value in field.type.values
        )
        yield f"category({values})" + "?" * field.type.optional
    else:
        yield str(field.type)
    if field.title:
        yield format_text(field.title)
    if field.column != field.name:
        yield f"from {format_text(field.column)}"
    if field.pii:
        yield f"pii {field.pii}"


def _draft(table: Table) -> Table:
    """The table with names that need no backquotes, and titles where a header said more."""
    fields: dict[str, Field] = {}
    for field in table.fields.values():
        name = _unused(identifier(field.column), fields)
        title = field.column.strip() if field.column != name else None
        fields[name] = replace(field, name=name, title=title)
    names = {field.column: name for name, field in fields.items()}
    return replace(table, fields=fields, key=names[table.key], at=names[table.at] if table.at else None)


def identifier(text: str) -> str:
    """A word of the language made from a header or a file name: `Customer ID` is customer_id, `地市(新)` is 地市_新."""
    words = re.sub(r"\W+", "_", unicodedata.normalize("NFKC", text)).strip("_")
    words = words.lower() if words.isascii() else words
    return f"_{words}" if not words or words[0].isdigit() else words


def _unused(name: str, taken: Mapping[str, Field]) -> str:
    used = {other.casefold() for other in taken}
    candidates = (name if number == 1 else f"{name}_{number}" for number in range(1, len(taken) + 2))
    return next(candidate for candidate in candidates if candidate.casefold() not in used)
