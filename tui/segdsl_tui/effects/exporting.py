"""Exports: what `segdsl export` does, over rules and data as they lie on disk, with nothing of the app in between."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from segdsl.cli.commands.export import HMAC_KEY
from segdsl_tui.effects.opening import opened
from segdsl_tui.state.exporting import Form
from segdsl_tui.state.options import Options

R = TypeVar("R")

if TYPE_CHECKING:
    from segdsl.api.project import Project
    from segdsl.campaign.export import Advance, Export, ExportOptions, Rehearsal
    from segdsl.data.store import Progress
    from segdsl.engine.stopping import Stop


@dataclass(frozen=True, slots=True)
class Told:
    """Who is told how far the work is: reading data, then writing; `stop` gives it up by raising `Stopped`."""

    read: Progress
    wrote: Advance
    stop: Stop


def rehearse(options: Options, form: Form, told: Told) -> Rehearsal:
    """Count what would be written. Raises `SegdslError` where writing would be refused, `Stopped` where `stop` does."""
    return _over(options, lambda project: project.rehearse(form.name, form.to, **_how(form)), told)


def write(options: Options, form: Form, told: Told) -> Export:
    """Write the file and its manifest. Raises as `rehearse` does; the folder is then as it was."""
    how = _how(form)
    how["options"] = replace(how["options"], advance=told.wrote)
    return _over(options, lambda project: project.export(form.name, form.to, **how), told)


def _over(options: Options, job: Callable[[Project], R], told: Told) -> R:
    from segdsl.api.access import StoreOptions

    with opened(options, StoreOptions(told.read)) as project:
        project.stop = told.stop
        return job(project)


def _how(form: Form) -> dict[str, Any]:
    return {"columns": form.columns, "options": _written(form), "despite_asserts": form.despite}


def _written(form: Form) -> ExportOptions:
    from segdsl.campaign.export import ExportOptions

    return ExportOptions(
        format=form.format,
        headers=form.headers or None,
        encoding=form.encoding,
        pii=form.pii,
        hmac_key=os.environ.get(HMAC_KEY, "").encode() or None,
        overwrite=form.overwrite,
    )
