"""The one way in which the app opens a project: to count, to export, and in the process that learns."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segdsl.api.access import StoreOptions
    from segdsl.api.project import Project
    from segdsl_tui.state.options import Options


def opened(options: Options, store: bool | StoreOptions = True) -> Project:
    """The project as it lies on disk. Raises `SegdslError`."""
    import segdsl

    return segdsl.open(
        options.path,
        rules=options.rules,
        data=options.data,
        as_of=options.as_of,
        params=options.params,
        key=options.key,
        strict=options.strict,
        store=store,
    )
