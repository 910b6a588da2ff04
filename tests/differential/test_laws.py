"""What holds of every rulebook: logic is two-valued, order does not matter, and neither does how it is evaluated."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segdsl.data.contract import conform
from segdsl.data.part import from_frame
from segdsl.engine.evaluate import evaluate
from segdsl.lowering.polars import column_name, expression, storage
from tests.differential.found import FOUND
from tests.differential.running import Run, budget
from tests.differential.strategies import Case, cases, with_conditions

LOGIC = {
    "p": "{p}",
    "not_p": "not ({p})",
    "nand": "not (({p}) and ({q}))",
    "either_not": "(not ({p})) or not ({q})",
    "nor": "not (({p}) or ({q}))",
    "neither": "(not ({p})) and not ({q})",
}


@budget(25)
@given(with_conditions(2))
def test_every_condition_is_true_or_false_and_de_morgan_changes_nothing(case: Case) -> None:
    p, q = case.conditions
    laws = [f"segment law_{name} {{ require {text.format(p=p, q=q)} }}" for name, text in LOGIC.items()]
    run = Run.of(case.having(*laws))
    items = run.items()
    sizes = {name: items[f"law_{name}"].size or 0 for name in LOGIC}
    unknown = {name: items[f"law_{name}"].unknown for name in LOGIC}
    assert sizes["p"] + sizes["not_p"] == case.frame.height
    assert unknown["p"] == unknown["not_p"]
    for one, other in (("nand", "either_not"), ("nor", "neither")):
        assert run.table[f"law_{one}"].to_list() == run.table[f"law_{other}"].to_list()
        assert unknown[one] == unknown[other]


@budget(20)
@given(cases(), st.data())
def test_the_order_of_definitions_and_of_rows_does_not_matter(case: Case, data: st.DataObject) -> None:
    run = Run.of(case)
    rows = data.draw(st.permutations(range(case.frame.height)))
    turned = replace(case, items=tuple(data.draw(st.permutations(case.items))), frame=case.frame[list(rows)])
    assert_same(by_key(Run.of(turned).table), by_key(run.table))


@budget(20)
@given(cases(), st.data())
def test_streaming_slices_and_facts_about_the_data_change_nothing(case: Case, data: st.DataObject) -> None:
    run = Run.of(case)
    columns = [pl.col("id"), *(pl.col(column_name(name)).alias(name) for name in run.names)]
    assert_same(run.evaluation.frame.select(columns).collect(engine="streaming"), run.table)
    cut = data.draw(st.integers(0, case.frame.height))
    slices = pl.concat([case.frame[:cut].lazy(), case.frame[cut:].lazy()])
    assert run.rulebook.profile is not None
    conformed = conform(from_frame(slices), run.rulebook.profile, zone=case.zone).frame
    facts = storage(conformed.collect())
    informed = replace(run.context, storage=facts)
    for context in (run.context, informed):
        evaluation = evaluate(run.rulebook, conformed, context, run.names)
        assert_same(evaluation.frame.select(columns).collect(), run.table)


@pytest.mark.parametrize("name", FOUND)
def test_one_expression_gives_the_same_for_what_was_found_once(name: str) -> None:
    check_expressions(FOUND[name])


@budget(20)
@given(cases())
def test_one_expression_over_the_files_columns_gives_what_all_levels_give(case: Case) -> None:
    check_expressions(case)


def check_expressions(case: Case) -> None:
    """Every definition as one expression over the file's columns."""
    run = Run.of(case)
    context = replace(run.context, contract=run.rulebook.profile)
    whole = [expression(name, run.rulebook.order, context).alias(name) for name in run.names]
    assert_same(case.frame.with_columns(whole).select("id", *run.names), run.table)


def by_key(table: pl.DataFrame) -> pl.DataFrame:
    """Rows by key, columns by name."""
    return table.select(sorted(table.columns)).sort("id")


def assert_same(found: pl.DataFrame, expected: pl.DataFrame) -> None:
    """Every column has the same values; the type of a column of nulls, or of no rows, may differ in detail."""
    assert found.columns == expected.columns
    for name in expected.columns:
        assert found[name].to_list() == expected[name].to_list(), name
