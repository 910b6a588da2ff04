"""Chapters of the language reference: Markdown in both languages, cut into blocks.

Every block of English prose is followed by the same block in Chinese, written as a quotation. What is neither - rules,
tables of data and of results, the labels above them - stands once and belongs to both editions; `README.md` beside this
file describes the format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

HERE = Path(__file__).parent

Kind = Literal["heading", "paragraph", "list", "table", "rules", "sketch", "label", "generated"]


@dataclass(frozen=True, slots=True)
class Label:
    """What stands above a shared block and says what it is; `{}` is a name or an assignment between backquotes."""

    en: str
    zh: str

    def argument(self, text: str) -> str | None:
        """The part of a label's text between backquotes ("" if it has none); None if the text is another label."""
        before, _, after = self.en.partition("{}")
        pattern = re.escape(before) + (f"(`[^`]+`){re.escape(after)}" if "{}" in self.en else "()")
        found = re.fullmatch(pattern, text)
        return found[1].strip("`") if found else None


LABELS = {
    "result": Label("Result:", "结果："),
    "set": Label("Result with {}:", "结果（{}）："),
    "sizes": Label("Sizes:", "人数："),
    "waterfall": Label("Waterfall of {}:", "{} 的漏斗："),
    "findings": Label("Findings in the data:", "数据中的发现："),
    "refused": Label("A preview of {} fails:", "预览 {} 会失败："),
    "list": Label("List {}:", "名单 {}："),
    "fmt": Label("After {}:", "{} 之后："),
    "data": Label("{}:", "{}："),
}
"""Labels by what follows them."""

HEADERS = {
    "expression": "表达式", "type": "类型", "value": "值", "name": "名称", "count": "数量",
    "you type": "习惯写法", "finding": "发现", "it becomes": "应写作",
    "size": "人数", "unknown": "不确定", "unknown_included": "其中计入", "missing": "缺失",
    "clause": "条件", "alone": "单独", "remaining": "剩余", "without": "去掉后",
}  # fmt: skip
"""The words in the headers of shared tables, apart from the names of fields and definitions."""

CALCULATIONS = (("expression", "value"), ("expression", "type", "value"), ("you type", "finding", "it becomes"))
"""Headers of tables that need no label: each of their rows is an example."""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a chapter between blank lines. `text` is without the marks of a quotation or fence; `line` from 1."""

    kind: Kind
    text: str
    line: int
    chinese: bool = False
    info: str = ""  # of rules: the word after `seg`; of a label, or the table below it: its key in LABELS
    shared: bool = False

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The cells of a table, its header first."""
        lines = self.text.split("\n")
        return tuple(_cells(line) for line in (lines[0], *lines[2:]))

    @property
    def shape(self) -> tuple[str, ...]:
        """What a block and its translation have in common."""
        if self.kind == "heading":
            return (self.kind, self.text.split(" ")[0])
        if self.kind == "list":
            return (self.kind, *re.findall(r"^ *(?:-|\d\.) ", self.text, re.MULTILINE))
        if self.kind == "table":
            return (self.kind, *(str(len(row)) for row in self.rows))
        return (self.kind,)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One file of the reference."""

    path: Path
    blocks: tuple[Block, ...]

    @property
    def name(self) -> str:
        """The file's name without number and suffix."""
        return self.path.stem.partition("-")[2]


def chapters() -> tuple[Chapter, ...]:
    """All chapters, in the order of their numbers."""
    return tuple(Chapter(path, tuple(blocks(path.read_text("utf-8")))) for path in sorted(HERE.glob("[0-9]*.md")))


def _cells(line: str) -> tuple[str, ...]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return tuple(cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", inner))


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a chapter."""
    above = ""  # the key of the label right above
    for line, lines in _groups(text.split("\n")):
        block = _block(lines, line, above)
        above = block.info if block.kind == "label" else ""
        yield block


def _groups(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """The line number and lines of each group between blank lines; a fence is one group."""
    group: list[str] = []
    fenced = False
    for number, line in enumerate([*lines, ""], start=1):
        if line.startswith("```"):
            fenced = not fenced
        if line or fenced:
            group.append(line)
        elif group:
            yield number - len(group), group
            group = []


def _block(lines: list[str], line: int, above: str) -> Block:
    first = lines[0]
    if first.startswith("```"):
        kind: Kind = "rules" if first.startswith("```seg") else "sketch"
        inner = "\n".join(lines[1:-1]) + "\n"
        return Block(kind, inner, line, info=first[3:].removeprefix("seg").strip(), shared=True)
    if first.startswith("<!-- "):
        return Block("generated", first[5:-4], line, shared=True)
    chinese = first.startswith("> ")
    text = "\n".join(part.removeprefix(">").removeprefix(" ") if chinese else part for part in lines)
    if text.startswith("#"):
        return Block("heading", text, line, chinese)
    if text.startswith("|"):
        table = Block("table", text, line, chinese)
        shared = not chinese and (bool(above) or table.rows[0] in CALCULATIONS)
        return Block("table", text, line, chinese, info=above, shared=shared)
    if re.match(r"(-|\d\.) ", text):
        return Block("list", text, line, chinese)
    key = next((key for key, label in LABELS.items() if label.argument(text) is not None), None)
    if key is not None and not chinese:
        return Block("label", text, line, info=key, shared=True)
    return Block("paragraph", text, line, chinese)
