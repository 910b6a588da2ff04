"""What can be asked of a project about what it learned, beside fitting it (`Project.fit`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from segdsl.api.fitted import to_fit
from segdsl.diagnostics import Diagnostic, SegdslError

if TYPE_CHECKING:
    from segdsl.api.project import Project
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
