"""How the rules differ from the last commit: in text, and in the customers they select."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from segdsl.diagnostics import SegdslError, Source
from segdsl.functions.types import Kind
from segdsl.lowering.polars import has_column
from segdsl_tui.effects import git
from segdsl_tui.state.changes import Change, Changes, Moved, changes

if TYPE_CHECKING:
    import polars as pl

    from segdsl.api.project import Project
    from segdsl.engine.results import ClassSize
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
    for change in found:
        yield _with_sizes(change, before, project)


def _with_sizes(change: Change, before: Project, after: Project) -> Change:
    old, new = _members(before, change.name), _members(after, change.name)
    if old is None and new is None:
        return replace(change, classes=_moved(_classes(before, change.name), _classes(after, change.name)))
    sizes = replace(change, before=None if old is None else old.height, after=None if new is None else new.height)
    if old is None or new is None:
        return sizes
    key = old.columns[0]
    if new.columns[0] != key or new.schema != old.schema:
        return sizes
    entered, left = new.join(old, on=key, how="anti").height, old.join(new, on=key, how="anti").height
    return replace(sizes, entered=entered, left=left)


def _members(project: Project, name: str) -> pl.DataFrame | None:
    """Who a condition selects; None for what is no condition, or cannot be counted."""
    definition = project.rulebook.definitions.get(name)
    if definition is None or definition.type.kind is not Kind.BOOL or not has_column(definition):
        return None
    try:
        return project.members(name).collect(engine="streaming")
    except SegdslError:
        return None


def _classes(project: Project, name: str) -> Mapping[str, ClassSize]:
    """The classes of a tag; none for what is no tag, or cannot be counted."""
    definition = project.rulebook.definitions.get(name)
    if definition is None or definition.type.kind is not Kind.CATEGORY or not has_column(definition):
        return {}
    try:
        (item,) = project.preview([name], distribution=False).items
    except SegdslError:
        return {}
    return {size.name: size for size in item.classes or () if size.name is not None}


def _moved(before: Mapping[str, ClassSize], after: Mapping[str, ClassSize]) -> tuple[Moved, ...]:
    found = []
    for name in {**before, **after}:
        old, new = before.get(name), after.get(name)
        sizes = old.size if old else 0, new.size if new else 0
        if sizes[0] != sizes[1]:
            title = (new.title if new else old.title if old else None) or name
            found.append(Moved(title, *sizes))
    return tuple(found)
