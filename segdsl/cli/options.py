"""The options that several commands share, each declared once. Their explanations are in the table of texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import click

from segdsl.cli.values import OneOf

F = TypeVar("F", bound=Callable[..., object])

LANGUAGES = ("en", "zh")
UNIVERSAL = frozenset({"lang", "debug", "help"})


def universal(function: F) -> F:
    """Add what every command takes. Both are read ahead of parsing (see `early`), so that errors obey them too."""
    for option in (
        click.option("--debug", is_flag=True, expose_value=False),
        click.option("--lang", type=OneOf(LANGUAGES), expose_value=False),
    ):
        function = option(function)
    return function


def project(function: F) -> F:
    """`--project`: where to look for the rules."""
    return click.option("--project", metavar="DIR")(function)


def output_format(*formats: str) -> Callable[[F], F]:
    """`--format`, the first being the default."""
    return click.option("--format", "form", type=OneOf(formats), default=formats[0], show_default=True)


def early(name: str, arguments: Sequence[str]) -> str | None:
    """The value of an option wherever it stands on the command line, before anything has been parsed."""
    before = list(arguments[: arguments.index("--")] if "--" in arguments else arguments)
    for at, argument in enumerate(before):
        if argument == name and at + 1 < len(before):
            return before[at + 1]
        if argument.startswith(f"{name}="):
            return argument.partition("=")[2]
    return None
