"""What the rulebook's tests and assertions came to: those that fail first, with what was expected and found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from segdsl.cli.show.numbers import value
from segdsl.cli.show.test import FAILS, HOLDS, OPEN, total
from segdsl.diagnostics import Diagnostic, Language
from segdsl.engine.results import Cell, Trace, Why
from segdsl_tui.i18n import tests as texts
from segdsl_tui.presentation.entries import Entries, Entry, place_in

if TYPE_CHECKING:
    from segdsl.engine.testing.results import AssertVerdict, ExpectVerdict, Verdict, Verdicts
    from segdsl.rulebook.model import Rulebook

_STYLES = {HOLDS: "green", FAILS: "bold red", OPEN: "bold yellow"}


def page(verdicts: Verdicts, rulebook: Rulebook, language: Language) -> Entries:
    """The page. Assertions that could not be computed stand between those that fail and those that hold."""
    heading = Text.assemble((total(verdicts, language), "bold green" if verdicts.passed else "bold red"))
    if verdicts.asserts is None and rulebook.assertions:
        heading.append("\n" + texts.NOT_MEASURED.say(language, {"n": len(rulebook.assertions)}), "yellow")
    found = [_test(one, rulebook, language) for one in verdicts.tests]
    found += [_assertion(one, rulebook, language) for one in verdicts.asserts or ()]
    order = (FAILS, OPEN, HOLDS)
    return Entries(heading, tuple(entry for _, entry in sorted(found, key=lambda pair: order.index(pair[0]))))


def _test(test: Verdict, rulebook: Rulebook, language: Language) -> tuple[str, Entry]:
    mark = HOLDS if test.passed else FAILS
    text = _titled(mark, test.name)
    if test.as_of is not None and not test.passed:
        text.append("  " + texts.AS_OF.say(language, {"day": test.as_of}), "dim")
    for line in _problems(test.problems, language):
        text.append("\n  ").append_text(line)
    for line in _expectations(test.expects, language) if not test.passed else ():
        text.append("\n  ").append_text(line)
    return mark, Entry(text, test.place.file, place_in(rulebook, test.place.file, test.place.span.start))


def _expectations(expects: Sequence[ExpectVerdict], language: Language) -> Iterator[Text]:
    """Each with the values it looks at; under one that does not hold, how they came about, each once."""
    traced: set[tuple[str, str]] = set()
    for expect in expects:
        mark = HOLDS if expect.holds else FAILS
        yield Text.assemble((mark, _STYLES[mark]), f" {expect.text}  ", (_values(expect.values, language), "dim"))
        for fault in expect.faults:
            args = {"expected": fault.expected, "found": _values(fault.actual, language)}
            yield Text("    " + texts.EXPECTED.say(language, args), "red")
        for trace in expect.traces:
            if (trace.name, trace.key) not in traced:
                traced.add((trace.name, trace.key))
                yield from _trace(trace, language)


def _trace(why: Why, language: Language) -> Iterator[Text]:
    yield Text(f"    {why.name}  {why.key}", "bold")
    yield from _clauses(why.traces, "      ", language)


def _clauses(traces: Iterable[Trace], indent: str, language: Language) -> Iterator[Text]:
    for trace in traces:
        mark = HOLDS if trace.holds else FAILS
        said = f"{trace.title}  {trace.clause}" if trace.title else trace.clause
        yield Text.assemble(
            indent, (mark, _STYLES[mark]), f" {said}  ", (_values(trace.values, language), "dim"),
            (texts.NEEDS.say(language, {"what": "; ".join(trace.needs)}) if trace.needs else "", "yellow"),
        )  # fmt: skip
        yield from _clauses(trace.options, indent + "  ", language)


def _assertion(verdict: AssertVerdict, rulebook: Rulebook, language: Language) -> tuple[str, Entry]:
    from segdsl.engine.testing.assertions import failed

    mark = {True: HOLDS, False: FAILS, None: OPEN}[verdict.passed]
    text = _titled(mark, verdict.title or verdict.text)
    if verdict.passed:
        text.append("  " + _values(verdict.values, language), "dim")
    else:
        for line in _problems(verdict.problems or (failed(verdict),), language):
            text.append("\n  ").append_text(line)
    return mark, Entry(text, verdict.place.file, place_in(rulebook, verdict.place.file, verdict.place.span.start))


def _titled(mark: str, name: str) -> Text:
    return Text.assemble((f"{mark} ", _STYLES[mark]), (name, "" if mark == HOLDS else "bold"))


def _problems(found: Iterable[Diagnostic], language: Language) -> Iterator[Text]:
    for problem in found:
        yield Text(problem.message(language), "red")


def _values(values: Iterable[tuple[str, Cell]], language: Language) -> str:
    missing = texts.MISSING.say(language)
    return ", ".join(f"{name} = {missing if cell is None else value(cell)}" for name, cell in values)
