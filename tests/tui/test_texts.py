"""Every text of the app exists in both languages and fits where it is shown."""

import pkgutil
import string
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import segdsl_tui.commands
from segdsl.diagnostics import Language, Text
from segdsl_tui import i18n
from segdsl_tui.commands import commands
from segdsl_tui.presentation.actions import ACTIONS
from segdsl_tui.presentation.help import keys
from segdsl_tui.state.model import State


def modules() -> Iterator[ModuleType]:
    """The texts of the app, by area."""
    yield i18n
    for found in iter_modules(i18n.__path__, f"{i18n.__name__}."):
        yield import_module(found.name)


TEXTS = {f"{m.__name__} {name}": text for m in modules() for name, text in vars(m).items() if isinstance(text, Text)}
TEXTS |= {f"{action.name} label": action.label for action in ACTIONS.values()}
TEXTS |= {f"{action.name} help": action.help for action in ACTIONS.values()}
LANGUAGES: tuple[Language, ...] = ("en", "zh")


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def test_both_languages_use_the_same_placeholders() -> None:
    assert {name for name, text in TEXTS.items() if placeholders(text.en) != placeholders(text.zh)} == set()


def test_keys_are_given_once() -> None:
    keys = [(key, each.pane, each.tab) for each in ACTIONS.values() for key in each.key.split(",") if key]
    assert len(set(keys)) == len(keys)


def test_every_action_does_something_and_everything_is_an_action() -> None:
    assert commands().keys() == ACTIONS.keys()


def test_the_line_of_keys_fits_into_80_cells() -> None:
    assert [language for language in LANGUAGES if keys(State(language)).cell_len > 80] == []


def test_every_module_of_commands_is_loaded() -> None:
    modules = {module.name for module in pkgutil.iter_modules(segdsl_tui.commands.__path__)}
    assert modules == set(segdsl_tui.commands.AREAS)
