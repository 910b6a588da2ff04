"""How the rules differ from the last commit: in text, and in the customers they select."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from segdsl.diagnostics import SegdslError, Source
from segdsl.lowering.polars import has_column
from segdsl_tui.effects import git
from segdsl_tui.state.changes import Change, Changes, changes

if TYPE_CHECKING:
    from segdsl.api.project import Project
    from segdsl.engine.results import Difference
    from segdsl.rulebook.model import Rulebook
    from segdsl_tui.effects.workbench import Wanted, Workbench


def find(workbench: Workbench, rulebook: Rulebook, texts: Mapping[str, str], wanted: Wanted) -> Changes | None:
    """What changed since the last commit; None where there is none to compare with.

    Without data, changes have no sizes. Raises `SegdslError`, and `Stopped` when it is wanted no more.
    """
    commit = git.commit(workbench.root)
    if commit is None:
        return None
    before = _before(workbench, texts)
    found = changes(commit[:8], before, texts, rulebook)
    counted = workbench.over_data(
        rulebook, wanted, lambda project: tuple(_counted(project, before, rulebook, workbench, found.definitions))
    )
    return found if counted is None else replace(found, definitions=counted)


def _before(workbench: Workbench, texts: Iterable[str]) -> dict[str, str]:
    """The rule files of the last commit, those that are gone included."""
    kept = {path.relative_to(workbench.root).as_posix() for path in git.files(workbench.rules) if path.suffix == ".seg"}
    found = {name: git.show(workbench.root / name) for name in sorted({*texts, *kept})}
    return {name: data.decode("utf-8", "replace") for name, data in found.items() if data is not None}


def _counted(
    project: Project, texts: Mapping[str, str], rulebook: Rulebook, workbench: Workbench, found: Iterable[Change]
) -> Iterable[Change]:
    """The changes with how many customers enter and leave, as far as both sides can be counted."""
    from segdsl.api.opening import reopen
    from segdsl.rulebook import Checker, bind

    checker = Checker(project.profile if project.profile.inferred else None)
    old = checker.check([Source(name, text) for name, text in texts.items()])
    params = {name: value for name, value in workbench.options.params.items() if name in old.definitions}
    before = reopen(project, bind(old, params), strict=workbench.options.strict)
    before.stop = project.stop
    same = before.customers.keys().equals(project.customers.keys())
    for change in found:
        compared = _compared(before, project, change.name) if same else None
        sizes = (None, None) if compared else (_size(before, change.name), _size(project, change.name))
        yield replace(change, difference=compared, before=sizes[0], after=sizes[1])


def _compared(before: Project, after: Project, name: str) -> Difference | None:
    """Who came and who went, over the same customers; None where one side cannot be counted, or is of another type."""
    from segdsl.engine.difference import difference

    try:
        return (
            difference(before.session, after.session, name) if _counts(before, name) and _counts(after, name) else None
        )
    except SegdslError:
        return None


def _size(project: Project, name: str) -> int | None:
    """How many a condition selects; None for what is no condition, or cannot be counted."""
    try:
        return project.preview([name], distribution=False).items[0].size if _counts(project, name) else None
    except SegdslError:
        return None


def _counts(project: Project, name: str) -> bool:
    """Whether a definition is there and has a value per customer."""
    definition = project.rulebook.definitions.get(name)
    return definition is not None and has_column(definition)
