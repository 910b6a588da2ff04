"""`segdsl doctor`: what is installed, and what this terminal shows; the first thing to ask for in a problem report."""

from __future__ import annotations

import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version

from rich.cells import cell_len

from segdsl.cli.command import declare
from segdsl.cli.options import output_format
from segdsl.cli.output import Output
from segdsl.cli.texts import doctor as texts
from segdsl.cli.wrap import columns, wrap

PACKAGES = ("segdsl", "polars", "numpy", "scikit-learn", "textual", "rich", "click", "lark", "fastexcel", "xlsxwriter")
RULER = ("沉默用户", "abcdefgh", "①②③④⑤⑥⑦⑧", "…●→✓│“”—", "▁▂▃▄▅▆▇█")


@declare("doctor")
@output_format("text", "json")
def command(out: Output, form: str) -> int:
    """Print versions and facts about the terminal, and a ruler for the eye."""
    versions = {"python": platform.python_version(), **{name: installed(name) for name in PACKAGES}}
    facts = terminal_facts(out)
    if form == "json":
        out.json({"versions": versions, "system": platform.platform(terse=True), "terminal": facts})
        return 0
    absent = out.say(texts.ABSENT)
    width = out.console(sys.stdout).width
    lines = [out.say(texts.VERSIONS), *columns([(name, said or absent) for name, said in versions.items()], width)]
    lines += ["", out.say(texts.TERMINAL), *columns([(out.say(texts.SYSTEM), platform.platform(terse=True))], width)]
    lines += columns([(out.say(text), str(facts[key])) for key, text in texts.FACTS.items()], width)
    lines += ["", *wrap(out.say(texts.RULER), width), *ruler(), *wrap(out.say(texts.AMBIGUOUS), width)]
    out.text("\n".join(lines) + "\n")
    return 0


def installed(package: str) -> str | None:
    """The version of a package, without importing it; None where it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def terminal_facts(out: Output) -> dict[str, str | int | bool | None]:
    """What decides how output looks. `width` is None where output does not go to a terminal."""
    console = out.console(sys.stdout)
    return {
        "tty": console.is_terminal,
        "encoding": sys.stdout.encoding,
        "width": console.width if console.is_terminal else None,
        "colors": console.color_system,
        "language": out.language,
        "locale": next((os.environ[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if os.environ.get(name)), None),
    }


def ruler() -> list[str]:
    """Samples filled up to the same number of cells, between bars."""
    widest = max(map(cell_len, RULER))
    return [f"  |{sample}{' ' * (widest - cell_len(sample))}|" for sample in RULER]
