"""The page of what was learned: the command line's own reports, and what the app adds around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from itertools import dropwhile
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from segdsl.cli.show.numbers import BAR, bar, count, share
from segdsl.cli.show.table import BARS, Column, Grid, heading, numbers, titled
from segdsl.cli.texts import results
from segdsl.cli.wrap import wrap
from segdsl.diagnostics import Diagnostic, Language, Source
from segdsl.diagnostics import Text as Wording
from segdsl.diagnostics.render import terminal
from segdsl.diagnostics.render.report import Report as Findings
from segdsl_tui.i18n import learned as texts
from segdsl_tui.presentation.layout import clipped
from segdsl_tui.state.learned import SIDES, Asked, Side, day_before
from segdsl_tui.state.model import State

if TYPE_CHECKING:
    import datetime as dt

    from rich.console import Console, ConsoleOptions, RenderableType

    from segdsl.api.learning import Report
    from segdsl.engine.results import Item
    from segdsl.rulebook.model import Learned, Rulebook
    from segdsl_tui.effects.learning import Known

HANGING = 2  # cells
_SHORT = 12  # digits of a checksum that tell one artefact from another


@dataclass(frozen=True, slots=True)
class Said:
    """Findings as the command line prints them, to the width there is."""

    found: tuple[Diagnostic, ...]
    language: Language
    sources: Mapping[str, Source]

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        """Each with its hint."""
        for part in terminal.parts(
            Findings.of(self.found, self.language, self.sources), options.max_width, total=False
        ):
            part.rstrip()
            yield part


def lines(parts: Iterable[RenderableType], width: int) -> list[Text]:
    """Everything in lines of at most so many cells; none of them is empty at the start."""
    from rich.console import Console

    console = Console(width=width, file=StringIO(), highlight=False, markup=False, emoji=False, color_system="standard")
    every = (line for part in parts for line in _lines(part, console))
    return list(dropwhile(lambda line: not line.plain, every))


def _lines(part: RenderableType, console: Console) -> Iterator[Text]:
    """Sentences are broken between Chinese characters, too, which the library does not do."""
    text = Text(part) if isinstance(part, str) else part
    if isinstance(text, Text) and not text.spans:
        for paragraph in text.plain.split("\n"):
            yield from (Text(line, text.style) for line in _broken(paragraph, console.width))
        return
    for segments in console.render_lines(part, pad=False):
        line = Text()
        for segment in segments:
            line.append(segment.text, segment.style)
        line.rstrip()
        yield line


def _broken(paragraph: str, width: int) -> Iterator[str]:
    """A paragraph in lines; what is set in goes on further in."""
    indent = len(paragraph) - len(paragraph.lstrip(" "))
    hanging = indent + HANGING if indent else 0
    for number, line in enumerate(wrap(paragraph.strip(), width - hanging) or [""]):
        yield " " * (hanging if number else indent) + line if line else ""


# ---- around the figures ----------------------------------------------------------------------------------------------


def title(learned: Learned) -> str:
    """What the page is about, as the rules call it."""
    return f"{learned.keyword} {titled(learned.name, learned.title)}"


def sides(kind: str, side: Side, language: Language, width: int) -> Text:
    """The sides to choose from; a click on one shows it."""
    line = Text()
    for number, each in enumerate(SIDES[kind], 1):
        label = texts.PORTRAITS if (kind, each) == ("cluster", "report") else texts.SIDES[each]
        part = Text(f" {number} {label.say(language)} ", "bold reverse" if each == side else "")
        part.stylize(Style(meta={"@click": f"screen.show('{each}')"}))
        line.append_text(part)
    return clipped(line, width)


def keys(side: Side, language: Language, *, drafted: bool, busy: bool) -> str:
    """The keys that mean something now."""
    if busy:
        return texts.BUSY_KEYS.say(language)
    usual = {"usual": texts.USUAL_KEYS.say(language)}
    if side == "groups":
        return (texts.DRAFT_KEYS if drafted else texts.TRY_KEYS).say(language, usual)
    return texts.DAY_KEYS.say(language, usual) if side == "moves" else usual["usual"]


def command(state: State, asked: Asked, known: Known | None) -> str:
    """The command line that shows the same; where nothing was learned, the one that learns it."""
    if asked.side == "groups":
        return state.scope.command("fit", asked.name, "--explore")
    if known is None or known.standing != "fitted":
        return state.scope.command("fit", asked.name)
    beside = ("--against", asked.ago) if asked.side == "moves" else ()
    return state.scope.command("fit", asked.name, "--report", *beside)


def working(text: Wording, args: Mapping[str, object], part: float | None, language: Language) -> list[Text]:
    """How far long work is: in words, and as a bar where that is known."""
    said = [Text(text.say(language, args))]
    return said if part is None else [*said, Text(), Text(bar(part, 2 * BAR), "cyan")]


# ---- what is known ---------------------------------------------------------------------------------------------------


def page(known: Known, asked: Asked, rulebook: Rulebook, language: Language) -> list[RenderableType]:
    """A side of a definition."""
    report = known.report
    if report is None:
        return list(_unfitted(known, rulebook, language))
    match asked.side:
        case "drift":
            return list(_drift(report, known.findings, rulebook, language))
        case "moves":
            return list(_moves(report, rulebook, known.as_of, language))
        case _:
            return list(_report(report, known, rulebook, language))


def refused(found: tuple[Diagnostic, ...], rulebook: Rulebook | None, language: Language) -> list[RenderableType]:
    """Why there is nothing to see."""
    return [Said(found, language, rulebook.sources if rulebook else {})]


def _unfitted(known: Known, rulebook: Rulebook, language: Language) -> Iterator[RenderableType]:
    yield Text(texts.STANDINGS[known.standing].say(language), "bold yellow")
    yield Text(texts.FIT_HERE.say(language, {"as_of": known.as_of, "path": known.path}))
    if known.findings:
        yield ""
        yield Said(known.findings, language, rulebook.sources)


def _report(report: Report, known: Known, rulebook: Rulebook, language: Language) -> Iterator[RenderableType]:
    """What was fitted, what is to be warned of, the figures of the kind, and how it was learned."""
    from segdsl.cli.show.fitted.report import pages

    first, *rest = pages(report, rulebook, language)
    yield first
    if known.findings:
        yield ""
        yield Said(known.findings, language, rulebook.sources)
        yield ""
    yield from rest
    if known.sources is not None:
        yield from _sources(known.sources, language)
    yield from _learned_from(report, known.path, language)


def _sources(item: Item, language: Language) -> Iterator[RenderableType]:
    rows = [
        (texts.SOURCE[each.name].say(language), count(each.size), share(each.share), bar(each.share, BAR))
        for each in item.classes or () if each.name is not None
    ]  # fmt: skip
    yield heading(texts.SOURCES.say(language))
    yield Grid((Column(), numbers(results.SIZE), numbers(results.SHARE), BARS), rows, language)


def _learned_from(report: Report, path: str, language: Language) -> Iterator[RenderableType]:
    artefact, fit = report.artefact, report.artefact.provenance
    drawn = texts.DRAWN_FROM.say(language, {"rows": count(fit.rows), "customers": count(fit.customers)})
    rows = [
        (texts.FEATURES.say(language), ", ".join(artefact.features)),
        (texts.DRAWN.say(language), count(fit.rows) if fit.rows == fit.customers else drawn),
        (texts.SEED.say(language), str(fit.seed)),
        (texts.KEPT_IN.say(language), f"{path}  SHA-256 {artefact.digest[:_SHORT]}…"),
        (texts.VERSIONS.say(language), ", ".join(f"{name} {version}" for name, version in fit.versions.items())),
    ]
    yield heading(texts.LEARNED_FROM.say(language))
    yield Grid((Column(style="dim"), Column()), rows, language)


def _drift(
    report: Report, found: tuple[Diagnostic, ...], rulebook: Rulebook, language: Language
) -> Iterator[RenderableType]:
    from segdsl.cli.show.fitted.changes import drift

    if report.drift is None:
        yield texts.NO_DRIFT.say(language)
        return
    yield from drift(report.drift, language)
    if found:
        yield ""
        yield Said(found, language, rulebook.sources)


def _moves(report: Report, rulebook: Rulebook, as_of: dt.date, language: Language) -> Iterator[RenderableType]:
    from segdsl.cli.show.fitted.changes import crossing

    assert report.ago is not None
    if report.crossing is None:
        yield texts.NO_PAST.say(language)
        return
    yield from crossing(report.crossing, rulebook.definitions[report.artefact.name], report.ago, language)
    day = day_before(as_of, report.ago)
    yield Text(texts.THEN.say(language, {"day": day.isoformat()}), "dim")
