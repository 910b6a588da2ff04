"""A definition at HEAD beside the one in the editor, over the same customers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from segdsl_tui.effects import git
from segdsl_tui.state.questions import Compared

if TYPE_CHECKING:
    from segdsl.api.project import Project
    from segdsl.rulebook.model import Rulebook, Table


def compared(project: Project, name: str, params: Mapping[str, str]) -> Compared:
    """How many customers a definition has at HEAD, who came and who went since; or why that cannot be said."""
    from segdsl.engine.difference import difference
    from segdsl.rulebook import bind

    commit = git.commit(project.file.root)
    if commit is None:
        return Compared("no-commit")
    contract = project.profile if project.profile.inferred else None
    book = _rulebook(commit, project.file.rules, project.file.root, contract)
    if book is None or (name not in book.definitions and name not in book.broken):
        return Compared("absent")
    if name in book.broken:
        return Compared("broken")
    if (book.profile or project.profile) != project.profile or book.events != project.rulebook.events:
        return Compared("contract")
    bound = bind(book, {param: value for param, value in params.items() if param in book.definitions})
    then = project.with_rulebook(bound)
    found = difference(then.session, project.session, name)
    return Compared("", found) if found is not None else Compared("type")


@lru_cache(maxsize=2)
def _rulebook(commit: str, rules: tuple[Path, ...], root: Path, contract: Table | None) -> Rulebook | None:
    """The rules of a commit; None where it has none."""
    from segdsl.diagnostics import Source
    from segdsl.rulebook import Checker
    from segdsl.rulebook.files import SUFFIX
    from segdsl.syntax.read import decode

    sources = []
    for file in git.files(rules, commit):
        if file.suffix != SUFFIX:
            continue
        text = decode(git.show(file, commit) or b"", str(file))
        if isinstance(text, str):
            place = root.resolve()
            name = file.relative_to(place).as_posix() if file.is_relative_to(place) else file.as_posix()
            sources.append(Source(name, text))
    return Checker(contract, lints=False).check(sorted(sources, key=lambda each: each.name)) if sources else None
