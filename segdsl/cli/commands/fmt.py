"""`segdsl fmt`: rule files in the one style, and with `--fix` in the language's own spelling."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

import click

from segdsl.cli.command import declare
from segdsl.cli.options import output_format
from segdsl.cli.options import project as project_option
from segdsl.cli.output import Output
from segdsl.cli.paths import existing
from segdsl.cli.rules import is_within, project_file, rules_to_load
from segdsl.cli.texts import fmt as texts
from segdsl.cli.writing import replace_text
from segdsl.diagnostics import Diagnostic, SegdslError, Source

STDIN = "-"
ROUNDS = 5  # a fix may uncover the next mistake, but not forever


@dataclass(frozen=True, slots=True)
class Outcome:
    """A file as it is and as it should be; the same where findings stand in the way."""

    path: Path
    name: str
    before: str
    after: str
    findings: tuple[Diagnostic, ...]

    @property
    def changed(self) -> bool:
        """Whether there is something to write."""
        return self.before != self.after


@declare("fmt")
@click.argument("paths", nargs=-1, metavar="[PATH…|-]")
@click.option("--check", is_flag=True)
@click.option("--diff", is_flag=True)
@click.option("--fix", is_flag=True)
@project_option
@output_format("text", "json")
def command(
    out: Output, paths: tuple[str, ...], check: bool, diff: bool, fix: bool, project: str | None, form: str
) -> int:
    """Write files anew, or only say which; 1 for files with errors, and under `--check` and `--diff` for any change."""
    if STDIN in paths:
        return standard_input(out, paths, check=check, diff=diff, fix=fix)
    outcomes = list(format_files(out, [existing(path).resolve() for path in paths], project, fix=fix))
    changed = [outcome for outcome in outcomes if outcome.changed]
    findings = [finding for outcome in outcomes for finding in outcome.findings]
    if not check and not diff:
        for outcome in changed:
            replace_text(outcome.path, outcome.after)
    if form == "json":
        files = [{"path": outcome.name, "changed": outcome.changed} for outcome in outcomes]
        out.json({"files": files, "diagnostics": out.as_json(findings)})
    else:
        out.text("".join(difference(o) if diff else f"{o.name}\n" for o in changed))
        out.remarks(findings)
        said = texts.WOULD_CHANGE if check or diff else texts.CHANGED
        out.note(said, files=f"{len(outcomes):,}", changed=f"{len(changed):,}")
    return 1 if findings or (changed and (check or diff)) else 0


def format_files(out: Output, wanted: Sequence[Path], project: str | None, *, fix: bool) -> Iterator[Outcome]:
    """Format each file of the project, or each one wanted. Nothing is written."""
    from segdsl.rulebook.files import read_sources

    file = project_file(project, wanted)
    rules, root = rules_to_load(wanted, file)
    sources = read_sources(rules, root=root)
    chosen = {s.name for s in sources if not wanted or is_within((root / s.name).resolve(), wanted)}
    mended = mend(sources, chosen) if fix else sources
    for source, new in zip(sources, mended, strict=True):
        if source.name in chosen:
            yield format_one(out, root / source.name, source, new)


def format_one(out: Output, path: Path, source: Source, mended: Source) -> Outcome:
    """One file. Where it has errors it stays as it is, but for what `--fix` mended."""
    from segdsl.syntax.format import format_source

    formatted = format_source(mended)
    out.sources[source.name] = mended
    return Outcome(path, source.name, source.text, formatted.text, formatted.diagnostics)


def mend(sources: Sequence[Source], chosen: set[str]) -> Sequence[Source]:
    """The sources with every safe fix applied to the chosen ones: of the syntax, then of what names mean."""
    from segdsl.rulebook import Checker
    from segdsl.syntax.fixes import apply_fixes, fix_source

    current = [fix_source(source) if source.name in chosen else source for source in sources]
    checker = Checker()
    for _ in range(ROUNDS):
        found = checker.check(current).diagnostics
        by_file = {name: [d for d in found if d.file == name] for name in chosen}
        fixed = [Source(s.name, apply_fixes(s.text, by_file.get(s.name, ()))) for s in current]
        if [s.text for s in fixed] == [s.text for s in current]:
            break
        current = fixed
    return current


def standard_input(out: Output, paths: Sequence[str], *, check: bool, diff: bool, fix: bool) -> int:
    """Format what comes in; for editors: nothing but the text goes out, and nothing at all where it has errors."""
    from segdsl.syntax.read import decode

    if len(paths) > 1:
        raise SegdslError(
            Diagnostic("options-exclude", {"option": STDIN, "other": next(p for p in paths if p != STDIN)})
        )
    text = decode(sys.stdin.buffer.read(), STDIN)
    if isinstance(text, Diagnostic):
        raise SegdslError(text)
    source = Source(STDIN, text)
    (mended,) = mend([source], {STDIN}) if fix else [source]
    outcome = format_one(out, Path(STDIN), source, mended)
    out.remarks(outcome.findings)
    if outcome.findings:
        return 1
    if diff:
        out.text(difference(outcome))
    elif not check:
        out.text(outcome.after)
    return 1 if outcome.changed and (check or diff) else 0


def difference(outcome: Outcome) -> str:
    """What would change, as a unified diff."""
    before, after = lines(outcome.before), lines(outcome.after)
    found = unified_diff(before, after, f"a/{outcome.name}", f"b/{outcome.name}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in found)


def lines(text: str) -> list[str]:
    """The lines with their ends: only a line feed ends a line here, as in git."""
    return [f"{line}\n" for line in text.split("\n")[:-1]] + [last for last in text.split("\n")[-1:] if last]
