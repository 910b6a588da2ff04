"""Which rules and which data a command works on: the project found from the current folder, and what overrides it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click

from segdsl.cli.options import project as project_option
from segdsl.cli.output import Output
from segdsl.cli.values import day, settings
from segdsl.diagnostics import Source

if TYPE_CHECKING:
    from segdsl.api.project import Project


@dataclass(frozen=True, slots=True)
class Scope:
    """The values of the options that say so."""

    project: str | None
    data: tuple[str, ...]
    as_of: dt.date | None
    params: Mapping[str, str]
    key: str | None
    strict: bool

    def open(self, out: Output, rules: Sequence[Path] = (), expr: str | None = None) -> Project:
        """The project, or the rule files alone.

        Its sources, and the text of `-e`, become known to `out`, so that findings show the lines they are about.
        """
        import segdsl

        project = segdsl.open(
            self.project or ".",
            rules=rules,
            data=self.data,
            as_of=self.as_of,
            params=self.params,
            key=self.key,
            strict=self.strict,
        )
        out.sources.update(project.rulebook.sources)
        if expr is not None:
            from segdsl.engine.expression import FILE

            out.sources[FILE] = Source(FILE, expr)
        return project


def with_scope(function: Callable[..., int]) -> Callable[..., int]:
    """Add the options and hand them to the command as one `Scope`."""

    @wraps(function)
    def packed(
        out: Output,
        project: str | None,
        data: tuple[str, ...],
        as_of: dt.date | None,
        params: Mapping[str, str],
        key: str | None,
        strict: bool,
        **others: object,
    ) -> int:
        return function(out, Scope(project, data, as_of, params, key, strict), **others)

    for option in (
        click.option("--strict", is_flag=True),
        click.option("--key", metavar="FIELD"),
        click.option("--set", "params", metavar="NAME=VALUE", multiple=True, callback=settings),
        click.option("--as-of", metavar="DATE", callback=day),
        click.option("--data", metavar="NAME=PATH", multiple=True),
    ):
        packed = option(packed)
    return project_option(packed)
