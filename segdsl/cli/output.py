"""What a command prints, and where: results to stdout, everything else to stderr, in one language and one format."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TextIO

from segdsl.diagnostics import Diagnostic, Language, Source, Text
from segdsl.diagnostics.render.report import Report

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

NO_LIMIT = 10_000  # cells of a line that goes to a file or another program


@dataclass(frozen=True)
class Output:
    """How this run speaks.

    `form` is the value of `--format`, None where none was given. `sources` are the rule files read so far: findings
    show the lines they are about. `noticed` is what was found when the project was opened: an error about something
    not fitted is followed by the reason, if there is a fit that does not count.
    """

    language: Language
    form: str | None = None
    debug: bool = False
    sources: dict[str, Source] = field(default_factory=dict)
    noticed: list[Diagnostic] = field(default_factory=list)

    def say(self, text: Text, **args: object) -> str:
        """A text in the language of this run."""
        return text.say(self.language, args)

    def text(self, text: str) -> None:
        """A result as it is."""
        sys.stdout.write(text)

    def json(self, value: Mapping[str, Any]) -> None:
        """A result as one JSON object."""
        self.text(json.dumps(value, ensure_ascii=False, indent=2) + "\n")

    def show(self, *parts: RenderableType) -> None:
        """A result as tables and text."""
        console = self.console(sys.stdout)
        for part in parts:
            console.print(part)

    def note(self, text: Text, **args: object) -> None:
        """A remark that is no result."""
        sys.stderr.write(self.say(text, **args) + "\n")

    def findings(self, report: Report) -> None:
        """Diagnostics that are the result: to stdout, in the chosen format."""
        from segdsl.diagnostics.render import github, sarif
        from segdsl.diagnostics.render import json as interchange

        match self.form:
            case "json":
                self.json(interchange.render(report))
            case "sarif":
                from importlib.metadata import version

                self.json(sarif.render(report, version("segdsl")))
            case "github":
                self.text(github.render(report))
            case _:
                self._page(report, sys.stdout, total=True)

    def as_json(self, diagnostics: Sequence[Diagnostic]) -> list[dict[str, Any]]:
        """Diagnostics as a part of a JSON result."""
        from segdsl.diagnostics.render import json as interchange

        return interchange.findings(Report.of(diagnostics, self.language, self.sources))

    def remarks(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Diagnostics beside a result: to stderr, set off from what stands above in a terminal."""
        if diagnostics:
            if sys.stdout.isatty():
                sys.stdout.flush()
                sys.stderr.write("\n")
            self._page(Report.of(diagnostics, self.language, self.sources), sys.stderr, total=False)

    def failed(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Diagnostics instead of a result: to stdout for programs, to stderr for people."""
        diagnostics = [*diagnostics, *self._reasons(diagnostics)]
        if self.form in ("json", "sarif", "github"):
            self.findings(Report.of(diagnostics, self.language, self.sources))
        else:
            self._page(Report.of(diagnostics, self.language, self.sources), sys.stderr, total=len(diagnostics) > 1)

    def _reasons(self, diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
        """Why something that is needed is not fitted, where more is known than that."""
        needed = [str(each.args["name"]) for each in diagnostics if each.code == "needs-model"]
        if not needed or not self.noticed:
            return []
        from segdsl.api.fitted import why_left_out

        return [reason for name in needed for reason in why_left_out(self.noticed, name)]

    def _page(self, report: Report, stream: TextIO, *, total: bool) -> None:
        from segdsl.diagnostics.render import terminal

        console = self.console(stream)
        width = console.width if console.is_terminal else terminal.WIDTH
        for part in terminal.parts(report, width, total=total):
            console.print(part, soft_wrap=True, end="")

    def console(self, stream: TextIO) -> Console:
        """A console that draws plain text where there is no terminal or `NO_COLOR` is set, and cuts nothing there."""
        from segdsl.cli.console import PipedConsole

        plain = bool(os.environ.get("NO_COLOR"))
        console = PipedConsole(
            file=stream,
            color_system=None if plain else "auto",
            highlight=False,
            markup=False,
            emoji=False,
        )
        if not console.is_terminal:
            console.width = NO_LIMIT
        return console
