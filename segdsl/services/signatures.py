"""The call that is being written: what its function takes, and which of that the cursor is at."""

from __future__ import annotations

from dataclasses import dataclass

from segdsl.diagnostics import Span, Text
from segdsl.functions import REGISTRY
from segdsl.functions.spec import Parameter
from segdsl.functions.types import STORED, Kind
from segdsl.services.spot import spot
from segdsl.services.texts.functions import SPECIAL_FUNCTIONS
from segdsl.services.workspace import Place, Workspace

REST = "…"
"""The parameter that stands for any number of further ones."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A function and its parameters as they are shown, optional ones between brackets.

    `active` is the parameter the cursor is at, None behind the last. `span` is the function's name in the file.
    """

    function: str
    parameters: tuple[str, ...]
    active: int | None
    summary: Text
    span: Span


def signature(workspace: Workspace, file: str, place: Place) -> Signature | None:
    """The innermost call around a place, up to its closing parenthesis; None outside of calls."""
    offset = workspace.offset(file, place)
    calls = spot(workspace.known, workspace.sources[file].text, offset).calls
    if not calls:
        return None
    call = calls[0]
    shown, summary = parameters(call.function)
    return Signature(call.function, shown, _active(shown, call.argument), summary, call.span)


def parameters(function: str) -> tuple[tuple[str, ...], Text]:
    """The parameters of a function as they are shown, and what it gives."""
    if function in SPECIAL_FUNCTIONS:
        return SPECIAL_FUNCTIONS[function]
    declared = REGISTRY[function]
    shown = tuple(map(_shown, declared.parameters))
    return (*shown, REST) if declared.variadic else shown, declared.summary


def _shown(parameter: Parameter) -> str:
    kinds = (
        "any" if parameter.kinds >= STORED - {Kind.LIST} else " | ".join(k.value for k in Kind if k in parameter.kinds)
    )
    shown = f"{parameter.name}: {kinds}"
    return f"[{shown}]" if parameter.optional else shown


def _active(shown: tuple[str, ...], argument: int) -> int | None:
    """The parameter of an argument: one that is repeated takes all further ones."""
    if REST in shown:
        return min(argument, shown.index(REST))
    return argument if argument < len(shown) else None
