"""`compile --to polars`: a definition and all it uses as a Python script, made by recording the lowering itself.

Of rules over the profile alone the script is an expression to use wherever there are customers. What reads events needs
more than an expression: such a script opens the data itself, and ends with a frame.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from segdsl.diagnostics import Diagnostic, Language, SegdslError
from segdsl.lowering.fitted.exemplars import score_fields
from segdsl.lowering.polars.columns import needed
from segdsl.lowering.polars.context import Context
from segdsl.lowering.polars.script_frames import FrameScript
from segdsl.lowering.polars.script_sources import Sources
from segdsl.lowering.polars.script_writer import Script
from segdsl.rulebook.model import Definition
from segdsl.rulebook.terms import Aggregate, Sequence, Was
from segdsl.rulebook.walk import descend, expressions


def render(
    wanted: str,
    order: Iterable[str],
    context: Context,
    language: Language = "en",
    sources: Sources | None = None,
) -> str:
    """A script that ends with the definition `wanted` under its name, and says how to use it.

    `order` lists the definitions so that each stands after all it uses. With a contract in the context the script takes
    the columns as they are in the file, else as they are in a snapshot. Events are read where `sources` are given.
    Raises `SegdslError` for what cannot be written.
    """
    order = list(order)
    for each in needed(wanted, order, context.definitions):
        if score_fields(context.definitions[each]):
            raise SegdslError(Diagnostic("scores-in-script", {"name": each}))
    if sources is not None and context.contract is not None and reads_events(wanted, order, context.definitions):
        script: Script = FrameScript(context, context.contract, order, sources)
    else:
        script = Script(context, order)
    script.define(wanted)
    definition = context.definitions[wanted]
    return "\n".join([*script.head(definition, language), *script.body(definition, language), ""])


def reads_events(wanted: str, order: Iterable[str], definitions: Mapping[str, Definition]) -> bool:
    """Whether a definition, or one that it uses, asks about events or about a day gone by."""
    return any(
        isinstance(part, Aggregate | Sequence | Was)
        for each in needed(wanted, order, definitions)
        for term in expressions(definitions[each])
        for part in descend(term)
    )
