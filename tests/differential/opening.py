"""A case through the front door: written as a project on disk, opened, and asked for the value of everything."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import polars as pl

import segdsl
from segdsl.api.access import StoreOptions
from segdsl.api.project import Project
from tests.differential.comparing import figures, story
from tests.differential.running import Run, values
from tests.differential.strategies import Case

Save = Callable[[pl.DataFrame, Path], None]
EVERYONE = "everyone_there_is"
PROJECT = """[project]
rules = ["规则.seg"]
as_of = {as_of}
timezone = "{zone}"

[data]
{data}

[lists]
vip = "vip.arrow"
"""


@dataclass(frozen=True)
class Layout:
    """How a case is laid out on disk and opened.

    `cuts` are the rows at which the data of a table is cut into files; `store` as `segdsl.open` takes it; a session may
    `remember` what it has worked out.
    """

    cuts: Mapping[str, Sequence[int]] = field(default_factory=dict)
    suffix: str = "arrow"
    save: Save = pl.DataFrame.write_ipc
    store: bool | StoreOptions = True
    remember: bool = False


@contextmanager
def opened(case: Case, layout: Layout | None = None) -> Iterator[Project]:
    """The case as an open project."""
    chosen = layout or Layout()
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), case, chosen)
        with segdsl.open(folder, store=chosen.store) as project:
            if chosen.remember:
                project.remember()
            yield project


def write(folder: Path, case: Case, layout: Layout) -> None:
    """The case as a project in a folder."""
    (folder / "规则.seg").write_text(with_everyone(case).rules, encoding="utf-8")
    for name, frame in tables_of(case).items():
        (folder / name).mkdir(exist_ok=True)
        for number, piece in enumerate(pieces(frame, layout.cuts.get(name, ()))):
            layout.save(piece, folder / name / f"{number:03}.{layout.suffix}")
    data = "\n".join(f'"{name}" = "{name}/*.{layout.suffix}"' for name in tables_of(case))
    text = PROJECT.format(as_of=case.as_of, zone=case.zone, data=data)
    (folder / "segdsl.toml").write_text(text, encoding="utf-8")
    pl.DataFrame({"id": list(case.vip)}, schema={"id": case.frame.schema["id"]}).write_ipc(folder / "vip.arrow")


def tables_of(case: Case) -> dict[str, pl.DataFrame]:
    """The rows of all tables."""
    return {"customer": case.frame, **case.events}


def pieces(frame: pl.DataFrame, cuts: Sequence[int]) -> list[pl.DataFrame]:
    """A frame cut into pieces at some rows."""
    return [frame[start:end] for start, end in pairwise([0, *sorted(cuts), frame.height])]


def with_everyone(case: Case) -> Case:
    """The case with a segment that everyone is in, so that the values of all can be asked for."""
    return case.having(f"segment {EVERYONE} {{ require true }}")


def by_key(project: Project, names: Sequence[str], keys: pl.Series | None = None) -> dict[str, dict[Any, Any]]:
    """The values of definitions by the customers' keys, or by those among `keys`."""
    members = project.members(EVERYONE, names)
    table = (members if keys is None else members.filter(pl.col("id").is_in(keys.implode()))).collect()
    found = table["id"].to_list()
    return {name: dict(zip(found, values(table[name]), strict=True)) for name in names}


def disagreement(run: Run, layout: Layout | None = None) -> str | None:
    """The first definition on which the opened project and the interpreter differ; None if they agree."""
    with opened(run.case, layout) as project:
        return difference_of(project, run)


def difference_of(project: Project, run: Run) -> str | None:
    """The first definition on which a project and the interpreter differ, dependencies first."""
    found = by_key(project, run.names)
    keys = run.case.frame["id"].to_list()
    for name in run.names:
        mine, theirs = dict(zip(keys, run.customers.values(name), strict=True)), found[name]
        if mine != theirs or {k: type(v) for k, v in mine.items()} != {k: type(v) for k, v in theirs.items()}:
            return story(run, name, "values", theirs, mine)
    preview = project.preview(run.names, waterfall=True)
    if preview.universe != run.case.frame.height:
        return f"universe: {preview.universe} of {run.case.frame.height}"
    for item in preview.items:
        for what, counted, expected in figures(run, item):
            if counted != expected:
                return story(run, item.name, what, counted, expected)
    return None
