"""What holds of events whatever they are: windows add up, and what does not matter does not matter."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from random import Random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segdsl.api.access import StoreOptions
from segdsl.functions.types import Kind
from segdsl.rulebook.terms import Population
from segdsl.rulebook.walk import descend, expressions
from tests.architecture.repository import ROOT
from tests.differential.interpreter import normalise
from tests.differential.interpreter.calendar import day_of
from tests.differential.interpreter.contract import cell
from tests.differential.opening import EVERYONE, Layout, by_key, difference_of, opened, with_everyone, write
from tests.differential.running import Run, budget, checked
from tests.differential.strategies import Case, Dice, event_cases, random_case

WINDOWS = {
    "days": "count({e}, last 90d) = count({e}, last 30d) + count({e}, 30d..90d ago)",
    "months": "count({e}, last 1y) = count({e}, last 1mo) + count({e}, 1mo..5mo ago) + count({e}, 5mo..12mo ago)",
    "weeks": "count({e}, last 4w) = count({e}, last 28d)",
    "everything": "count({e}) = count({e}, last 3000y) and count({e}) = count({e}, 0001-01-01..9999-12-31)",
    "today": "count({e}, last 1d) = count({e}, today..today)",
}
HOURS = {"hours": "count({e}, last 1d) = count({e}, last 90min) + count({e}, 90min..24h ago)"}
COUNTS = {
    "did": "did({e}) = (count({e}) > 0) and never({e}) = (count({e}) = 0)",
    "days": "days({e}) <= count({e}) and months({e}) <= days({e}) and (months({e}) = 0) = never({e})",
    "values": "distinct({t}.{c} where {w}) <= count({e}) and distinct({t}.{at} where {w}) <= count({e})",
    "ends": "never({e}) or earliest({t}.{at} where {w}) = minimum({t}.{at} where {w})",
    "other end": "(latest({t}.{at} where {w}) is missing) = never({e})",
    "most": "did({t} where {c} is known and ({w})) = (most_frequent({t}.{c} where {w}) is known)",
    "where": "count({t}) = count({e}) + count({t} where not ({w}))",
    "two in a row": "sequence({e}, {e}) = (minimum({t}.{at} where {w}) < maximum({t}.{at} where {w}))",
    "some in a row": "not sequence({e}, {e}, {e}) or sequence({e}, {e})",
    "none between": "sequence({e}, {e}) = sequence({e}, not {e}, {e})",
}


@budget(8)
@given(event_cases())
def test_windows_add_up_and_aggregates_fit_together(case: Case) -> None:
    laws = [f"segment law{n} {{ require {law} }}" for n, law in enumerate(laws_of(case))]
    with opened(case.having(*laws)) as project:
        preview = project.preview([f"law{n}" for n in range(len(laws))])
        broken = [laws[n] for n, item in enumerate(preview.items) if item.size != case.frame.height]
        assert broken == [], case.rules


def laws_of(case: Case) -> list[str]:
    """What holds of every customer, of each table with a time."""
    found = []
    for subject in case.subjects:
        table = subject.table
        if table.at is not None:
            laws = {**WINDOWS, **(HOURS if table.at.kind is Kind.TIME else {}), **COUNTS}
            category = table.of_kind(Kind.CATEGORY)[0].name
            names = {"t": table.name, "e": f"{table.name} where {subject.where}", "w": subject.where}
            found += [law.format(**names, at=table.at.name, c=category) for law in laws.values()]
    return found


@budget(7)
@given(event_cases(1))
def test_every_condition_on_events_is_true_or_false(case: Case) -> None:
    (condition,) = case.conditions
    laws = (f"segment holds {{ require {condition} }}", f"segment fails {{ require not ({condition}) }}")
    with opened(case.having(*laws)) as project:
        holds, fails = project.preview(["holds", "fails"]).items
        assert (holds.size or 0) + (fails.size or 0) == case.frame.height, condition
        assert holds.unknown == fails.unknown, condition


@budget(7)
@given(event_cases(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter_where_no_two_events_take_place_at_once(case: Case, dice: Random) -> None:
    distinct = replace(case, events={name: at_different_times(case, name) for name in case.events})
    turned = {}
    for name, frame in distinct.events.items():
        rows = list(range(frame.height))
        if timed(case, name):
            dice.shuffle(rows)
        turned[name] = frame[rows]
    customers = case.frame.sample(fraction=1.0, shuffle=True, seed=dice.randrange(2**32))
    assert_same(distinct, replace(distinct, frame=customers, events=turned))


def timed(case: Case, name: str) -> bool:
    """Whether a table has a time: rows of others are in order as they stand."""
    return Run.of(case).rulebook.events[name].at is not None


def at_different_times(case: Case, name: str) -> pl.DataFrame:
    """The first event of each instant, in the project's zone."""
    contract, frame = Run.of(case).rulebook.events[name], case.events[name]
    if contract.at is None:
        return frame
    at = contract.fields[contract.at]
    times = [cell(value, at, case.zone) for value in frame[at.column].to_list()]
    return frame.filter(pl.Series([time not in times[:row] for row, time in enumerate(times)], dtype=pl.Boolean))


@budget(7)
@given(event_cases(), st.randoms(use_true_random=False))
def test_how_data_is_cut_into_files_does_not_matter(case: Case, dice: Random) -> None:
    frames = {"customer": case.frame, **case.events}
    cuts = {name: [dice.randint(0, frame.height) for _ in range(3)] for name, frame in frames.items()}
    assert_same(case, case, Layout(cuts))


@budget(7)
@given(event_cases())
def test_events_after_the_as_of_day_change_nothing(case: Case) -> None:
    run = Run.of(case)
    early = dict(case.events)
    for name, frame in case.events.items():
        contract = run.rulebook.events[name]
        if contract.at is not None:
            at = contract.fields[contract.at]
            times = [cell(value, at, case.zone) for value in frame[at.column].to_list()]
            kept = [time is None or day_of(time) <= case.as_of for time in times]
            early[name] = frame.filter(pl.Series(kept, dtype=pl.Boolean))
    assert_same(case, replace(case, events=early))


@pytest.mark.parametrize("memory", [2**30, 1])
@budget(8)
@given(st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1), st.integers(0, 400))
def test_what_was_asked_before_does_not_matter(memory: int, seed: int, rules: int, changed: int) -> None:
    """Of one session first these rules are asked, then nearly the same: what is kept is kept by its meaning."""
    before = random_case(Dice.seeded(seed), events=True, rules=Dice.seeded(rules))
    after = random_case(Dice.seeded(seed), events=True, rules=Dice.nearly(rules, changed))
    with opened(before, Layout(store=StoreOptions(memory=memory), remember=True)) as project:
        for case in (before, after, before):
            run = Run.of(case)
            found = difference_of(project.with_rulebook(checked(with_everyone(case).rules)), run)
            assert found is None, found


def test_how_many_threads_there_are_does_not_matter(tmp_path: Path) -> None:
    cases = [random_case(Dice.seeded(7, number), events=True) for number in range(4)]
    for number, case in enumerate(cases):
        (tmp_path / f"{number}").mkdir()
        write(tmp_path / f"{number}", case, Layout())
    once = [sys.executable, "-c", ONE_THREAD, str(tmp_path), EVERYONE]
    subprocess.run(once, check=True, cwd=ROOT, env={**os.environ, "POLARS_MAX_THREADS": "1"})
    for number, case in enumerate(cases):
        names = Run.of(case).names
        with opened(case) as project:
            expected = project.members(EVERYONE, names).collect()
        alone = pl.read_ipc(tmp_path / f"{number}.arrow")
        assert alone.select(expected.columns).equals(expected), case.rules


ONE_THREAD = """
import sys, pathlib, polars, segdsl
assert polars.thread_pool_size() == 1
for folder in pathlib.Path(sys.argv[1]).iterdir():
    with segdsl.open(folder) as project:
        names = [item.name for item in project.preview().items if item.name != sys.argv[2]]
        project.members(sys.argv[2], names).collect().write_ipc(folder.with_suffix(".arrow"))
"""


@budget(8)
@given(event_cases())
def test_what_is_left_out_is_counted(case: Case) -> None:
    """Events without a customer, without a time, and of customers that are not in the profile."""
    run = Run.of(case)
    customers = set(case.frame["id"])
    expected = {}
    for name, table in run.rulebook.events.items():
        rows = normalise(case.events[name].to_dicts(), table, case.zone)
        left_in = [
            row for row in rows if row[table.key] is not None and (table.at is None or row[table.at] is not None)
        ]
        expected["events-of-strangers", name] = sum(row[table.key] not in customers for row in left_in)
        expected["event-without-key", name] = sum(row[table.key] is None for row in rows)
        expected["event-without-time", name] = sum(table.at is not None and row[table.at] is None for row in rows)
    asked = case.having(*(f"let n{number} = count({name})" for number, name in enumerate(case.events)))
    with opened(asked) as project:
        warnings = project.preview().warnings
    found = {(w.code, w.args["table"]): w.args["count"] for w in warnings if w.code in {code for code, _ in expected}}
    assert found == {what: count for what, count in expected.items() if count}, case.rules


def assert_same(case: Case, other: Case, layout: Layout | None = None) -> None:
    """Every definition has the same values for every customer."""
    names = Run.of(case).names
    with opened(case) as project, opened(other, layout) as second:
        found, expected = by_key(second, names), by_key(project, names)
    for name in names:
        assert found[name] == expected[name], (name, case.rules)


@pytest.mark.parametrize("others", [70_000, 1_100_000])
def test_other_customers_and_their_events_change_nothing(others: int) -> None:
    """Enough of them for customers to lie in several blocks, and in several parts, of the events' index."""
    for seed in range(2 if others < 10**6 else 1):
        case = random_case(Dice.seeded(others, seed), events=True)
        run = Run.of(case)
        names = [name for name in run.names if not ranks(run, name)]
        crowded = among_others(case, others, Random(seed))
        with opened(case) as project, opened(crowded) as second:
            found, expected = by_key(second, names, case.frame["id"]), by_key(project, names)
        for name in names:
            assert found[name] == expected[name], (name, case.rules)


def ranks(run: Run, name: str) -> bool:
    """Whether a definition depends on everyone, itself or through others."""
    definition = run.rulebook.definitions[name]
    here = any(isinstance(sub, Population) for term in expressions(definition) for sub in descend(term))
    return here or any(ranks(run, used) for used in definition.uses)


def among_others(case: Case, others: int, dice: Random) -> Case:
    """The case with so many customers more, in between and around, and some of its events twice: theirs as well."""
    kind = case.frame.schema["id"]
    numbers = pl.Series("id", range(10**6, 10**6 + others))
    keys = numbers if kind.is_integer() else (numbers.cast(pl.String) + "人")
    crowd = pl.concat([pl.DataFrame(keys.cast(kind)), case.frame], how="diagonal_relaxed")
    places = pl.Series(range(others)).extend(
        pl.Series([dice.randrange(others) for _ in case.frame["id"]], dtype=pl.Int64)
    )
    events = {}
    for name, frame in case.events.items():
        contract = Run.of(case).rulebook.events[name]
        column = contract.fields[contract.key].column
        theirs = keys[[dice.randrange(others) for _ in range(frame.height)]].alias(column).cast(frame.schema[column])
        events[name] = pl.concat([frame, frame.with_columns(theirs)])
    return replace(case, frame=crowd[places.arg_sort()], events=events)
