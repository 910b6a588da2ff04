"""Examples of the reference: rules, the tables of data below them, and what they give."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from pathlib import Path

from tests.lang.chapters import CALCULATIONS, LABELS, Block, Chapter
from tests.lang.values import bare

Table = tuple[tuple[str, ...], ...]

CONTRACT = "profile customer { key customer_id text }\n"
"""The contract of chapters that declare none; without a table of data, the only customer has the key 1."""

AS_OF = "2021-06-30"
"""What `today` is where an example does not say `# as of DATE`."""

_AS_OF = re.compile(r"^# as of (\d{4}-\d{2}-\d{2}|the newest event)$", re.MULTILINE)
_PROFILE = re.compile(r"^profile ", re.MULTILINE)
_FINDINGS = re.compile(r"# → (.*)")


@dataclass(frozen=True, slots=True)
class Expected:
    """What a labelled block below the rules says; `argument` is what its label has between backquotes."""

    kind: str
    argument: str
    block: Block


@dataclass(slots=True)
class Example:
    """Rules under the contract of their chapter (or their own), with their data and what is expected of them.

    `checked_only` rules are not run, because the product does not evaluate them yet. The rules begin on the line after
    `line`.
    """

    name: str
    path: Path
    line: int
    contract: str
    rules: str
    checked_only: bool = False
    data: dict[str, Table] = field(default_factory=dict)
    lists: dict[str, Table] = field(default_factory=dict)
    expected: list[Expected] = field(default_factory=list)

    @property
    def as_of(self) -> str | None:
        """The date that `today` is; None where it follows from the data."""
        found = _AS_OF.search(self.rules)
        day = found[1] if found else AS_OF
        return None if day == "the newest event" else day

    @property
    def findings(self) -> list[tuple[int, str]]:
        """Line of the rules (from 1) and code of every finding that a comment `# → code` promises."""
        return [
            (number, code)
            for number, line in enumerate(self.rules.split("\n"), start=1)
            for match in _FINDINGS.finditer(line)
            for code in match[1].split()
        ]


def examples(chapter: Chapter) -> Iterator[Example]:
    """The examples of a chapter, named by heading and number under it."""
    contract, heading, number = CONTRACT, "", 0
    for prose, blocks in groupby(chapter.blocks, key=lambda block: not block.shared):
        for part in [list(blocks)] if prose else _parts(blocks):
            if prose:
                titles = [block.text for block in part if block.kind == "heading" and not block.chinese]
                if titles:
                    heading, number = re.sub(r"\W+", "-", titles[-1].lower()).strip("-"), 0
            elif part[0].kind not in ("sketch", "generated"):
                number += 1
                yield _example(f"{chapter.name}-{heading}-{number}", chapter.path, contract, part)
                contract = part[0].text if part[0].info == "contract" else contract


def _parts(run: Iterable[Block]) -> Iterator[list[Block]]:
    """The shared blocks between prose, cut where rules or an expression table begin another example."""
    part: list[Block] = []
    for block in run:
        labelled = bool(part) and part[-1].kind == "label"
        begins = not labelled and (block.kind == "rules" or (_calculates(block) and any(map(_is_subject, part))))
        if part and begins:
            yield part
            part = []
        part.append(block)
    yield part


def _calculates(block: Block) -> bool:
    return block.kind == "table" and block.rows[0] in CALCULATIONS


def _is_subject(block: Block) -> bool:
    return block.kind == "rules" or _calculates(block)


def _example(name: str, path: Path, contract: str, part: list[Block]) -> Example:
    rules = part[0].text if part[0].kind == "rules" else ""
    contract = "" if _PROFILE.search(rules) or part[0].info == "inferred" else contract
    example = Example(name, path, part[0].line, contract, rules, checked_only=part[0].info == "check")
    for above, block in pairwise([part[0], *part]):
        if _calculates(block):
            example.rules = _calculation(block) if block.rows[0][0] == "expression" else ""
            example.line = block.line + 1
            example.expected.append(Expected(" ".join(block.rows[0]), "", block))
        elif above.kind == "label":
            argument = LABELS[above.info].argument(above.text) or ""
            if above.info == "data":
                example.data[argument] = block.rows
            elif above.info == "list":
                example.lists[argument] = block.rows
            else:
                example.expected.append(Expected(above.info, argument, block))
    return example


def _calculation(block: Block) -> str:
    """A `let` for each expression of a table; a value `→ code` is a finding of its line."""
    lines = []
    for number, (expression, *_, value) in enumerate(block.rows[1:], start=1):
        comment = f" # {value.replace('`', '')}" if value.startswith("→") else ""
        lines.append(f"let v{number} = {bare(expression)}{comment}\n")
    return "".join(lines)
