"""Puts the chapters together to `docs/language.md` and `docs/language.zh-CN.md`: `make docs`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from segdsl.diagnostics.text import Language
from tests.architecture.repository import ROOT
from tests.lang.chapters import HEADERS, LABELS, Block, Chapter, chapters
from tests.lang.generated import generated

EDITIONS: dict[Language, Path] = {"en": ROOT / "docs/language.md", "zh": ROOT / "docs/language.zh-CN.md"}

_HEAD: dict[Language, str] = {
    "en": "<!-- Written by `make docs` from tests/lang/; change the chapters there. -->\n\n[中文](language.zh-CN.md)",
    "zh": "<!-- 由 `make docs` 根据 tests/lang/ 生成；请修改那里的章节。 -->\n\n[English](language.md)",
}
_SHARED: dict[Language, str] = {
    "en": "The examples of this chapter begin with these lines:",
    "zh": "本章的例子都以这些内容开头：",
}
_AS_WRITTEN = ("data", "list", "result", "set")
"""Labels of tables whose header names columns of the data and definitions."""
_CONTENTS: dict[Language, str] = {"en": "## Contents", "zh": "## 目录"}


def edition(language: Language) -> str:
    """The whole reference in one language: the introduction with its title, the contents, the chapters."""
    introduction, *others = chapters()
    title, *rest = _texts(introduction, language)
    body = [text for chapter in others for text in _texts(chapter, language, deeper=True)]
    contents = "\n".join(f"- [{text[3:]}](#{anchor(text[3:])})" for text in body if text.startswith("## "))
    return "\n\n".join([title, _HEAD[language], *rest, _CONTENTS[language], contents, *body]) + "\n"


def anchor(heading: str) -> str:
    """The name under which a heading can be linked to."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def _texts(chapter: Chapter, language: Language, *, deeper: bool = False) -> Iterator[str]:
    """The blocks of one edition; the headings of a chapter stand one level below the title of the reference."""
    for block in chapter.blocks:
        if block.shared or block.chinese == (language == "zh"):
            text = _text(block, language)
            yield f"#{text}" if deeper and block.kind == "heading" else text


def _text(block: Block, language: Language) -> str:
    match block.kind:
        case "rules":
            above = f"{_SHARED[language]}\n\n" if block.info == "contract" else ""
            return f"{above}```seg\n{block.text}```"
        case "sketch":
            return f"```\n{block.text}```"
        case "generated":
            return generated(block.text, language)
        case "label" if language == "zh":
            label = LABELS[block.info]
            return label.zh.format(f"`{label.argument(block.text)}`")
        case "table" if block.shared and language == "zh" and block.info not in _AS_WRITTEN:
            _, rest = block.text.split("\n", 1)
            return f"| {' | '.join(HEADERS.get(cell, cell) for cell in block.rows[0])} |\n{rest}"
        case _:
            return block.text.replace("](../../docs/", "](")


if __name__ == "__main__":
    for language, path in EDITIONS.items():
        path.write_text(edition(language), encoding="utf-8", newline="\n")
