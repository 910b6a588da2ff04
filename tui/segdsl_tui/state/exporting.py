"""What people fill in to export a segment, and the command line that writes the same files."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from segdsl.engine.plan import mentioned_by
from segdsl.lowering.polars import has_column
from segdsl.rulebook.model import Pii, Rulebook
from segdsl_tui.state.options import Options

FORMATS = ("csv", "xlsx", "parquet", "jsonl")
HEADERS = ("", "names", "titles")
"""What heads the columns; empty: as the format has it."""
ENCODINGS = ("utf-8-sig", "utf-8", "gb18030")
PII = ("mask", "hmac", "raw")
NO, YES = "no", "yes"


@dataclass(frozen=True, slots=True)
class Column:
    """A column that can be written. `pii` is the kind of personal data in it."""

    name: str
    title: str | None
    pii: Pii | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """The export of `name` as it is filled in, each field as the option of `segdsl export` is called.

    `columns` None: those that the rule mentions.
    """

    name: str
    to: str = "out"
    format: Literal["csv", "xlsx", "parquet", "jsonl"] = "csv"
    columns: tuple[str, ...] | None = None
    headers: Literal["", "names", "titles"] = ""
    encoding: Literal["utf-8-sig", "utf-8", "gb18030"] = "utf-8-sig"
    pii: Literal["mask", "hmac", "raw"] = "mask"
    overwrite: bool = False
    despite: bool = False

    def command(self, options: Options, *, dry: bool = False) -> str:
        """The command line that writes the same, or tries to; what is as the command has it anyway is left out."""
        words = [self.name, "--to", self.to]
        if self.columns is not None:
            words += ["--columns", ",".join(self.columns)]
        for option, value, default in (
            ("--as", self.format, "csv"),
            ("--headers", self.headers, ""),
            ("--encoding", self.encoding if self.format == "csv" else "utf-8-sig", "utf-8-sig"),
            ("--pii", self.pii, "mask"),
        ):
            if value != default:
                words += [option, value]
        words += ["--overwrite"] * self.overwrite + ["--despite-asserts"] * self.despite
        words += ["--dry-run"] * dry
        return options.command("export", *words)


def columns(rulebook: Rulebook, name: str) -> tuple[Column, ...]:
    """What can be written beside the key: first what the rule itself mentions, then the other fields and definitions.

    Fields and definitions that cannot be used, because of errors, are not among them.
    """
    profile = rulebook.profile
    fields = profile.fields if profile else {}
    found = {field.name: Column(field.name, field.title, field.pii) for field in fields.values()}
    for definition in rulebook.definitions.values():
        if has_column(definition) and definition.name not in rulebook.broken and definition.name != name:
            found[definition.name] = Column(definition.name, definition.title)
    first = [one for one in usual(rulebook, name) if one in found]
    key = profile.key if profile else ""
    return tuple(found[one] for one in dict.fromkeys([*first, *found]) if one != key)


def usual(rulebook: Rulebook, name: str) -> tuple[str, ...]:
    """The columns that are written beside the key where nobody chooses: those the rule mentions."""
    key = rulebook.profile.key if rulebook.profile else ""
    return tuple(one for one in mentioned_by(rulebook, name) if one != key)


def chosen(rulebook: Rulebook, name: str, ticked: Collection[str], pii: str) -> tuple[str, ...] | None:
    """The columns as the command takes them: None for those the rule mentions.

    Personal columns that are to be more than masked have to be named, so with `pii` other than `mask` all are.
    """
    wanted = tuple(column.name for column in columns(rulebook, name) if column.name in ticked)
    return None if wanted == usual(rulebook, name) and pii == "mask" else wanted
