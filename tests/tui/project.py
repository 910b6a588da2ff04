"""A small project for the tests of the app, with sizes worked out by hand."""

from pathlib import Path

from tests.cli.projects import CONTRACT, CUSTOMERS, SETTINGS, write

# Four customers: ages 17, 18, missing, 64; cities nanjing, suzhou, nanjing, missing. So `grown` are 2 and 4, of whom
# only 2 has a known city.
RULES = """# 客户
theme "客户"
dimension "年龄"

segment grown "成年客户" {
  require age >= 18
}
segment local "成年本地客户" {
  require grown          "成年"
  require city is known  "地市已知"
}
tag life "年龄段" {
  class young "青年" when age < 30
  class old   "年长" when age >= 30
}
score points "积分" {
  add 40 when age > 20
}
param limit = 30 in 10..90
"""
FILE = "rules/客户.seg"


def project(folder: Path, rules: str = RULES) -> Path:
    """A project with a contract, four customers and one rule file."""
    files = {"segdsl.toml": SETTINGS, "customers.csv": CUSTOMERS, "rules/contract.seg": CONTRACT, FILE: rules}
    return write(folder, files)
