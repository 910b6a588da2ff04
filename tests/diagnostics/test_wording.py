"""Every message exists in English and in Chinese, and both fill the same blanks."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from string import Formatter

import pytest

from segdsl.diagnostics import Text
from segdsl.diagnostics.codes import CODES
from tests.architecture.repository import python_sources

HAN = re.compile(r"[⺀-鿿]")
CHINESE = re.compile(r"[⺀-鿿、。：；，？！（）]")  # ideographs, or punctuation where a text is nothing else
NAMES = re.compile(r"`[^`]*`|\{[^}]*\}|\"[^\"]*\"")  # quoted code keeps its language


def literal_texts() -> Iterator[tuple[str, Text]]:
    """Every `Text(en, zh)` written down anywhere in the product."""
    for name, source in python_sources():
        if name.startswith(("segdsl/", "tui/")) and "Text(" in source:
            for node in ast.walk(ast.parse(source)):
                match node:
                    case ast.Call(
                        func=ast.Name("Text"), args=[ast.Constant(value=str(en)), ast.Constant(value=str(zh))]
                    ):
                        yield f"{name}:{node.lineno}", Text(en, zh)


def code_texts() -> Iterator[tuple[str, Text]]:
    """Messages and hints of the table of codes."""
    for name, code in CODES.items():
        yield name, code.message
        for number, hint in enumerate(code.hints, 1):
            yield f"{name} (hint {number})", hint


TEXTS = [*literal_texts(), *code_texts()]


def blanks(template: str) -> set[str]:
    """The names of the placeholders."""
    return {field for _, field, _, _ in Formatter().parse(template) if field is not None}


def test_there_are_texts_to_look_at() -> None:
    assert len(TEXTS) > 50


def test_both_languages_fill_the_same_blanks() -> None:
    assert {place: text for place, text in TEXTS if blanks(text.en) != blanks(text.zh)} == {}


def test_chinese_is_chinese_and_english_is_english() -> None:
    worded = {place: text for place, text in TEXTS if any(map(str.isalpha, re.sub(r"{.*?}", "", text.en)))}
    assert {place: text for place, text in worded.items() if not CHINESE.search(text.zh)} == {}
    assert {place: text for place, text in TEXTS if not text.en or HAN.search(NAMES.sub("", text.en))} == {}


def test_no_code_is_declared_twice() -> None:
    declared = [
        key.value
        for name, source in python_sources()
        if name.startswith("segdsl/diagnostics/codes/")
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant) and key.value in CODES
    ]
    assert {code: count for code, count in Counter(declared).items() if count > 1} == {}


@pytest.mark.parametrize("code", CODES)
def test_codes_are_words(code: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)
