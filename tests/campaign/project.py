"""A small project whose members can be named by hand, for tests that export it."""

from __future__ import annotations

from pathlib import Path

import polars as pl

RULES = """
profile customer "客户" {
  key id text "客户编号"
  field phone text? "手机号" pii mobile
  field name text? "姓名"
  field age int? "年龄"
  field big int? "长号"
  field joined date? "入网日期"
  field kind category(home, shop)? "类别"
  field refused bool "已退订" opt_out
  field no_sms bool "拒收短信" opt_out [sms]
}
channel sms "短信" { kind online reach phone }
tag group "年龄段" {
  class young "青年" when age < 40
  class old "中老年" when age is known
}
segment adults "成年人" { require age >= 18 "成年" }
segment planned { require age >= 18 status draft }
let ages = age + 1
"""

CUSTOMERS = pl.DataFrame(
    {
        "id": ["c3", "c1", "c2", "=4", "c5", "c6"],
        "phone": ["13812348000", None, "13912348001", "13712348002", "13612348003", "13512348004"],
        "name": ["张三", "=HYPERLINK(1)", "+86", "＝１", "普通 @", None],
        "age": [30, 50, 17, 41, 19, None],
        "big": [1234567890123456789, 7, 7, 7, 7, 7],
        "joined": ["2020-02-29", None, "2020-01-01", "2021-06-30", "2021-01-31", None],
        "kind": ["home", "shop", None, "home", "shop", "home"],
        "refused": [False, False, False, False, True, False],
        "no_sms": [False, True, False, False, False, False],
    }
).with_columns(pl.col("joined").str.to_date())

ADULTS = ["=4", "c1", "c3"]
"""Who is 18 or older and does not refuse: c5 refuses, c2 is 17, c6 has no age. In key order."""


def write_project(folder: Path, customers: pl.DataFrame = CUSTOMERS) -> Path:
    """A project folder with rules, data and settings."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "rules.seg").write_text(RULES, encoding="utf-8")
    customers.write_parquet(folder / "customers.parquet")
    (folder / "segdsl.toml").write_text(
        '[project]\nname = "t"\nrules = ["rules.seg"]\nas_of = 2021-06-30\n[data]\ncustomer = "customers.parquet"\n',
        encoding="utf-8",
    )
    return folder
