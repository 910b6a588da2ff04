"""The generated tables are what `rules/contract.seg` declares, and hold nothing it forbids."""

import re
from pathlib import Path

import polars as pl

from segdsl.demo import shipped_rules_dir
from tests.demo.conftest import Demo

TABLE = re.compile(r"^(profile|events) (\w+)[^{]*\{(.*?)^\}", re.MULTILINE | re.DOTALL)
FIELD = re.compile(
    r"^\s*(?:key|at|field)\s+(\w+)\s+(\w+)(?:\(([^)]*)\))?(\??)[^#\n]*?(?:from \"([^\"]+)\")?$", re.MULTILINE
)
FILES = {"customer": "customers", "visit": "visits", "push": "pushes", "promotion": "promotions", "payment": "payments"}


def declared() -> dict[str, dict[str, tuple[str, list[str], bool]]]:
    """Type, category values and optionality of every physical column, by table."""
    text = (shipped_rules_dir() / "contract.seg").read_text(encoding="utf-8")
    return {
        name: {
            column or field: (type_, [value.strip() for value in values.split(",")] if values else [], bool(optional))
            for field, type_, values, optional, column in FIELD.findall(body)
        }
        for _, name, body in TABLE.findall(text)
    }


def polars_type(type_: str, values: list[str]) -> pl.DataType:
    """The type a column of a declared type is written with."""
    if type_ == "category":
        return pl.Enum(values)
    types: dict[str, pl.DataType] = {
        "text": pl.String(),
        "bool": pl.Boolean(),
        "int": pl.Int16(),
        "number": pl.Float64(),
        "time": pl.Datetime("us"),
        "date": pl.Date(),
    }
    return types[type_]


def test_columns_and_types_are_those_of_the_contract(demo: Demo) -> None:
    contract = declared()
    assert {name: len(fields) for name, fields in contract.items()} == {
        "customer": 16,
        "visit": 3,
        "push": 2,
        "promotion": 3,
        "payment": 4,
    }
    for name, fields in contract.items():
        schema = demo.table(FILES[name]).schema
        key = [] if name == "customer" else ["customer_id"]
        assert schema.names() == [*key, *fields]
        for column, (type_, values, _) in fields.items():
            assert schema[column] == polars_type(type_, values), column


def test_only_optional_columns_have_gaps(demo: Demo) -> None:
    for name, fields in declared().items():
        gaps = demo.table(FILES[name]).null_count().row(0, named=True)
        assert [column for column, (_, _, optional) in fields.items() if gaps[column] and not optional] == []


def test_every_optional_column_has_gaps_and_values(demo: Demo) -> None:
    for name, fields in declared().items():
        table = demo.table(FILES[name])
        for column in (column for column, (_, _, optional) in fields.items() if optional):
            assert 0 < table[column].null_count() < len(table), column


def test_every_category_value_occurs(demo: Demo) -> None:
    for name, fields in declared().items():
        table = demo.table(FILES[name])
        for column, (_, values, _) in fields.items():
            assert set(values) <= set(table[column].unique().to_list()), column


def test_keys_and_numbers_are_unique_and_well_formed(demo: Demo) -> None:
    customers = demo.table("customers")
    assert customers["customer_id"].is_unique().all()
    patterns = {
        "customer_id": r"^GD[0-9]{10}$",
        "mobile": r"^1[3-9][0-9]{9}$",
        "registered_phone": r"^1[3-9][0-9]{9}$",
        "bound_phone": r"^1[3-9][0-9]{9}$",
        "account_no": r"^0[0-9]{12}$",
        "alipay_uid": r"^2088[0-9]{12}$",
        "wechat_openid": r"^oSYN[0-9]{13}$",
        "app_uid": r"^U[0-9]{12}$",
    }
    for column, pattern in patterns.items():
        assert customers[column].drop_nulls().str.contains(pattern).all(), column
    for column in ("account_no", "alipay_uid", "wechat_openid", "app_uid"):
        assert customers[column].drop_nulls().is_unique().all(), column


def test_values_stay_inside_their_ranges(demo: Demo) -> None:
    customers = demo.table("customers")
    assert customers["age"].drop_nulls().is_between(18, 95).all()
    assert customers["kwh_month"].drop_nulls().is_between(0, 10**6).all()
    assert (customers["accounts_on_phone"].drop_nulls() >= 1).all()
    assert (customers["customers_on_device"].drop_nulls() >= 1).all()


def test_every_event_and_every_list_names_a_customer(demo: Demo) -> None:
    customers = demo.table("customers").select("customer_id")
    for name in ("visits", "pushes", "promotions", "payments"):
        assert demo.table(name).join(customers, on="customer_id", how="anti").is_empty(), name
    for path in sorted(Path(demo.folder / "lists").iterdir()):
        listed = pl.read_csv(path)
        assert listed.columns == ["customer_id"]
        assert 0 < len(listed.join(customers, on="customer_id")) == len(listed) < len(customers)


def test_events_are_ordered_by_customer_and_time(demo: Demo) -> None:
    times = {"visits": "visited_at", "pushes": "sent_at", "promotions": "joined_at", "payments": "paid_at"}
    for name, at in times.items():
        table = demo.table(name)
        assert table.equals(table.sort("customer_id", at, maintain_order=True)), name


def test_a_phone_number_shared_by_customers_counts_them(demo: Demo) -> None:
    """The rings: everyone registered with the same number has at least as many accounts on it as there are of them."""
    shared = demo.table("customers").filter(pl.col("registered_phone").is_not_null())
    shared = shared.with_columns(sharing=pl.len().over("registered_phone")).filter(pl.col("sharing") > 1)
    assert len(shared) > 100
    assert (shared["accounts_on_phone"] >= shared["sharing"]).all()
