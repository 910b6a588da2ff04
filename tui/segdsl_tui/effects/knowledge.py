"""What the language services have to know of the rules, made in the worker thread that checks them.

Whatever they load is loaded here too: what is asked at a key then answers in a millisecond.
"""

from __future__ import annotations

from collections.abc import Iterable

from segdsl.diagnostics import Source
from segdsl.rulebook.model import Rulebook
from segdsl.services import completion, hover, signatures  # noqa: F401 - loaded before the first key asks for them
from segdsl.services.workspace import Workspace
from segdsl.syntax.tables import tables


def known(sources: Iterable[Source], rulebook: Rulebook) -> Workspace:
    """The texts and the rulebook made from them, ready to be asked."""
    tables()
    return Workspace.of(sources, rulebook)
