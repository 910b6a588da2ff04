"""A fitted model: what it got right among customers it was not learned from, and what its probabilities are worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from segdsl.cli.show.numbers import BAR, bar, count, share
from segdsl.cli.show.table import BARS, Column, Grid, heading, numbers
from segdsl.cli.texts import fitted as texts
from segdsl.cli.texts import results
from segdsl.diagnostics import Language, Text
from segdsl.diagnostics.render.summary import plural
from segdsl.lowering.fitted.artefacts import Artefact
from segdsl.rulebook.model import Rulebook

if TYPE_CHECKING:
    from rich.console import RenderableType


def figures(artefact: Artefact, _: Rulebook, language: Language) -> Iterator[RenderableType]:
    """On whom it was judged and against what, then label by label, what was taken for what, and the probabilities."""
    found = artefact.figures["validation"]
    yield from _judged(found, language)
    yield from _labels(found["labels"], artefact.figures["sizes"], language)
    yield from _confusion(found, language)
    yield from reliability_grid(found["reliability"], language)
    if left_out := artefact.figures["left_out"]:
        yield plural(texts.NOT_LEARNED_FROM, left_out, language)


def _judged(found: Mapping[str, Any], language: Language) -> Iterator[str]:
    """Sentences: who was asked about, accuracy, probabilities, and what `confidence` costs and gives."""
    yield plural(texts.JUDGED, found["customers"], language, others=count(found["learned_from"]))
    same = found["learned_as_of"] == found["as_of"]
    days = texts.EARLIER if not same else texts.TOO_EARLY if found.get("moves") else texts.SAME_DAY
    yield days.say(language).format(day=found["learned_as_of"], as_of=found["as_of"])
    ahead, low, high = (f"{100 * each:+.1f}" for each in found["ahead"])
    yield texts.ACCURACY.say(language).format(
        accuracy=share(found["accuracy"]), label=found["majority"]["label"],
        majority=share(found["majority"]["accuracy"]), ahead=ahead, low=low, high=high,
    )  # fmt: skip
    yield texts.CALIBRATION.say(language).format(
        brier=f"{found['brier']:.3f}", shares=f"{found['brier_shares']:.3f}", ece=f"{found['ece']:.3f}",
        loss=f"{abs(found['log_loss']):.3f}",  # what is next to nothing may be a negative zero
    )  # fmt: skip
    if sure := found["confident"]:
        right = "–" if sure["accuracy"] is None else share(sure["accuracy"])
        yield texts.CONFIDENT.say(language).format(least=f"{sure['least']:g}", share=share(sure["share"]), right=right)


def _labels(
    found: Mapping[str, Mapping[str, Any]], sizes: Mapping[str, int], language: Language
) -> Iterator[RenderableType]:
    rows = [
        (label, count(sizes[label]), count(own["observed"]), count(own["predicted"]), _part(own["recall"]),
         _part(own["precision"]))
        for label, own in found.items()
    ]  # fmt: skip
    columns = (
        Column(texts.LABEL), numbers(texts.KNOWN), numbers(texts.OBSERVED), numbers(texts.PREDICTED),
        numbers(texts.RECALL), numbers(texts.PRECISION),
    )  # fmt: skip
    yield heading(texts.BY_LABEL.say(language))
    yield Grid(columns, rows, language)


def _part(part: float | None) -> str:
    return "–" if part is None else share(part)


def _confusion(found: Mapping[str, Any], language: Language) -> Iterator[RenderableType]:
    """Rows are what was observed, columns what was predicted."""
    labels = list(found["labels"])
    rows = [(label, *map(count, row)) for label, row in zip(labels, found["confusion"], strict=True)]
    columns = (Column(texts.OBSERVED), *(numbers(Text(label, label)) for label in labels))
    yield heading(texts.CONFUSION.say(language))
    yield Grid(columns, rows, language)


def reliability_grid(bins: Sequence[Mapping[str, Any]], language: Language) -> Iterator[RenderableType]:
    """How often the likeliest label was right, by the probability it was given."""
    rows = [
        (share(b["from"]), count(b["customers"]), share(b["said"]), share(b["right"]), bar(b["right"], BAR))
        for b in bins
    ]
    columns = (
        numbers(results.FROM), numbers(results.SIZE), numbers(texts.SAID), numbers(texts.RIGHT), BARS,
    )  # fmt: skip
    yield heading(texts.RELIABILITY.say(language))
    yield Grid(columns, rows, language)
