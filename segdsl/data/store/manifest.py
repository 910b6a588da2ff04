"""What a snapshot of a table says about itself, as JSON beside its columns."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from segdsl.data.report import DataReport, Fingerprint
from segdsl.diagnostics import Diagnostic, Text
from segdsl.diagnostics.diagnostic import Argument
from segdsl.rulebook.model import Table

FORMAT = 2
"""Of the files in the store: another one is built anew."""

NAME = "snapshot.json"


@dataclass(frozen=True, slots=True)
class Input:
    """A file that was read, as it was then."""

    path: str
    size: int
    modified: int
    sha256: str

    @property
    def stamp(self) -> tuple[str, int, int]:
        """What tells whether it may have changed, without reading it."""
        return self.path, self.size, self.modified


@dataclass(frozen=True, slots=True)
class PartFile:
    """A file of the snapshot, `size` bytes: the rows of the customers `first` … `first + customers - 1`."""

    file: str
    first: int
    customers: int
    rows: int
    size: int
    offsets: tuple[int, ...] = ()


@dataclass(frozen=True)
class Manifest:
    """A snapshot of one table.

    `meaning` is the hash of everything but the inputs that its contents depend on; `columns` says of numbers how large
    they are, and of each column whether it is complete. `days` counts all events by date, strangers' included.
    """

    table: str
    meaning: str
    inputs: tuple[Input, ...]
    rows: int
    parts: tuple[PartFile, ...]
    columns: Mapping[str, tuple[float | None, float | None, bool]]
    findings: tuple[Diagnostic, ...] = ()
    ignored: tuple[str, ...] = ()
    strangers: int = 0
    days: Mapping[int, int] = field(default_factory=dict)

    @property
    def identity(self) -> str:
        """The hash of contents and meaning: equal ones hold the same rows."""
        return digest([self.meaning, [one.sha256 for one in self.inputs]])

    @property
    def report(self) -> DataReport:
        """What was found when the data was held against its contract."""
        files = tuple(Fingerprint(Path(one.path), one.size, one.modified) for one in self.inputs)
        return DataReport(self.table, self.rows, self.findings, self.ignored, files)

    def dump(self, folder: Path) -> None:
        """Write it into the snapshot's folder."""
        tree = asdict(self) | {
            "format": FORMAT,
            "findings": [{"code": one.code, "args": _written(one.args)} for one in self.findings],
            "days": sorted(self.days.items()),
        }
        (folder / NAME).write_text(json.dumps(tree, ensure_ascii=False), encoding="utf-8")


def load(folder: Path) -> Manifest | None:
    """The manifest of a folder; None where there is none of this format, or one that cannot be read."""
    try:
        tree = json.loads((folder / NAME).read_text(encoding="utf-8"))
        return _read(tree) if tree["format"] == FORMAT else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def together(first: Manifest, then: Manifest) -> Manifest:
    """What is to be said of a snapshot whose inputs were read in two goes; its files are those of `then`."""
    days = Counter(first.days)
    days.update(then.days)
    return replace(
        then,
        inputs=first.inputs + then.inputs,
        rows=first.rows + then.rows,
        findings=_summed([*first.findings, *then.findings]),
        strangers=first.strangers + then.strangers,
        days=dict(days),
    )


_COUNTED = ("count", "known", "rows")
"""Arguments of findings that are numbers of cells or rows."""


def _summed(findings: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Findings of the same kind about the same column as one, with the first one's examples."""
    found: dict[tuple[str, object, object], Diagnostic] = {}
    for one in findings:
        key = (one.code, one.args.get("column"), one.args.get("table"))
        if key in found:
            counts = {
                name: earlier + later
                for name in _COUNTED
                if isinstance(earlier := found[key].args.get(name), int)
                and isinstance(later := one.args.get(name), int)
            }
            found[key] = replace(found[key], args={**found[key].args, **counts})
        else:
            found[key] = one
    return tuple(found.values())


def _read(tree: dict[str, Any]) -> Manifest:
    return Manifest(
        table=tree["table"],
        meaning=tree["meaning"],
        inputs=tuple(Input(**one) for one in tree["inputs"]),
        rows=tree["rows"],
        parts=tuple(PartFile(**{**one, "offsets": tuple(one["offsets"])}) for one in tree["parts"]),
        columns={name: (low, high, complete) for name, (low, high, complete) in tree["columns"].items()},
        findings=tuple(Diagnostic(one["code"], _arguments(one["args"])) for one in tree["findings"]),
        ignored=tuple(tree["ignored"]),
        strangers=tree["strangers"],
        days=dict(tree["days"]),
    )


def _written(args: Mapping[str, Argument]) -> dict[str, Any]:
    return {name: asdict(value) if isinstance(value, Text) else value for name, value in args.items()}


def _arguments(tree: Mapping[str, Any]) -> dict[str, Argument]:
    return {name: Text(**value) if isinstance(value, dict) else value for name, value in tree.items()}


def meaning(table: Table, zone: str, *more: str) -> str:
    """The hash of all that the contents of a snapshot depend on besides the data."""
    fields = [[one.name, str(one.type), one.column, one.role, repr(one.valid)] for one in table.fields.values()]
    return digest([FORMAT, table.name, table.key, table.at, fields, zone, *more])


def digest(value: Sequence[Any]) -> str:
    """A short hash of something made of lists, texts and numbers."""
    return sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()[:16]
