"""The published JSON schemas, so that tests of what is printed hold it against what is documented."""

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from tests.architecture.repository import ROOT

FOLDER = ROOT / "docs" / "schema"


@cache
def validator(name: str) -> Draft202012Validator:
    """The validator of `docs/schema/NAME.json`; schemas refer to each other by file name."""
    schemas = {file.name: json.loads(file.read_text(encoding="utf-8")) for file in FOLDER.glob("*.json")}
    registry: Registry[Any] = Registry().with_resources(
        (name, Resource.from_contents(schema)) for name, schema in schemas.items()
    )
    Draft202012Validator.check_schema(schemas[f"{name}.json"])
    return Draft202012Validator(schemas[f"{name}.json"], registry=registry)


def assert_valid(value: object, name: str) -> None:
    """Raise `AssertionError` with every place where a value departs from the schema."""
    faults = [f"{'/'.join(map(str, e.absolute_path))}: {e.message}" for e in validator(name).iter_errors(value)]
    assert faults == []
