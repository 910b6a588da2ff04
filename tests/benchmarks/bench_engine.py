"""Thirty-six sizes over generated customers: the product against the same expressions written by hand in Polars.

Both sides work on the same columns in memory, on the same machine, in the same run, in turns; both count sizes and, for
conditions, the customers for whom there is no definite answer. Answers have to be equal before times are compared.
`BENCH_CUSTOMERS` sets the number of customers (10 million by default).
"""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import polars as pl
import pytest

import segdsl
from segdsl.demo import generate, shipped_rules_dir
from segdsl.engine.results import Preview

CUSTOMERS = int(os.environ.get("BENCH_CUSTOMERS", "10_000_000"))
RULES = Path(__file__).with_name("profile_rules.seg")
EVERYBODY = ("position", "top_fifth", "place")
ROUNDS = 5
MOST = 1.1


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> segdsl.Project:
    """Generated customers and the rules of the benchmark, opened and read into memory."""
    folder = tmp_path_factory.mktemp("bench")
    generate(folder, CUSTOMERS, 1, date(2021, 6, 30), events=False)
    (folder / "rules").mkdir()
    contract = (shipped_rules_dir() / "contract.seg").read_text(encoding="utf-8")
    (folder / "rules/contract.seg").write_text(contract, encoding="utf-8")
    (folder / "rules/rules.seg").write_text(RULES.read_text(encoding="utf-8"), encoding="utf-8")
    settings = '[project]\nrules = ["rules"]\nas_of = 2021-06-30\n[data]\ncustomer = "data/customers.parquet"\n'
    (folder / "segdsl.toml").write_text(settings, encoding="utf-8")
    opened = segdsl.open(folder)
    opened.preview()
    return opened


def tag(*classes: tuple[str, pl.Expr | None]) -> tuple[list[str], pl.Expr]:
    """The first class whose condition holds, as a category, with the names of the classes."""
    names = [name for name, _ in classes]
    kind = pl.Enum(names)
    found: Any = pl
    for name, condition in classes:
        value = pl.lit(name, dtype=kind)
        found = found.otherwise(value) if condition is None else found.when(condition).then(value)
    return names, found


def points(*lines: tuple[float, pl.Expr]) -> pl.Expr:
    """The points of all lines that hold, from 0 to 100."""
    return pl.sum_horizontal([pl.when(on).then(pl.lit(float(p))).otherwise(0.0) for p, on in lines]).clip(0, 100)


def by_hand() -> dict[tuple[str, str], pl.Expr]:
    """The same thirty-six, as somebody who knows Polars writes them: expressions in variables, reused."""
    c = pl.col
    known = {name: c(name).is_not_null() for name in (
        "mobile", "registered_phone", "account_no", "bound_phone", "age", "city", "accounts_on_phone", "kwh_month",
        "alipay_uid", "wechat_openid", "app_uid",
    )}  # fmt: skip
    free = ~c("opted_out")
    registration = tag(("unfollowed", ~c("followed")), ("followed", ~known["registered_phone"]), ("registered", None))
    binding = tag(("unbound", ~known["account_no"]), ("bound", ~known["bound_phone"]), ("bound_and_phone", None))
    unfollowed, followed = registration[1] == "unfollowed", registration[1] == "followed"
    unbound = binding[1] == "unbound"
    funnel = tag(("to_follow", unfollowed), ("to_register", followed), ("to_bind", unbound))
    age_group = tag(("unknown", ~known["age"]), ("young", c("age") < 35), ("middle", c("age") < 60), ("senior", None))
    business = c("survey_kind").is_in(["shop", "farm"])
    premises = tag(("unsurveyed", c("survey_kind").is_null()), ("business", business), ("home", None))
    many = (c("accounts_on_phone") >= 4) | (c("customers_on_device") >= 4)
    shared = tag(("many", many), ("few", c("accounts_on_phone") >= 2), ("none", known["accounts_on_phone"]))
    bill, adult, heavy = c("kwh_month") * 0.6, c("age").is_between(18, 60), c("kwh_month") >= 400
    sms, alipay, wechat, app = (known[n] & free for n in ("mobile", "alipay_uid", "wechat_openid", "app_uid"))
    virtual = c("registered_phone").str.contains("^1(62|65|67|70|71)")
    ids = known["alipay_uid"].cast(pl.Int64) + known["wechat_openid"] + known["app_uid"]
    worth = {"mobile": 30, "registered_phone": 20, "account_no": 20, "age": 15, "city": 15}
    completeness = points(*((p, known[name]) for name, p in worth.items()))
    hunting = points((30, c("accounts_on_phone") >= 4), (30, c("customers_on_device") >= 4), (15, virtual))
    some_bill = (bill / pl.lit(20.0)).clip(upper_bound=30.0).fill_null(0.0)
    priority = (points((20, heavy), (10, adult)) + some_bill - pl.when(c("opted_out")).then(20.0).otherwise(0.0)).clip(
        0, 100
    )
    position = (c("kwh_month").rank("min") - 1) / (c("kwh_month").count() - 1)
    place = c("kwh_month").rank("ordinal", descending=True)
    tags = {
        "registration": registration, "binding": binding, "funnel": funnel,
        "age_group": age_group, "premises": premises, "shared": shared,
    }  # fmt: skip
    numbers = {
        "monthly_bill": bill, "log_use": (c("kwh_month") + 1).log(), "online_ids": ids, "completeness": completeness,
        "hunting": hunting, "priority": priority, "position": position, "place": place,
    }  # fmt: skip
    conditions = {
        "adult": adult, "heavy": heavy, "big_bill": bill >= 300, "has_sms": sms, "has_alipay": alipay,
        "has_wechat": wechat, "has_app": app, "virtual": virtual,
        "first_push": unfollowed & sms,
        "register_invite": (funnel[1] == "to_register") & alipay,
        "bind_invite": (funnel[1] == "to_bind") & (alipay | app),
        "heavy_unbound": heavy & unbound & sms,
        "young_starters": (age_group[1] == "young") & (registration[1] == "registered") & (ids >= 1),
        "elder_care": (age_group[1] == "senior") & ~(known["age"] & (c("age") > 90)),
        "savers": (bill >= 300) & premises[1].is_in(["home", "unsurveyed"]) & (sms | wechat),
        "phone_check": known["registered_phone"] & known["bound_phone"]
        & (c("registered_phone") != c("bound_phone")),
        "hunters": hunting >= 60,
        "calm": adult & ~(hunting >= 60) & (binding[1] == "bound_and_phone"),
        "poor_records": (completeness < 60) & sms,
        "any_wave": (unfollowed | followed | unbound) & free,
        "city_home": known["city"] & (premises[1] == "home") & (priority >= 30),
        "top_fifth": position >= 0.8,
    }  # fmt: skip
    asked: dict[tuple[str, str], pl.Expr] = {}
    for name, (classes, e) in tags.items():
        asked |= {(name, one): (e == one).sum() for one in classes} | {(name, "missing"): e.is_null().sum()}
    for name, e in numbers.items():
        asked |= {(name, "min"): e.min(), (name, "max"): e.max(), (name, "mean"): e.mean()}
        asked[name, "missing"] = e.is_null().sum()
    for name, e in conditions.items():
        asked |= {(name, "size"): e.sum(), (name, "unknown"): e.is_null().sum()}
    return asked


def flat(preview: Preview) -> dict[tuple[str, str], Any]:
    """The figures of a preview under the keys that `by_hand` uses."""
    found: dict[tuple[str, str], Any] = {}
    for item in preview.items:
        found |= {(item.name, one.name or ""): one.size for one in item.classes or ()}
        for key in ("size", "unknown", "missing", "min", "max", "mean"):
            if getattr(item, key) is not None:
                found[item.name, key] = getattr(item, key)
    return found


def seconds(run: Callable[[], object]) -> float:
    """How long one call takes."""
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


@pytest.mark.parametrize("everybody", [False, True], ids=["33 row by row", "3 that look at everybody"])
def test_sizes_cost_no_more_than_by_hand(project: segdsl.Project, everybody: bool) -> None:
    asked = {key: e for key, e in by_hand().items() if (key[0] in EVERYBODY) == everybody}
    names = list(dict.fromkeys(name for name, _ in asked))
    frame = project.customers.frame(project.profile.fields)
    select = [e.alias(f"{name}.{key}") for (name, key), e in asked.items()]

    def hand() -> dict[tuple[str, str], Any]:
        return dict(zip(asked, frame.select(select).collect().row(0), strict=True))

    def product() -> dict[tuple[str, str], Any]:
        return flat(project.preview(names, quantiles=False))

    assert product() == pytest.approx(hand(), rel=1e-9)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        theirs.append(seconds(hand))
        ours.append(seconds(product))
    ratio = median(ours) / median(theirs)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"\n{len(names)} definitions over {CUSTOMERS:,} customers: segdsl {median(ours):.2f} s, by hand "
        f"{median(theirs):.2f} s, ratio {ratio:.2f} (peak memory of both {peak:.1f} GB)"
    )
    assert ratio <= MOST
