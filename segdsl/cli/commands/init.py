"""`segdsl init`: a new project; from data files, their contract is drafted."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from segdsl.cli.command import declare
from segdsl.cli.options import output_format
from segdsl.cli.output import Output
from segdsl.cli.texts import init as texts
from segdsl.data.project import DEFAULT_ZONE, FILE_NAME, DataSource, data_option
from segdsl.diagnostics import Diagnostic, Language, SegdslError, Text

if TYPE_CHECKING:
    from segdsl.rulebook.model import Table

CONTRACT, SEGMENTS = "rules/contract.seg", "rules/segments.seg"


@dataclass(frozen=True, slots=True)
class Draft:
    """Contract text for the tables that were understood, where their data is, and the files that were not.

    `doubts` name cells that made a column text.
    """

    tables: tuple[Table, ...]
    text: str
    paths: Mapping[str, str]
    left_out: tuple[str, ...]
    doubts: tuple[Diagnostic, ...]


@declare("init")
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option("--data", metavar="NAME=PATH", multiple=True)
@click.option("--key", metavar="FIELD")
@output_format("text", "json")
def command(out: Output, folder: Path, data: tuple[str, ...], key: str | None, form: str) -> int:
    """Draft first, then write: a file that cannot be read leaves nothing behind."""
    taken = next((folder / name for name in (FILE_NAME, CONTRACT, SEGMENTS) if (folder / name).exists()), None)
    if taken:
        raise SegdslError(Diagnostic("project-exists", {"path": str(taken)}))
    draft = draft_from(data, key, folder.resolve(), out.language) if data else None
    files = {
        FILE_NAME: settings_text(out, folder.resolve().name, draft.paths if draft else {}),
        CONTRACT: contract_text(out, draft),
        SEGMENTS: plain(out, texts.SEGMENTS),
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    if form == "json":
        tables = [{"name": t.name, "role": t.role, "fields": list(t.fields)} for t in draft.tables] if draft else []
        out.json({"folder": str(folder), "files": list(files), "tables": tables})
        return 0
    out.text("\n".join([out.say(texts.CREATED, folder=folder), *(f"  {folder / name}" for name in files)]) + "\n")
    for file in draft.left_out if draft else ():
        out.note(texts.LEFT_OUT, file=file, key=draft.tables[0].key if draft else "")
    out.remarks(draft.doubts if draft else ())
    out.note(texts.NEXT if draft else texts.NEXT_WITHOUT_DATA, contract=folder / CONTRACT)
    return 0


def draft_from(data: tuple[str, ...], key: str | None, root: Path, language: Language) -> Draft:
    """Read the files. Raises `SegdslError` for what cannot be read, and where no file has a key."""
    from segdsl.data.doubts import doubts
    from segdsl.data.draft import draft_contract, draft_tables, identifier
    from segdsl.data.sources import scan

    given: dict[str, DataSource] = {}
    for text in data:
        name, source = data_option(text, Path.cwd())
        given[name or identifier(Path(source.path).stem)] = source
    scanned = {name: scan(source) for name, source in given.items()}
    tables = draft_tables(scanned, key)
    doubtful = tuple(doubt for table in tables for doubt in doubts(scanned[table.name], table))
    known = {table.name for table in tables}
    paths = {name: seen_from(root, source) for name, source in given.items() if name in known}
    left_out = tuple(source.path for name, source in given.items() if name not in known)
    return Draft(tables, draft_contract(tables, language), paths, left_out, doubtful)


def seen_from(root: Path, source: DataSource) -> str:
    """The path of a source as the project names it: relative, so that the project can be moved and shared."""
    path = source.base / source.path
    resolved = path.parent.resolve() / path.name  # the last part may be a pattern
    try:
        return Path(os.path.relpath(resolved, root)).as_posix()
    except ValueError:  # another drive
        return resolved.as_posix()


def settings_text(out: Output, name: str, paths: Mapping[str, str]) -> str:
    """The text of `segdsl.toml`."""
    listed = "".join(f"{bare(table)} = {quoted(path)}\n" for table, path in paths.items()) or plain(out, texts.NO_DATA)
    return (
        f"{plain(out, texts.SETTINGS_HEAD)}[project]\nname = {quoted(name)}\n"
        f'rules = ["rules"]\ntimezone = "{DEFAULT_ZONE}"\n{plain(out, texts.NO_AS_OF)}\n[data]\n{listed}'
    )


def contract_text(out: Output, draft: Draft | None) -> str:
    """The text of the contract: drafted, or a place to begin."""
    return plain(out, texts.CONTRACT_HEAD) + (draft.text.rstrip() + "\n" if draft else plain(out, texts.EMPTY_CONTRACT))


def plain(out: Output, text: Text) -> str:
    """A text whose braces are written doubled."""
    return out.say(text, none="")


def bare(key: str) -> str:
    """A key of TOML: as it is where it may stand without quotes, which no Chinese word may."""
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else quoted(key)


def quoted(text: str) -> str:
    """A string of TOML; its escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False)
