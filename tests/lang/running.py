"""Runs an example of the reference against the product and says where it does not hold.

Rules without results are checked as `segdsl check` does; with results, they and their data become a project in a
folder of its own, which is opened once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import segdsl
from segdsl.cli.commands.fmt import mend
from segdsl.diagnostics import Diagnostic, SegdslError, Source
from segdsl.engine import ask
from segdsl.engine.expression import EXPRESSION
from segdsl.engine.testing.results import AssertVerdict, Place, Verdict
from segdsl.engine.testing.run import run_tests
from segdsl.rulebook import Checker
from segdsl.syntax.fixes import fix_source
from segdsl.syntax.format import format_source
from segdsl.syntax.parse import parse
from tests.lang.examples import Example, Expected
from tests.lang.projects import RULES, open_project, text_of
from tests.lang.values import MISSING, agrees, bare, said

if TYPE_CHECKING:
    from segdsl.rulebook.model import Rulebook

UNUSED = "unused-definition"  # examples are full of definitions that are there to be looked at


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as an example says; `line` is that of the chapter."""

    line: int
    text: str


def faults(example: Example, folder: Path) -> Iterator[Fault]:
    """Everything in which an example and the product differ."""
    shown = [part for part in example.expected if part.kind in WITHOUT_DATA]
    for part in shown:
        yield from WITHOUT_DATA[part.kind](example, part)
    asked = [part for part in example.expected if part.kind not in WITHOUT_DATA]
    if example.checked_only or not asked:
        if not shown:
            rulebook = Checker().check([Source(RULES, text_of(example))])
            yield from _findings(example, rulebook)
            yield from _failing(example, rulebook, run_tests(rulebook))
        return
    try:
        project = open_project(example, folder)
    except SegdslError as problem:
        if asked[0].kind != "findings":
            raise
        yield from _compare_findings(asked[0], problem.diagnostics)
        return
    with project:
        yield from _findings(example, project.rulebook)
        yield from _failing(example, project.rulebook, (*project.test().tests, *project.assertions()))
        for part in asked:
            yield from WITH_DATA[part.kind](example, part, project)
        if not any(part.kind == "findings" for part in asked):
            yield from (Fault(example.line, f"unexpected: {d.code} {d.args}") for d in _of_data(project))


# ---- without data ----------------------------------------------------------------------------------------------------


def _findings(example: Example, rulebook: Rulebook) -> Iterator[Fault]:
    """The findings of the rules are those that their comments name, each on its line."""
    source = rulebook.sources[RULES]
    above = text_of(example).count("\n") - example.rules.count("\n")
    expected = example.findings
    found = [
        (source.position(d.span.start).line - above if d.span else 0, d.code)
        for d in rulebook.diagnostics
        if d.code != UNUSED or UNUSED in (code for _, code in expected)
    ]
    for line, code in sorted(set(expected) ^ set(found)):
        yield Fault(example.line + line, f"{code} {'was not found' if (line, code) in expected else 'was found'}")


def _failing(example: Example, rulebook: Rulebook, verdicts: Sequence[Verdict | AssertVerdict]) -> Iterator[Fault]:
    """Tests pass and assertions hold, but for the lines with a comment `# fails`; what has findings is not run."""
    source = rulebook.sources[RULES]
    above = text_of(example).count("\n") - example.rules.count("\n")
    expected = {n for n, line in enumerate(example.rules.split("\n"), start=1) if line.endswith("# fails")}
    wrong = [place for verdict in verdicts if not (verdict.problems and example.findings) for place in _wrong(verdict)]
    found = {source.position(place.span.start).line - above for place in wrong}
    for line in sorted(expected ^ found):
        yield Fault(example.line + line, "this should fail" if line in expected else "this fails")


def _wrong(verdict: Verdict | AssertVerdict) -> Iterator[Place]:
    """Where what does not hold, or cannot run, stands."""
    if isinstance(verdict, AssertVerdict) or verdict.problems:
        if not verdict.passed:
            yield verdict.place
    else:
        yield from (expect.place for expect in verdict.expects if not expect.holds)


def _formatted(example: Example, part: Expected) -> Iterator[Fault]:
    source = Source(RULES, example.rules)
    if part.argument.endswith("--fix"):
        _, source = mend([Source("contract.seg", example.contract), source], {RULES})
    found = format_source(source)
    if found.text != part.block.text:
        yield Fault(part.block.line, f"{part.argument} gives\n{found.text}")


def _habits(_: Example, part: Expected) -> Iterator[Fault]:
    for line, row in _numbered(part):
        typed, codes, fixed = map(bare, row)
        prefix = "" if set(typed) & set("{｛") or typed.startswith(("let ", "param ")) else "let x = "
        source = Source(RULES, prefix + typed)
        found = sorted({d.code for d in parse(source).diagnostics})
        if found != sorted(codes.split()):
            yield Fault(line, f"{typed} gives {found}")
        mended = fix_source(source).text.removeprefix(prefix)
        if mended != (typed if fixed == MISSING else fixed):
            yield Fault(line, f"{typed} becomes {mended}")


WITHOUT_DATA = {"fmt": _formatted, "you type finding it becomes": _habits}


# ---- with data -------------------------------------------------------------------------------------------------------


def _results(example: Example, part: Expected, project: segdsl.Project) -> Iterator[Fault]:
    """A row for each customer: key, then definitions."""
    if part.argument:
        name, _, value = part.argument.partition(" = ")
        project = open_project(example, project.file.root, params={name: value})
    (key, *names), found = part.block.rows[0], _values(project, part.block.rows[0][1:])
    rows = {said(row[key]): row for row in found}
    for line, (customer, *cells) in _numbered(part):
        for name, cell in zip(names, cells, strict=True):
            if not agrees(bare(cell), value := rows[customer][name]):
                yield Fault(line, f"{name} of {customer} is {said(value)}, not {cell}")


def _calculated(_: Example, part: Expected, project: segdsl.Project) -> Iterator[Fault]:
    """A row for each expression, which is the definition `v` with the row's number."""
    numbered = {f"v{i}": row for i, row in enumerate(_numbered(part), start=1)}
    names = [name for name, (_, row) in numbered.items() if not row[-1].startswith("→")]
    (values,) = _values(project, names)
    for name in names:
        line, (text, *types, cell) = numbered[name]
        kind = str(project.rulebook.definitions[name].type)
        if not agrees(bare(cell), values[name]) or (types and bare(types[0]) != kind):
            yield Fault(line, f"{text} is {kind} {said(values[name])}, not {cell}")


def _sizes(_: Example, part: Expected, project: segdsl.Project) -> Iterator[Fault]:
    """A row for each definition, or for `tag.class`, with attributes of its item in a preview."""
    header, names = part.block.rows[0], [row[0].partition(".")[0] for row in part.block.rows[1:]]
    items: dict[str, Any] = {item.name: item for item in project.preview(list(dict.fromkeys(names))).items}
    for item in list(items.values()):
        items |= {f"{item.name}.{row.name}": row for row in item.classes or ()}
    for line, (name, *cells) in _numbered(part):
        for attribute, cell in zip(header[1:], cells, strict=True):
            if not agrees(cell, value := getattr(items[name], attribute)):
                yield Fault(line, f"{attribute} of {name} is {said(value)}, not {cell}")


def _waterfall(_: Example, part: Expected, project: segdsl.Project) -> Iterator[Fault]:
    (item,) = project.preview([part.argument], waterfall=True).items
    rows = [row for clause in item.waterfall or () for row in (clause, *clause.options)]
    found = [[row.clause, *map(str, (row.alone, row.remaining, row.without))] for row in rows]
    expected = [[bare(row[0]), *row[1:]] for row in part.block.rows[1:]]
    if found != expected:
        yield Fault(part.block.line, f"the waterfall is {found}")


def _refused(_: Example, part: Expected, project: segdsl.Project) -> Iterator[Fault]:
    try:
        project.preview([part.argument])
    except SegdslError as problem:
        yield from _compare_findings(part, problem.diagnostics)
    else:
        yield Fault(part.block.line, f"{part.argument} has a preview")


def _data_findings(_: Example, part: Expected, project: segdsl.Project) -> Iterator[Fault]:
    yield from _compare_findings(part, _of_data(project))


def _of_data(project: segdsl.Project) -> tuple[Diagnostic, ...]:
    """What there is to say of the tables read so far."""
    return (*project.customers.findings, *project.events.findings)


def _compare_findings(part: Expected, diagnostics: Iterable[Diagnostic]) -> Iterator[Fault]:
    """The table has every finding, with the number of cells or rows it concerns where it has such a column."""
    header = part.block.rows[0]
    found = [(d.code, str(d.args.get("count", MISSING)))[: len(header)] for d in diagnostics]
    if found != [tuple(map(bare, row)) for row in part.block.rows[1:]]:
        yield Fault(part.block.line, f"the findings are {found}")


WITH_DATA = {
    "result": _results, "set": _results, "sizes": _sizes, "waterfall": _waterfall, "refused": _refused,
    "findings": _data_findings, "expression value": _calculated, "expression type value": _calculated,
}  # fmt: skip


def _values(project: segdsl.Project, names: list[str] | tuple[str, ...]) -> list[dict[str, Any]]:
    """Fields and definitions of all customers."""
    everyone = ask.with_expr(project.session, "true")
    return ask.members(everyone, EXPRESSION, tuple(names)).collect().to_dicts()


def _numbered(part: Expected) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows of a table with their lines in the chapter."""
    yield from enumerate(part.block.rows[1:], start=part.block.line + 2)
