"""Every text of the app exists in both languages and fits where it is shown."""

import string

from segdsl.diagnostics import Language, Text
from segdsl_tui import i18n
from segdsl_tui.presentation.help import keys

TEXTS = {name: text for name, text in vars(i18n).items() if isinstance(text, Text)}
LANGUAGES: tuple[Language, ...] = ("en", "zh")


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def test_both_languages_use_the_same_placeholders() -> None:
    assert {name for name, text in TEXTS.items() if placeholders(text.en) != placeholders(text.zh)} == set()


def test_keys_and_actions_are_given_once() -> None:
    for values in ([c.key for c in i18n.COMMANDS], [c.action for c in i18n.COMMANDS]):
        assert len(set(values)) == len(values)


def test_the_line_of_keys_fits_into_80_cells() -> None:
    assert [language for language in LANGUAGES if keys(language).cell_len > 80] == []
