"""Verdicts of tests and assertions: a line per file, then everything about what failed, then how many there were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from segdsl.cli.show import why
from segdsl.cli.show.numbers import count, share, value
from segdsl.cli.show.table import Column, Grid, heading, numbers
from segdsl.cli.texts import test as texts
from segdsl.diagnostics import Diagnostic, Language
from segdsl.diagnostics.render import terminal
from segdsl.diagnostics.render.report import Report
from segdsl.diagnostics.render.summary import plural
from segdsl.engine.results import Cell
from segdsl.engine.testing.assertions import failed
from segdsl.engine.testing.results import AssertVerdict, ExpectVerdict, Verdict, Verdicts

if TYPE_CHECKING:
    from rich.console import RenderableType

    from segdsl.rulebook.model import Rulebook

HOLDS, FAILS, OPEN = "✓", "✗", "?"
INDENT = 4
FILES = (Column(), Column(texts.FILE), numbers(texts.PASSED), numbers(texts.FAILED, "bold red"))
ASSERTS = (Column(), Column(texts.ASSERTION), Column(style="dim", yields=1), Column(texts.MEASURED))
Values = Sequence[tuple[str, Cell]]


def pages(verdicts: Verdicts, rulebook: Rulebook, language: Language) -> Iterator[RenderableType]:
    """Everything but findings about data and rules."""
    from rich.text import Text as RichText

    if verdicts.tests:
        yield Grid(FILES, list(_files(verdicts.tests)), language)
    for test in verdicts.tests:
        if not test.passed:
            yield from _failure(test, rulebook, language)
    if verdicts.asserts:
        yield heading(texts.ASSERTIONS.say(language))
        yield Grid(ASSERTS, [_assertion(one, language) for one in verdicts.asserts], language)
        for one in verdicts.asserts:
            if not one.passed:
                yield from _findings(one.problems or (failed(one),), rulebook, language)
    yield RichText("\n" + total(verdicts, language), "bold green" if verdicts.passed else "bold red")


def _files(tests: Sequence[Verdict]) -> Iterator[tuple[str, ...]]:
    passed = Counter(test.place.file for test in tests if test.passed)
    for file, all_of_it in Counter(test.place.file for test in tests).items():
        wrong = all_of_it - passed[file]
        yield FAILS if wrong else HOLDS, file, count(passed[file] or None), count(wrong or None)


def _failure(test: Verdict, rulebook: Rulebook, language: Language) -> Iterator[RenderableType]:
    """Why a test could not run, or each thing that is other than it expects and how it came about."""
    from rich.text import Text as RichText

    day = "  " + texts.AS_OF.say(language, {"day": test.as_of}) if test.as_of else ""
    yield RichText(f"\n{FAILS} {test.name}", "bold red").append(day, "not bold dim")
    yield from _findings(test.problems, rulebook, language)
    shown: set[tuple[str, str]] = set()
    for expect in test.expects:
        yield from _findings(_faults(expect, language), rulebook, language)
        yield from _traces(expect, rulebook, shown, language)


def _faults(expect: ExpectVerdict, language: Language) -> list[Diagnostic]:
    return [
        Diagnostic(
            "expectation-fails",
            {"expected": fault.expected, "found": _said(fault.actual, language)},
            fault.place.span,
            fault.place.file,
        )
        for fault in expect.faults
    ]


def _traces(
    expect: ExpectVerdict, rulebook: Rulebook, shown: set[tuple[str, str]], language: Language
) -> Iterator[RenderableType]:
    """How the definitions at fault came to their values, each once in a test."""
    from rich.text import Text as RichText

    for trace in expect.traces:
        if (trace.name, trace.key) not in shown:
            shown.add((trace.name, trace.key))
            title = rulebook.definitions[trace.name].title if trace.name in rulebook.definitions else None
            yield RichText("")
            yield from why.pages(trace, title, language, INDENT)


def _findings(found: Sequence[Diagnostic], rulebook: Rulebook, language: Language) -> Iterator[RenderableType]:
    from rich.text import Text as RichText

    for one in found:
        shown = terminal.render(Report.of([one], language, rulebook.sources), total=False)
        shown.rstrip()  # the console ends the line
        yield RichText("\n").append(shown)


def _assertion(verdict: AssertVerdict, language: Language) -> tuple[str, ...]:
    mark = {True: HOLDS, False: FAILS, None: OPEN}[verdict.passed]
    line = verdict.text.removeprefix("assert ")
    figures = ", ".join(f"{label} = {_figure(label, cell)}" for label, cell in verdict.values)
    return mark, verdict.title or line, line if verdict.title else "", figures


def _figure(label: str, cell: Cell) -> str:
    return share(cell) if label.startswith("share(") and isinstance(cell, float) else value(cell)


def _said(values: Values, language: Language) -> str:
    missing = texts.MISSING.say(language)
    return ", ".join(f"{name} = {missing if cell is None else value(cell)}" for name, cell in values)


def total(verdicts: Verdicts, language: Language) -> str:
    """How many of each passed, in one line."""
    lines = [_sum(texts.TESTS, [test.passed for test in verdicts.tests], language)]
    if verdicts.asserts is not None:
        lines.append(_sum(texts.ASSERTS, [one.passed is True for one in verdicts.asserts], language))
    return texts.SEPARATOR.say(language).join(lines)


def _sum(said: texts.Sum, passed: Sequence[bool], language: Language) -> str:
    if not passed:
        return said.none.say(language)
    failures = len(passed) - sum(passed)
    return plural(said.some_failed if failures else said.all_passed, len(passed), language, failed=count(failures))
