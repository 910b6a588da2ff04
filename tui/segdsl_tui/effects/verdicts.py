"""The rulebook's tests and, where there is data, its assertions: as `segdsl test --data` runs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segdsl.engine.testing.results import Verdicts
    from segdsl.rulebook.model import Rulebook
    from segdsl_tui.effects.workbench import Wanted, Workbench


def run(workbench: Workbench, rulebook: Rulebook, wanted: Wanted) -> Verdicts:
    """The verdicts on the rules as they are in the editor. Raises `SegdslError`, and `Stopped` when unwanted."""
    from segdsl.engine.testing.contract import with_contract
    from segdsl.engine.testing.results import Verdicts
    from segdsl.engine.testing.run import run_tests
    from segdsl.rulebook import bind

    found = workbench.over_data(rulebook, wanted, lambda project: project.test())
    if found is not None:
        return found
    options = workbench.options
    return Verdicts(run_tests(with_contract(bind(rulebook, options.params)), options.as_of))
