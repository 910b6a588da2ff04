"""What can be asked of a project about what it learned, beside fitting it (`Project.fit`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from segdsl.api.fitted import to_fit
from segdsl.diagnostics import Diagnostic, SegdslError

if TYPE_CHECKING:
    from segdsl.api.project import Project
    from segdsl.diagnostics import Language
    from segdsl.learn.explore import Advance, Exploration
    from segdsl.lowering.fitted.artefacts import Artefact


def fitted(project: Project, names: Sequence[str] | None = None) -> tuple[Artefact, ...]:
    """The artefacts of the named definitions, or all there are. Raises `SegdslError` for a named one without."""
    found = []
    for name in to_fit(project.session, names):
        artefact = project.fitted.get(name)
        if artefact is not None:
            found.append(artefact)
        elif names is not None:
            raise SegdslError(Diagnostic("needs-model", {"name": name}))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Explored:
    """What speaks for each number of groups, and rule text for the one that is recommended."""

    found: Exploration
    draft: str


def explore(
    project: Project, names: Sequence[str] | None, language: Language, advance: Advance | None = None
) -> tuple[Explored, ...]:
    """Try numbers of groups for the named clusters, or all. Nothing is written; titles in drafts are in `language`.

    Raises `SegdslError` for what is no cluster, and for too few customers.
    """
    from segdsl.learn import draft, fit
    from segdsl.learn.explore import explore as tried

    found = []
    for name in to_fit(project.session, names):
        if project.rulebook.definitions[name].kind == "cluster":
            task = fit.task(project.session, project.rulebook, name)
            exploration = tried(task, advance)
            found.append(Explored(exploration, draft.draft(task, project.rulebook, exploration, language)))
        elif names is not None:
            raise SegdslError(Diagnostic("explore-not-a-cluster", {"name": name}))
    return tuple(found)
