"""Seeded synthetic grid customers, of any size: data to try the product on, as no public data set of them exists.

Their behaviour comes from the model written down in `docs/demo-model.md`. Everything written is labelled synthetic.
"""

from segdsl.demo.project import shipped_rules_dir, write_project
from segdsl.demo.summary import Summary
from segdsl.demo.writer import DEFAULT_AS_OF, DEFAULT_CUSTOMERS, DEFAULT_SEED, generate

__all__ = [
    "DEFAULT_AS_OF",
    "DEFAULT_CUSTOMERS",
    "DEFAULT_SEED",
    "Summary",
    "generate",
    "shipped_rules_dir",
    "write_project",
]
