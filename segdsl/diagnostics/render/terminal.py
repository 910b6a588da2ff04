"""Diagnostics for the terminal: what, where, the source underlined, what to do; then how many there were."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from segdsl.diagnostics.diagnostic import Diagnostic
from segdsl.diagnostics.render import texts
from segdsl.diagnostics.render.excerpt import excerpt, visible
from segdsl.diagnostics.render.report import ORDER, Report
from segdsl.diagnostics.render.summary import summary
from segdsl.diagnostics.severity import Severity
from segdsl.diagnostics.span import Span

if TYPE_CHECKING:
    from rich.text import Text as RichText

STYLE: dict[Severity, str] = {"error": "bold red", "warning": "bold yellow", "info": "bold cyan"}
WIDTH = 100  # where there is no terminal to ask
QUIET = "blue"  # line numbers, bars and places
MARK = "^"  # ASCII: terminals that draw box characters two cells wide keep the underline in place


def render(report: Report, width: int = WIDTH, *, total: bool = True) -> RichText:
    """All findings, then the summary line unless `total` is false. Source lines fit into `width` cells."""
    from rich.text import Text as RichText

    return RichText().join(parts(report, width, total=total))


def parts(report: Report, width: int = WIDTH, *, total: bool = True) -> Iterator[RichText]:
    """What `render` puts together, to be printed piece by piece.

    Printing one text with thousands of styled places takes time that grows with their square.
    """
    from rich.text import Text as RichText

    first = True
    for diagnostic in report.diagnostics:
        page = RichText("" if first else "\n")
        _Finding(page, report, diagnostic, width, _gutter(report, diagnostic)).write()
        yield page
        first = False
    if total:
        worst = next((s for s in ORDER if report.count(s)), None)
        yield RichText(("" if first else "\n") + summary(report) + "\n", STYLE[worst] if worst else "bold green")


def _gutter(report: Report, diagnostic: Diagnostic) -> int:
    """Cells for the line numbers of a finding and its related places, so that their bars stand in one column."""
    places = [(diagnostic.file, diagnostic.span), *((r.file, r.span) for r in diagnostic.related)]
    ends = [place[1].line for file, span in places if (place := report.place(file, span))]
    return len(str(max(ends, default=1)))


@dataclass(frozen=True)
class _Finding:
    """One diagnostic on its way to the page; `gutter` is the width of its line numbers."""

    page: RichText
    report: Report
    diagnostic: Diagnostic
    width: int
    gutter: int

    def write(self) -> None:
        """Append everything there is to say."""
        diagnostic, language = self.diagnostic, self.report.language
        style = STYLE[diagnostic.severity]
        self.page.append(f"{texts.SEVERITY[diagnostic.severity].say(language)}[{diagnostic.code}]", style)
        self.page.append(texts.COLON.say(language) + _lines(diagnostic.message(language), "  ") + "\n", "bold")
        self._place(diagnostic.file, diagnostic.span, style)
        for related in diagnostic.related:
            self._place(related.file, related.span, QUIET, related.text.say(language, related.args))
        hint = diagnostic.hint(language)
        if hint:
            self._remark(texts.HINT.say(language), hint)
        for fix in diagnostic.fixes:
            self._remark(texts.FIX.say(language), fix.title.say(language, fix.args))

    def _place(self, file: str | None, span: Span | None, style: str, caption: str = "") -> None:
        """Where a span stands and its underlined lines; the file's name alone where its text is not at hand."""
        if file is None:
            return
        place = self.report.place(file, span)
        where = visible(file) + (f":{place[0].line}:{place[0].column}" if place else "")
        said = texts.COLON.say(self.report.language) + caption if caption else ""
        self.page.append(" " * self.gutter + "--> ", QUIET).append(f"{where}{said}\n")
        if place is None or span is None:
            return
        bar = " " * self.gutter + " │"
        self.page.append(f"{bar}\n", QUIET)
        for line in excerpt(self.report.sources[file], span, self.width - self.gutter - 3):
            if line is None:
                self.page.append(" " * self.gutter + "...\n", QUIET)
                continue
            self.page.append(f"{line.number:>{self.gutter}} │ ", QUIET).append(f"{line.text}\n")
            self.page.append(f"{bar} ", QUIET).append(" " * line.start + MARK * line.cells + "\n", style)

    def _remark(self, label: str, text: str) -> None:
        indent = " " * (self.gutter + 1)
        self.page.append(f"{indent}= ", QUIET).append(label + texts.COLON.say(self.report.language), "bold")
        self.page.append(_lines(text, f"{indent}  ") + "\n")


def _lines(text: str, indent: str) -> str:
    """A text that may have several lines, all but the first indented, with nothing in it that moves the cursor."""
    return f"\n{indent}".join(visible(line) for line in text.splitlines())
