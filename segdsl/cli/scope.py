"""Which rules and which data a command works on: the project found from the current folder, and what overrides it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from segdsl.cli.options import project as project_option
from segdsl.cli.output import Output
from segdsl.cli.progress import RowCount
from segdsl.cli.values import day, settings
from segdsl.cli.values import memory as memory_size
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
    store: bool = True
    memory: int | None = None

    def open(self, out: Output, rules: Sequence[Path] = (), expr: str | None = None) -> Project:
        """The project, or the rule files alone.

        Its sources, and the text of `-e`, become known to `out`, so that findings show the lines they are about.
        """
        import segdsl
        from segdsl.api.access import StoreOptions
        from segdsl.engine.cache import MEMORY

        project = segdsl.open(
            self.project or ".",
            rules=rules,
            data=self.data,
            as_of=self.as_of,
            params=self.params,
            key=self.key,
            strict=self.strict,
            store=StoreOptions(RowCount(out), self.memory or MEMORY, snapshots=self.store),
        )
        out.sources.update(project.rulebook.sources)
        out.noticed.extend(project.customers.findings)
        if expr is not None:
            from segdsl.engine.expression import FILE

            out.sources[FILE] = Source(FILE, expr)
        return project


OWN_DATA = ""
"""The value of an optional `--data` that is given without one: the data that the project names."""


def with_scope(function: Callable[..., int]) -> Callable[..., int]:
    """Add the options and hand them to the command as one `Scope`."""
    return _packed(function, click.option("--data", metavar="NAME=PATH", multiple=True))


def with_optional_data(function: Callable[..., int]) -> Callable[..., int]:
    """As `with_scope`, for a command that reads data only where it is asked to: `--data` may stand alone."""
    return _packed(
        function, click.option("--data", metavar="[NAME=PATH]", multiple=True, is_flag=False, flag_value=OWN_DATA)
    )


def _packed(function: Callable[..., int], data_option: Callable[..., Any]) -> Callable[..., int]:
    @wraps(function)
    def packed(out: Output, **options: Any) -> int:
        store = not options.pop("no_store")
        values = {field.name: options.pop(field.name) for field in fields(Scope) if field.name != "store"}
        return function(out, Scope(store=store, **values), **options)

    for option in (
        click.option("--memory", metavar="SIZE", callback=memory_size),
        click.option("--no-store", is_flag=True),
        click.option("--strict", is_flag=True),
        click.option("--key", metavar="FIELD"),
        click.option("--set", "params", metavar="NAME=VALUE", multiple=True, callback=settings),
        click.option("--as-of", metavar="DATE", callback=day),
        data_option,
    ):
        packed = option(packed)
    return project_option(packed)
