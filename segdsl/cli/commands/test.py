"""`segdsl test`: the rulebook's own tests, and over data its assertions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from segdsl.cli.command import declare
from segdsl.cli.options import output_format
from segdsl.cli.output import Output
from segdsl.cli.paths import SUFFIX, existing
from segdsl.cli.rules import is_within, load_rules, project_file, rules_to_load
from segdsl.cli.scope import Scope, with_optional_data
from segdsl.diagnostics import Diagnostic, SegdslError

if TYPE_CHECKING:
    from segdsl.data.project import ProjectFile
    from segdsl.engine.testing.results import AssertVerdict, Verdict, Verdicts
    from segdsl.engine.testing.run import Chosen
    from segdsl.rulebook.model import Rulebook

    Found = tuple[Rulebook, Verdicts, Sequence[Diagnostic]]


@declare("test")
@click.argument("paths", nargs=-1, metavar="[PATH…]")
@click.option("-k", "name", metavar="NAME")
@with_optional_data
@output_format("text", "json")
def command(out: Output, scope: Scope, paths: tuple[str, ...], name: str | None, form: str) -> int:
    """Print verdicts; 1 where something failed or could not run, or the rules have errors."""
    from segdsl.cli.show.test import pages

    rules, data = _apart(paths, scope.data)
    wanted = [existing(path).resolve() for path in rules]
    file = project_file(scope.project, wanted)
    if scope.data:
        found = _over_data(out, replace(scope, data=data), wanted, file, name)
    else:
        found = _beside_rules(out, scope, wanted, file, name)
    rulebook, verdicts, findings = found
    if name is not None and not verdicts.tests and not verdicts.asserts:
        raise SegdslError(Diagnostic("no-such-test", {"name": name}))
    errors = [] if name is not None else list(rulebook.errors)
    if form == "json":
        out.json(_as_json(out, verdicts, [*errors, *findings]))
    else:
        out.show(*pages(verdicts, rulebook, out.language))
        out.remarks([*errors, *findings])
    return 0 if verdicts.passed and not errors else 1


def _apart(paths: Sequence[str], data: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """Rule files and data: `--data` takes a value or none, so a rule file behind it is no data."""
    rules = [value for value in data if value.endswith(SUFFIX)]
    return [*paths, *rules], tuple(value for value in data if value and value not in rules)


def _over_data(out: Output, scope: Scope, wanted: Sequence[Path], file: ProjectFile | None, name: str | None) -> Found:
    """Tests and assertions, and what was found about the data."""
    from segdsl.engine.testing.results import Verdicts
    from segdsl.engine.testing.run import run_assertions, run_tests

    own = file is not None and rules_to_load(wanted, file)[0] is file.rules
    scope = replace(scope, project=str(file.root) if own and file else scope.project)
    with scope.open(out, () if own else wanted) as project:
        chosen = _chosen(project.rulebook, wanted, project.file.root, name)
        tests = run_tests(project.rulebook, project.file.as_of, chosen)
        verdicts = Verdicts(tests, run_assertions(project.session, chosen))
        return project.rulebook, verdicts, project.customers.findings


def _beside_rules(
    out: Output, scope: Scope, wanted: Sequence[Path], file: ProjectFile | None, name: str | None
) -> Found:
    """Tests alone: they bring their own rows."""
    from segdsl.engine.testing.contract import with_contract
    from segdsl.engine.testing.results import Verdicts
    from segdsl.engine.testing.run import run_tests

    rulebook = with_contract(load_rules(out, wanted, file, scope.params))
    chosen = _chosen(rulebook, wanted, rules_to_load(wanted, file)[1], name)
    today = scope.as_of or (file.as_of if file else None)
    return rulebook, Verdicts(run_tests(rulebook, today, chosen)), _not_tried(rulebook, chosen)


def _chosen(rulebook: Rulebook, wanted: Sequence[Path], root: Path, name: str | None) -> Chosen:
    """What stands in the files named and is called as asked."""
    from segdsl.engine.testing.run import called, everything

    inside = {file for file in rulebook.sources if not wanted or is_within((root / file).resolve(), wanted)}
    is_called = everything if name is None else called(name)
    return lambda item: item.origin.file in inside and is_called(item)


def _not_tried(rulebook: Rulebook, chosen: Chosen) -> list[Diagnostic]:
    """What fields were taken for the profile; that there is nothing to try, or what waits for data."""
    notes = []
    if rulebook.profile is not None and rulebook.profile.inferred and (rulebook.tests or rulebook.unusable):
        notes.append(Diagnostic("contract-from-tests", {"names": ", ".join(rulebook.profile.fields)}))
    waiting = sum(chosen(one) for one in rulebook.assertions)
    tried = [chosen(one) for one in rulebook.tests] + [chosen(one) for one in rulebook.unusable]
    if not waiting and not any(tried):
        return [Diagnostic("no-tests")]
    if waiting:
        notes.append(Diagnostic("asserts-need-data", {"count": waiting}))
    return notes


def _as_json(out: Output, verdicts: Verdicts, findings: Sequence[Diagnostic]) -> dict[str, Any]:
    """The verdicts, each with its line and why it could not be reached."""
    found = verdicts.to_dict()
    reached: list[Verdict | AssertVerdict] = [*verdicts.tests, *(verdicts.asserts or ())]
    for entry, verdict in zip([*found["tests"], *found.get("asserts", ())], reached, strict=True):
        entry["line"] = out.sources[verdict.place.file].position(verdict.place.span.start).line
        entry["problems"] = out.as_json(verdict.problems)
    return found | {"diagnostics": out.as_json(findings)}
