"""The process that learns on behalf of the app (see `apart`): run as a module, it does one request."""

from __future__ import annotations

import os
import pickle
import sys
from typing import TYPE_CHECKING

from segdsl.syntax.unparse import format_name
from segdsl_tui.effects.apart import Request, Tried
from segdsl_tui.effects.opening import opened

if TYPE_CHECKING:
    from segdsl.api.project import Project
    from segdsl.learn.explore import Advance

MODEST = 5
"""How much the process leaves others the first go, where the system knows of that."""


def main() -> None:
    """Read a request, do it, and tell of it. What else is printed goes nowhere."""
    from segdsl.cli.failures import as_segdsl_error

    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - no file of anybody's
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    if hasattr(os, "nice"):
        os.nice(MODEST)

    def tell(what: str, said: object) -> None:
        pickle.dump((what, said), out)
        out.flush()

    request: Request = pickle.load(sys.stdin.buffer)
    try:
        tell("done", _learned(request, lambda done, every: tell("far", (done, every))))
    except Exception as error:  # noqa: BLE001 - whatever it is, people read it on the page
        tell("refused", as_segdsl_error(error).diagnostics)


def _learned(request: Request, advance: Advance) -> Tried | None:
    with opened(request.options) as project:
        match request.task:
            case "fit":
                project.fit([request.name])
                return None
            case "explore":
                return _explored(project, request, advance)
            case "discover":
                return _discovered(project, request)


def _explored(project: Project, request: Request, advance: Advance) -> Tried:
    from segdsl.api import learning
    from segdsl.cli.show.fitted.explore import pages

    (found,) = learning.explore(project, [request.name], request.language, advance)
    return Tried(tuple(pages(found, project.rulebook, request.language)), found.draft)


def _discovered(project: Project, request: Request) -> Tried:
    from segdsl.api.discover import Search, discover
    from segdsl.cli.show.discover import pages, rules

    found = discover(project, None, Search(target=format_name(request.name)))
    parts = tuple(pages(found, request.language, implied=False))
    return Tried(parts, rules(found, request.language) if found.findings else "")


if __name__ == "__main__":
    main()
