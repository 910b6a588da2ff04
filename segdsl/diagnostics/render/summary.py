"""The last line of a report: how many findings of which kind in how many files."""

from __future__ import annotations

from segdsl.diagnostics.render import texts
from segdsl.diagnostics.render.report import ORDER, Report
from segdsl.diagnostics.text import Language, Text


def plural(pair: tuple[Text, Text], n: int, language: Language, **args: object) -> str:
    """The singular or plural of a message about `n` things, with thousands separated."""
    return pair[0 if n == 1 else 1].say(language, {"n": f"{n:,}", **args})


def summary(report: Report) -> str:
    """For example `2 errors, 1 warning in 3 files`; kinds that do not occur are left out."""
    language = report.language
    counts = [plural(texts.COUNTS[s], n, language) for s in ORDER if (n := report.count(s))]
    if not counts:
        return texts.NOTHING.say(language) if report.files is None else plural(texts.CLEAN, report.files, language)
    said = texts.SEPARATOR.say(language).join(counts)
    return said if report.files is None else plural(texts.FILES, report.files, language, counts=said)
