"""The one list of what has to start fast, and which libraries it may not load on the way.

Read by the import hygiene test and by `make cold-start`. A new command without data work gets a row here.
"""

from dataclasses import dataclass

from segdsl.cli.texts.commands import COMMANDS
from tests.architecture.repository import ROOT

POLARS, LEARN, TERMINAL = "polars", "sklearn", "textual"
HEAVY = (POLARS, LEARN, TERMINAL)


@dataclass(frozen=True)
class Start:
    """A statement that a fresh interpreter runs, and the top-level packages it must not have loaded afterwards."""

    name: str
    statement: str
    without: tuple[str, ...] = HEAVY


RULES = ROOT / "rules"
RUN = "import sys; sys.argv = {arguments!r}; from segdsl.cli import main; main()"


def command(*arguments: str, without: tuple[str, ...] = HEAVY) -> Start:
    """A command line as a row of the list, named as one would type it in the checkout."""
    name = " ".join(("segdsl", *arguments)).replace(f"{ROOT}/", "")
    return Start(name, RUN.format(arguments=["segdsl", *arguments]), without)


APP = (
    *(POLARS, LEARN, "numpy", "lark", "click", "json", "importlib.metadata"),
    *("segdsl.rulebook.terms", "segdsl.syntax.nodes", "segdsl.engine.results", "segdsl.functions"),
    *("segdsl.diagnostics.codes", "segdsl.diagnostics.render.report"),
    *("segdsl_tui.presentation.views.view", "segdsl_tui.state.questions", "segdsl_tui.state.choosing"),
    *("segdsl_tui.widgets.grid", "segdsl_tui.widgets.floating", "segdsl_tui.presentation.grid"),
    *("segdsl_tui.screens.learned", "segdsl_tui.presentation.learned", "segdsl_tui.state.learned"),
)
"""What the first screen of the app does without: everything else can be loaded while people look at it."""

STARTS = (
    Start("import segdsl", "import segdsl", (*HEAVY, "numpy", "lark", "rich", "click")),
    command("--help", without=(*HEAVY, "numpy", "lark")),
    command("--version", without=(*HEAVY, "numpy", "lark")),
    command("check", str(RULES), without=(*HEAVY, "numpy")),
    Start(
        "what an editor asks",
        "import segdsl.services.completion, segdsl.services.rename, segdsl.services.fixes.table",
        (*HEAVY, "numpy", "lark"),
    ),
    Start("the app before its project is open", "import segdsl.cli.app, segdsl_tui.app", APP),
    command("fmt", "--check", "--format", "json", str(RULES), without=(*HEAVY, "numpy")),
    command("doctor", without=(*HEAVY, "numpy", "lark")),
    command("debug", "rulebook", str(RULES), without=(*HEAVY, "numpy")),
    *(command(name, "--help", without=(*HEAVY, "numpy", "lark")) for name in COMMANDS),
)
