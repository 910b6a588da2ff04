"""Learning in a process of its own: it keeps the processor for itself for seconds, and the screen must not wait for it.

The child opens the project as it lies on disk, as `segdsl fit` would, and tells how far it is. It can be ended at any
moment: artefacts appear whole or not at all.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, Queue
from threading import Thread
from typing import IO, TYPE_CHECKING, Any, Literal

from segdsl.diagnostics import Language, SegdslError
from segdsl.engine.stopping import Stopped
from segdsl_tui.state.options import Options

if TYPE_CHECKING:
    from rich.console import RenderableType

    from segdsl.learn.explore import Advance
    from segdsl_tui.effects.workbench import Wanted

LOOK = 0.05  # seconds between two looks at whether the work is still wanted


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be done with a definition: `fit` it, `explore` numbers of groups, `discover` what goes with it.

    What is found is written in the language.
    """

    options: Options
    name: str
    language: Language
    task: Literal["fit", "explore", "discover"] = "fit"


@dataclass(frozen=True, slots=True)
class Tried:
    """What was found, and written nowhere: as the command line prints it, and the rule text that is proposed."""

    parts: tuple[RenderableType, ...]
    draft: str


def learn(request: Request, advance: Advance, wanted: Wanted) -> Tried | None:
    """Have it done; None for a fit, whose artefact then lies beside the rules.

    Raises `SegdslError` for what cannot be fitted, `Stopped` once it is wanted no more, and `OSError` or `RuntimeError`
    where no process can be started or it ends before its time.
    """
    command = [sys.executable, "-m", "segdsl_tui.effects.learner"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        told: Queue[tuple[str, Any]] = Queue()
        try:
            with suppress(BrokenPipeError):  # that it ended is told by its silence
                pickle.dump(request, child.stdin)
                child.stdin.close()
            Thread(target=_listen, args=(child.stdout, told.put), daemon=True).start()
            while True:
                if not wanted():
                    raise Stopped
                with suppress(Empty):
                    what, said = told.get(timeout=LOOK)
                    match what:
                        case "far":
                            advance(*said)
                        case "refused":
                            raise SegdslError(*said)
                        case "done":
                            found: Tried | None = said
                            return found
                        case _:
                            raise RuntimeError("the process that fits ended before its time")
        finally:
            child.kill()


def _listen(stream: IO[bytes], tell: Callable[[tuple[str, Any]], None]) -> None:
    """Pass on what the child says, its end included."""
    with suppress(EOFError, OSError, pickle.UnpicklingError, ValueError):
        while True:
            tell(pickle.load(stream))
    tell(("gone", None))
