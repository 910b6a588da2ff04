"""What a dry run and an export came to, as people read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.text import Text

from segdsl.cli.show.numbers import count
from segdsl.diagnostics import Diagnostic, Language, Source
from segdsl.diagnostics import Text as Wording
from segdsl.diagnostics.render import terminal
from segdsl.diagnostics.render.report import Report
from segdsl_tui.i18n import exporting as texts
from segdsl_tui.presentation.layout import Row, table
from segdsl_tui.state.exporting import Column

TREATMENTS = {"mask": texts.MASK, "hmac": texts.HMAC, "raw": texts.RAW}

if TYPE_CHECKING:
    from segdsl.campaign.export import Export, Rehearsal
    from segdsl.engine.testing.results import AssertVerdict


def label(column: Column) -> Text:
    """A column to choose; personal ones are marked."""
    said = Text(column.title or column.name)
    if column.pii:
        said.append(f" [{column.pii}]", "yellow")
    return said.append(f" {column.name}", "dim") if column.title else said


def rehearsed(found: Rehearsal, width: int, language: Language) -> list[Text]:
    """Members, who is taken out for which reason, what is left, and how personal data would appear."""
    rows = sum(int(file["rows"]) for file in found.files)
    counts = _counts(rows, found.removed, texts.WOULD_WRITE, width, language)
    return [*counts, *_asserts(found.asserts, language), *_personal(found.columns, language)]


def written(found: Export, width: int, language: Language) -> list[Text]:
    """The same, and where it lies now."""
    rows = sum(int(file["rows"]) for file in found.files)
    paths = [*(found.manifest.parent / str(file["path"]) for file in found.files), found.manifest]
    counts = _counts(rows, found.removed, texts.WRITTEN, width, language)
    return [*counts, *_asserts(found.asserts, language), *(_path(path) for path in paths)]


def refused(
    problems: Sequence[Diagnostic], sources: Mapping[str, Source], width: int, language: Language
) -> list[Text]:
    """Why nothing was written."""
    return list(terminal.render(Report.of(problems, language, sources), width, total=False).split())


def _path(path: Path) -> Text:
    return Text(str(path), "bold green", overflow="fold")


def _counts(
    rows: int, removed: Sequence[Mapping[str, Any]], last: Wording, width: int, language: Language
) -> Iterator[Text]:
    taken = [(str(entry["reason"]), int(entry["count"])) for entry in removed]
    lines = [Row(texts.IN_SEGMENT.say(language), (count(rows + sum(n for _, n in taken)),))]
    lines += [Row(texts.TAKEN_OUT.say(language, {"reason": reason}), (f"-{count(n)}",)) for reason, n in taken if n]
    lines.append(Row(last.say(language), (count(rows),), style="bold"))
    return iter(table(["", ""], lines, width)[1:])


def _personal(columns: Sequence[Mapping[str, Any]], language: Language) -> Iterator[Text]:
    for column in columns:
        if column["treatment"]:
            how = TREATMENTS[column["treatment"]].say(language)
            yield Text.assemble(f"{column['header']}  ", (how, "yellow" if column["treatment"] == "raw" else "dim"))


def _asserts(found: Sequence[AssertVerdict], language: Language) -> Iterator[Text]:
    """How many hold, then those that do not or could not be computed."""
    from segdsl.engine.testing.assertions import failed

    holding = sum(verdict.passed is True for verdict in found)
    if holding:
        yield Text(texts.ASSERTS_HOLD.say(language, {"n": holding}), "dim")
    for verdict in found:
        if not verdict.passed:
            yield Text(("✗ " if verdict.passed is False else "? ") + failed(verdict).message(language), "yellow")
