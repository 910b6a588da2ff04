"""The export of a segment: the target file and the manifest that says what it is.

Order of work: members of the segment → customers who refuse contact taken out, counted per reason → columns in their
final form → written to a temporary folder → read back and compared with what should be there → published.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import polars as pl

from segdsl.campaign import manifest as m
from segdsl.campaign.cells import PiiMode, hide, neutralised, titled
from segdsl.campaign.formats import FORMATS, Encoding, FormatName, require_room
from segdsl.campaign.publish import cannot_write, publish, workspace
from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.engine.testing.results import AssertVerdict
from segdsl.rulebook.model import Pii

Phase = Literal["members", "write", "check"]
"""What an export is at: who is in it, writing them, reading them back."""

Advance = Callable[[Phase, int, int], None]
"""Told how many rows of how many are done in a phase; gives the export up by raising, and nothing is left."""


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How a target file is written.

    `headers` None follows the format. `encoding` matters for CSV. `pii` other than `mask` counts only for columns that
    were asked for by name; `hmac_key` is the secret for `hmac`. `advance` is told how far the export is.
    """

    format: FormatName = "csv"
    headers: Literal["names", "titles"] | None = None
    encoding: Encoding = "utf-8-sig"
    pii: PiiMode = "mask"
    hmac_key: bytes | None = None
    overwrite: bool = False
    advance: Advance = lambda _phase, _done, _rows: None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the target file: what it is called either way, its personal-data kind, the titles of its values."""

    name: str
    title: str | None = None
    pii: Pii | None = None
    requested: bool = False
    titles: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Customers who refuse contact: the bool field that says so and what people call it."""

    field: str
    title: str | None


@dataclass(frozen=True, slots=True)
class Target:
    """An audience ready to be written: its members with the columns of the file, the key first, and the refusals.

    `facts` gives what the manifest says of rules, data and time; it must not depend on who runs the export or when, and
    is asked for once there is something to say it of, for it reads all files for their hashes.
    `asserts` is what the rulebook's assertions came to.
    """

    name: str
    members: pl.LazyFrame
    columns: tuple[Column, ...]
    refusals: tuple[Refusal, ...]
    facts: Callable[[], Mapping[str, Any]]
    asserts: tuple[AssertVerdict, ...] = ()


@dataclass(frozen=True, slots=True)
class Export:
    """What was written. `files`, `removed` and `asserts` are the entries of the manifest."""

    files: tuple[Mapping[str, Any], ...]
    removed: tuple[Mapping[str, Any], ...]
    manifest: Path
    asserts: tuple[AssertVerdict, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The JSON of `export`."""
        return {
            "files": list(self.files),
            "removed": list(self.removed),
            "asserts": [verdict.to_dict() for verdict in self.asserts],
            "manifest": str(self.manifest),
        }


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What an export would write, and who would be taken out; nothing has been written.

    `files` and `columns` are the entries of the manifest, the files without their hashes; a column's `treatment` is
    how its personal data would appear (None: it has none).
    """

    files: tuple[Mapping[str, Any], ...]
    columns: tuple[Mapping[str, Any], ...]
    removed: tuple[Mapping[str, Any], ...]
    manifest: Path
    asserts: tuple[AssertVerdict, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The JSON of `export --dry-run`."""
        return {
            "dry_run": True,
            "files": list(self.files),
            "columns": list(self.columns),
            "removed": list(self.removed),
            "asserts": [verdict.to_dict() for verdict in self.asserts],
            "manifest": str(self.manifest),
        }


def rehearse(target: Target, folder: Path, options: ExportOptions) -> Rehearsal:
    """Count what `export` would write. Raises what it would raise before its first byte; `folder` is not made."""
    _require_possible(target, folder, options)
    names = dict.fromkeys([target.columns[0].name, *(refusal.field for refusal in target.refusals)])
    kept, removed = _without_refusals(target.members.select(*names).collect(engine="streaming"), target)
    if options.format == "xlsx":
        require_room(kept.height)
    data_name, manifest_name = _names(target, options)
    columns = [{**entry, "treatment": _treatment(c, options)} for c, entry in _described(target, options)]
    files = ({"path": data_name, "rows": kept.height},)
    return Rehearsal(files, tuple(columns), tuple(removed), folder / manifest_name, target.asserts)


def export(target: Target, folder: Path, options: ExportOptions) -> Export:
    """Write `target` into `folder` as `NAME.csv` (or another format) with `NAME.manifest.json`.

    Raises `SegdslError`: `target-exists` without `overwrite`, `export-running`, `cannot-write` (a full disk, no
    permission), `too-many-rows` for a sheet, `hmac-key-missing`, `read-back-differs`. In every case the folder is left
    as it was.
    """
    form = FORMATS[options.format]
    data_name, manifest_name = _names(target, options)
    _require_possible(target, folder, options)  # before the folder is made
    with workspace(folder) as temporary:
        _require_possible(target, folder, options)  # nobody else writes there now
        options.advance("members", 0, 0)
        members = target.members.collect(engine="streaming")
        kept, removed = _without_refusals(members, target)
        frame = _final(kept, target, options)
        written = temporary / data_name
        try:
            options.advance("write", 0, frame.height)
            form.write(frame, written, options.encoding, lambda done: options.advance("write", done, frame.height))
            options.advance("check", 0, frame.height)
            _compare(frame, form.read_keys(written, options.encoding), options, data_name)
            entry = m.file_entry(written, frame.height)
            m.dump(_manifest(target, options, entry, removed), temporary / manifest_name)
            publish(temporary, folder, (data_name, manifest_name))
        except OSError as problem:
            raise SegdslError(cannot_write(problem, folder)) from problem
    return Export((entry,), tuple(removed), folder / manifest_name, target.asserts)


def _names(target: Target, options: ExportOptions) -> tuple[str, str]:
    """What the target file and its manifest are called."""
    return target.name + FORMATS[options.format].suffix, target.name + ".manifest.json"


def _require_possible(target: Target, folder: Path, options: ExportOptions) -> None:
    """Raises `hmac-key-missing` and `target-exists`."""
    if options.pii == "hmac" and not options.hmac_key:
        raise SegdslError(Diagnostic("hmac-key-missing"))
    taken = [name for name in _names(target, options) if (folder / name).exists()]
    if taken and not options.overwrite:
        raise SegdslError(Diagnostic("target-exists", {"path": str(folder / taken[0])}))


def _without_refusals(members: pl.DataFrame, target: Target) -> tuple[pl.DataFrame, list[dict[str, Any]]]:
    """Takes out, reason by reason and each customer once, who refuses contact; a missing answer refuses nothing."""
    removed = []
    for refusal in target.refusals:
        refuses = pl.col(refusal.field).fill_null(False)
        kept = members.filter(~refuses)
        removed.append(m.removed_entry(refusal.title or refusal.field, members.height - kept.height))
        members = kept
    return members, removed


def _final(members: pl.DataFrame, target: Target, options: ExportOptions) -> pl.DataFrame:
    """The cells as they are written, ordered by key."""
    frame = members.sort(target.columns[0].name).select(c.name for c in target.columns)
    for mode in dict.fromkeys(("mask", options.pii)):
        treated = {c.name: c.pii for c in target.columns if c.pii and _treatment(c, options) == mode}
        frame = hide(frame, treated, mode, options.hmac_key)
    if _heads(options) == "titles":
        with_titles = [c for c in target.columns if c.titles]
        frame = frame.with_columns(titled(pl.col(c.name), c.titles or {}).alias(c.name) for c in with_titles)
    return frame.rename(_headers(target, options))


def _treatment(column: Column, options: ExportOptions) -> PiiMode | None:
    """How personal data appears in a column: masked, unless it was asked for by name; None without such data."""
    if column.pii is None:
        return None
    return options.pii if column.requested else "mask"


def _heads(options: ExportOptions) -> Literal["names", "titles"]:
    return options.headers or FORMATS[options.format].headers


def _headers(target: Target, options: ExportOptions) -> dict[str, str]:
    """What heads each column; a title that two columns share is followed by the name."""
    if _heads(options) == "names":
        return {c.name: c.name for c in target.columns}
    titles = [c.title or c.name for c in target.columns]
    return {
        c.name: title if titles.count(title) == 1 else f"{title} ({c.name})"
        for c, title in zip(target.columns, titles, strict=True)
    }


def _described(target: Target, options: ExportOptions) -> list[tuple[Column, dict[str, Any]]]:
    """The columns with their entries in the manifest."""
    headers = _headers(target, options)
    return [(c, {"name": c.name, "header": headers[c.name], "pii": c.pii}) for c in target.columns]


def _compare(frame: pl.DataFrame, found: pl.Series, options: ExportOptions, name: str) -> None:
    """Every row that should be there is there, in order, judged by its key; raises `read-back-differs`."""
    keys = frame.to_series(0).cast(pl.String)
    expected = pl.select(neutralised(pl.lit(keys))).to_series() if options.format == "csv" else keys
    if found.len() != expected.len() or not found.cast(pl.String).eq_missing(expected).all():
        args: dict[str, str | int | float] = {"file": name, "expected": expected.len(), "found": found.len()}
        raise SegdslError(Diagnostic("read-back-differs", args))


def _manifest(
    target: Target, options: ExportOptions, entry: Mapping[str, Any], removed: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "manifest": m.FORMAT,
        "name": target.name,
        **target.facts(),
        "versions": m.versions(),
        "format": options.format,
        "encoding": options.encoding if options.format == "csv" else None,
        "columns": [entry for _, entry in _described(target, options)],
        "pii": options.pii,
        "asserts": [verdict.to_dict() for verdict in target.asserts],
        "removed": removed,
        "files": [entry],
        "run": m.run_object(),
    }
