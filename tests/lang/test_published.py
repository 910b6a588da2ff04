"""The published reference is what the chapters say, in both languages, and leaves nothing of the language out."""

from __future__ import annotations

import re

import pytest

from segdsl.diagnostics.codes import CODES
from segdsl.diagnostics.text import Language
from segdsl.functions import REGISTRY
from segdsl.syntax.tables import tables
from tests.architecture.repository import ROOT
from tests.lang.assemble import EDITIONS, edition
from tests.lang.chapters import Chapter, chapters
from tests.lang.generated import FAMILIES, STAGES

CODE = re.compile(r"`[^`\n]+`")


@pytest.mark.parametrize("language", EDITIONS)
def test_the_published_page_is_what_the_chapters_say(language: Language) -> None:
    assert EDITIONS[language].read_text("utf-8") == edition(language), "write it anew: make docs"


@pytest.mark.parametrize("chapter", chapters(), ids=lambda chapter: chapter.name)
def test_every_block_is_followed_by_the_same_in_chinese(chapter: Chapter) -> None:
    place = chapter.path.relative_to(ROOT)
    prose = [block for block in chapter.blocks if not block.shared]
    for english, chinese in zip(prose[::2], prose[1::2], strict=True):
        where = f"{place}:{english.line}"
        assert not english.chinese, f"{where}: English is expected here"
        assert chinese.chinese, f"{where}: the Chinese block does not follow"
        assert english.shape == chinese.shape, f"{where}: {english.shape} became {chinese.shape}"
        names = [set(CODE.findall(block.text)) for block in (english, chinese)]
        assert names[0] == names[1], f"{where}: only one language has {names[0] ^ names[1]}"


def test_every_keyword_stands_in_an_example() -> None:
    rules = "\n".join(block.text for chapter in chapters() for block in chapter.blocks if block.shared)
    words = set(re.findall(r"\w+", re.sub(r'"[^"\n]*"|#.*', "", rules)))
    assert set(tables().words.values()) - words == set()


def test_every_finding_is_listed_once() -> None:
    assert sorted(code for _, codes in STAGES for code in codes) == sorted(CODES)


def test_every_family_of_functions_has_a_title() -> None:
    assert {function.family for function in REGISTRY.values()} == set(FAMILIES)
