"""Rules to polars expressions.

`define` gives the column of a definition, in terms of field columns and of the columns of the definitions it uses
(`column_name`), so that a rulebook can be evaluated level by level and every shared part once. `expression` gives the
same with everything put in, for a frame of its own.
"""

from __future__ import annotations

from segdsl.lowering.polars.columns import (
    define,
    define_kleene,
    expression,
    keeps,
    lower,
    lower_condition,
    lower_kleene,
    needed,
)
from segdsl.lowering.polars.context import Context, Places, Storage, column_name, storage
from segdsl.lowering.polars.facts import definition_may_be_unknown, may_be_missing, may_be_unknown
from segdsl.lowering.polars.script import reads_events, render
from segdsl.lowering.polars.script_sources import Files, KeyFiles, Sources
from segdsl.rulebook.model import has_column

__all__ = [
    "Context",
    "Files",
    "KeyFiles",
    "Places",
    "Sources",
    "Storage",
    "column_name",
    "define",
    "define_kleene",
    "definition_may_be_unknown",
    "expression",
    "has_column",
    "keeps",
    "lower",
    "lower_condition",
    "lower_kleene",
    "may_be_missing",
    "may_be_unknown",
    "needed",
    "reads_events",
    "render",
    "storage",
]
