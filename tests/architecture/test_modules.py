"""Budgets that keep every module readable in one sitting."""

import ast
from collections.abc import Iterator

from tests.architecture.repository import python_sources

MAX_LINES = 400
MAX_METHODS = 20


def test_every_module_says_in_a_docstring_why_it_exists() -> None:
    faults = [name for name, source in python_sources() if source.strip() and not ast.get_docstring(ast.parse(source))]
    assert faults == []


def test_no_module_is_longer_than_its_budget() -> None:
    faults = {name: lines for name, source in python_sources() if (lines := source.count("\n")) > MAX_LINES}
    assert faults == {}, "split by job, not by length"


def test_no_class_has_more_methods_than_its_budget() -> None:
    faults = {
        f"{name}: {class_.name}": count
        for name, source in python_sources()
        for class_ in classes(ast.parse(source))
        if (count := sum(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) for node in class_.body))
        > MAX_METHODS
    }
    assert faults == {}, "extension points are tables and functions"


def classes(tree: ast.Module) -> Iterator[ast.ClassDef]:
    """Yield every class of a module, nested ones included."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
