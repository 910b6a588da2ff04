"""What has changed: labels after a refit, customers since a fit, and who moved from which label to which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from segdsl.cli.show.numbers import count, share
from segdsl.cli.show.table import Column, Grid, heading, numbers
from segdsl.cli.texts import changes as texts
from segdsl.cli.texts import fitted
from segdsl.diagnostics import Language, Text
from segdsl.lowering.plain.words import duration_in_words
from segdsl.rulebook.model import Definition
from segdsl.syntax.values import Duration

if TYPE_CHECKING:
    from rich.console import RenderableType

    from segdsl.engine.crossing import Crossing
    from segdsl.learn.drift import Drift, Shift
    from segdsl.learn.refit import Refit

SAME = "✓"


def refit(found: Refit, language: Language) -> Iterator[RenderableType]:
    """How far each label moved, who keeps it, and what the old centres would call its group."""
    from rich.text import Text as RichText

    yield heading(texts.REFIT.say(language))
    columns = (
        Column(fitted.LABEL), numbers(texts.DISTANCE), numbers(texts.NEIGHBOUR), numbers(texts.KEPT),
        Column(texts.BY_DISTANCE),
    )  # fmt: skip
    rows = [
        (one.label, f"{one.distance:.2f}", f"{one.neighbour:.2f}", share(one.kept),
         SAME if one.by_distance == one.label else one.by_distance)
        for one in found.labels
    ]  # fmt: skip
    yield Grid(columns, rows, language)
    yield RichText(_kept(found.crossing, texts.KEPT_ALL, language))
    yield RichText(texts.REFIT_MEANS.say(language), "dim")


def drift(found: Drift, language: Language) -> Iterator[RenderableType]:
    """The index of each feature and of the labels, with what it is called."""
    from rich.text import Text as RichText

    yield heading(texts.DRIFT.say(language, {"n": count(found.customers)}))
    rows = [(what(one, language), f"{one.index:.3f}", texts.LEVELS[one.level].say(language)) for one in found.shifts]
    yield Grid((Column(), numbers(texts.INDEX), Column(texts.LEVEL)), rows, language)
    yield RichText(texts.DRIFT_MEANS.say(language), "dim")


def drifts(found: Sequence[Drift], language: Language) -> Iterator[RenderableType]:
    """Of several fits what has changed most, a row for each."""
    yield heading(texts.DRIFT_OF.say(language))
    rows = []
    for one in found:
        most = max(one.shifts, key=lambda shift: shift.index)
        rows.append((one.name, what(most, language), f"{most.index:.3f}", texts.LEVELS[most.level].say(language)))
    columns = (Column(texts.DRIFTED), Column(texts.MOST), numbers(texts.INDEX), Column(texts.LEVEL))
    yield Grid(columns, rows, language)


def what(shift: Shift, language: Language) -> str:
    """What has moved: a feature as it is written, or what else it was."""
    return shift.text if shift.of == "feature" else texts.SHIFTED[shift.of].say(language)


def crossing(found: Crossing, definition: Definition, ago: str, language: Language) -> Iterator[RenderableType]:
    """A row for each value then, a column for each value now; those without one last."""
    from rich.text import Text as RichText

    then = [value for value in (*definition.type.values, None) if any(key[0] == value for key in found.sizes)]
    now = [value for value in (*definition.type.values, None) if any(key[1] == value for key in found.sizes)]
    none = texts.NONE.say(language)
    yield heading(texts.CROSSING.say(language, {"ago": _in_words(ago, language)}))
    columns = [Column(texts.THEN), *(numbers(Text(value or none, value or none)) for value in now)]
    columns.append(numbers(texts.STAYED))
    rows = []
    for value in then:
        sizes = [found.sizes.get((value, other), 0) for other in now]
        rows.append((value or none, *map(count, sizes), share(found.kept(value)) if value is not None else ""))
    yield Grid(columns, rows, language)
    yield RichText(_kept(found, texts.STAYED_ALL, language))


def _in_words(ago: str, language: Language) -> str:
    """A duration as rules write it, in words."""
    found = Duration.read(ago)
    return ago if found is None else duration_in_words(found, language)


def _kept(found: Crossing, text: Text, language: Language) -> str:
    part = share(found.same / found.customers) if found.customers else "–"
    return text.say(language, {"share": part, "n": count(found.customers)})


# ---- the same for programs -------------------------------------------------------------------------------------------


def refit_summary(found: Refit) -> dict[str, Any]:
    """Labels before and after."""
    labels = [
        {"label": one.label, "distance": one.distance, "neighbour": one.neighbour, "kept": one.kept,
         "by_distance": one.by_distance, "far": one.far}
        for one in found.labels
    ]  # fmt: skip
    return {"labels": labels, "crossing": crossing_summary(found.crossing)}


def drift_summary(found: Drift) -> dict[str, Any]:
    """Customers since the fit."""
    shifts = [{"of": one.of, "text": one.text, "index": one.index, "level": one.level} for one in found.shifts]
    return {"customers": found.customers, "shifts": shifts}


def crossing_summary(found: Crossing) -> dict[str, Any]:
    """Sizes by value then and now; null for no value."""
    sizes = [{"then": then, "now": now, "size": size} for (then, now), size in found.sizes.items()]
    return {"customers": found.customers, "same": found.same, "sizes": sizes}
