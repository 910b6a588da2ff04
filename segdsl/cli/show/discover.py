"""What goes together, as a table for reading and as rules for pasting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from segdsl.cli.show.numbers import count, share
from segdsl.cli.show.table import Column, Grid, heading, numbers, titled
from segdsl.cli.texts import discover as texts
from segdsl.cli.texts import results
from segdsl.diagnostics import Language

if TYPE_CHECKING:
    from rich.console import RenderableType

    from segdsl.learn.discover.results import Condition, Discovery, Finding, Implied

THEN = "→"
FIGURES = (numbers(results.SIZE), numbers(texts.OF_THEM), numbers(texts.USUALLY), numbers(texts.LIFT))
CONDITIONS = (Column(results.CONDITION, style="bold"), Column(results.TITLE, style="dim", yields=1))


def pages(found: Discovery, language: Language, *, implied: bool) -> Iterator[RenderableType]:
    """What was looked at, the findings by length, and what goes together for a reason, if that is wanted."""
    from rich.text import Text as RichText

    yield RichText(texts.LOOKED_AT.say(language, _looked_at(found)), "bold")
    if found.target and found.findings:
        then = found.findings[0].then
        yield RichText(f"\n{THEN} {titled(then.text, then.title)}", "bold")
    if not found.findings:
        yield RichText(f"\n{texts.NOTHING.say(language)}")
    numbered = list(enumerate(found.findings, 1))
    for length, some in groupby(numbered, key=lambda pair: len(pair[1].when) + 1):
        yield heading(texts.LENGTHS[length].say(language))
        rows = [row for number, finding in some for row in _rows(number, finding, same_end=bool(found.target))]
        yield Grid((numbers(texts.NUMBER), *FIGURES, Column(), *CONDITIONS), rows, language)
    if found.findings:
        yield RichText(f"\n{texts.READING.say(language)}", "dim")
        if found.alike:
            yield RichText(texts.ALIKE.say(language, {"n": f"{found.alike:,}"}), "dim")
        yield RichText(texts.TO_PASTE.say(language), "dim")
    if implied and found.implied:
        yield heading(texts.IMPLIED.say(language))
        rows = [row for pair in found.implied for row in _reasoned(pair, language)]
        yield Grid((*FIGURES[:3], Column(), *CONDITIONS, Column(texts.BECAUSE)), rows, language)


def rules(found: Discovery, language: Language) -> str:
    """The findings as segments, each under a comment with its figures."""
    parts = [texts.SOURCE.say(language, {"as_of": found.as_of.isoformat()})]
    for finding in found.findings:
        figures = {
            "size": count(finding.size),
            "of": count(finding.of),
            "share": share(finding.confidence),
            "usual": share(finding.expected),
            "lift": f"{finding.lift:.2f}",
        }
        parts.append(f"{texts.COMMENT.say(language, figures)}\n{finding.text}")
    return "\n\n".join(parts) + "\n"


def _looked_at(found: Discovery) -> dict[str, str]:
    numbers_ = {"customers": found.universe, "conditions": found.conditions, "tests": found.tests, "found": found.found}
    return {"as_of": found.as_of.isoformat(), **{name: count(number) for name, number in numbers_.items()}}


def _rows(number: int, finding: Finding, *, same_end: bool) -> Iterator[tuple[str, ...]]:
    """A row for each condition, the figures beside the first; without the last one where all end with the same."""
    figures = (str(number), count(finding.size), share(finding.confidence), share(finding.expected))
    rows = list(_lines((*figures, f"{finding.lift:.2f}"), finding.when, finding.then))
    yield from rows[:-1] if same_end else rows


def _reasoned(pair: Implied, language: Language) -> Iterator[tuple[str, ...]]:
    reason = ", ".join(pair.by) or texts.HARDLY_EXCEPTION.say(language)
    figures = (count(pair.size), share(pair.size / pair.of), share(pair.usual / pair.known))
    first, second = _lines(figures, [pair.when], pair.then)
    yield (*first, reason)
    yield (*second, "")


def _lines(figures: Sequence[str], when: Sequence[Condition], then: Condition) -> Iterator[tuple[str, ...]]:
    nothing = [""] * len(figures)
    for at, condition in enumerate([*when, then]):
        yield (
            *(nothing if at else figures),
            THEN if at == len(when) else "",
            condition.text,
            condition.title or "",
        )
