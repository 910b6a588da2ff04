"""Small projects on disk for the tests of commands."""

from pathlib import Path

CONTRACT = """profile customer "客户" {
  key   customer_id text "客户编号"
  field age         int? "年龄" valid 0..120
  field city        category(nanjing, suzhou)? "地市"
}
"""
GOOD = 'segment grown "成年客户" {\n  require age >= 18\n}\n'
MISSPELT = 'segment odd "误写" {\n  require agee >= 18\n}\n'
SETTINGS = '[project]\nname = "small"\nrules = ["rules"]\nas_of = 2021-06-30\n\n[data]\ncustomer = "customers.csv"\n'
CUSTOMERS = "customer_id,age,city\n1,17,nanjing\n2,18,suzhou\n3,,nanjing\n4,64,\n"


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write files, by their path, into a folder; returns it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return folder


def project(folder: Path, **rules: str) -> Path:
    """A project with a contract, four customers and one rule file per keyword."""
    files = {f"rules/{name}.seg": text for name, text in {"contract": CONTRACT, **rules}.items()}
    return write(folder, {"segdsl.toml": SETTINGS, "customers.csv": CUSTOMERS, **files})


# Over the four customers, by hand: `life` puts 1 and 2 into young, 4 into old, 3 into none; `both` starts from 1, 2, 4
# (age known and over 10), of whom 1 and 2 have a city, and 2 is left once the under-age 1 is excluded. Nobody can say
# whether 3 (no age) and 4 (no city) belong to `both`.
RULES = """tag life "年龄段" {
  class young "青年" when age < 30
  class old   "年长" when age >= 30
}
score points "积分" {
  add 40 when age > 20 "过二十"
  add 2 * age up to 50
}
let next "明年" = age + 1
segment both "两者" {
  require age > 10 "过十岁"
  require any_of "地市" {
    option city = nanjing "①南京"
    option city = suzhou
  }
  exclude age < 18
}
"""
