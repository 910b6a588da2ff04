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
