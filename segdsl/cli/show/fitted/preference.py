"""A fitted preference: how well every method foresaw what customers chose, and what is in it for channels unused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from segdsl.cli.show.fitted.model import reliability_grid
from segdsl.cli.show.numbers import count, share
from segdsl.cli.show.table import Column, Grid, heading, numbers
from segdsl.cli.texts import fitted as texts
from segdsl.cli.texts import results
from segdsl.diagnostics import Language
from segdsl.lowering.fitted.artefacts import Artefact
from segdsl.rulebook.model import Rulebook

if TYPE_CHECKING:
    from rich.console import RenderableType

_SPLITS = ("validation", "test")


def figures(artefact: Artefact, _: Rulebook, language: Language) -> Iterator[RenderableType]:
    """The days, all methods and rankings side by side, the choice, the probabilities, and channels not yet used."""
    found = artefact.figures
    yield from _days(found["days"], language)
    yield from _methods(found["methods"], artefact.method, language)
    yield from _choice(found, artefact.method, language)
    yield from reliability_grid(found["calibration"]["bins"], language)
    yield from _latent(found["latent"], language)


def _days(found: Mapping[str, Any], language: Language) -> Iterator[RenderableType]:
    """When it was learned from, adjusted and judged, on how many customers, and what they chose."""
    channels = list(found["test"]["shares"])
    rows = [
        (texts.SPLITS[name].say(language), one["day"], count(one["rows"]), count(one["left_out"]),
         *(share(one["shares"][channel]) for channel in channels))
        for name, one in found.items()
    ]  # fmt: skip
    columns = (
        Column(texts.USED_TO), Column(texts.DAY), numbers(results.SIZE), numbers(texts.LACKING),
        *(numbers(texts.as_is(channel)) for channel in channels),
    )  # fmt: skip
    yield Grid(columns, rows, language)
    yield texts.AFTER_THE_DAY.say(language)
    for one in found.values():
        if (every := one.get("drawn_from")) is not None:
            yield texts.DRAWN.say(language, {"day": one["day"], "every": count(every)})


def _methods(found: Mapping[str, Any], chosen: str, language: Language) -> Iterator[RenderableType]:
    """One row per method; rankings have no probabilities."""
    rows = []
    for name, one in found.items():
        mark = "→ " if name == chosen else "  "
        called = texts.RANKINGS[name].say(language) if name in texts.RANKINGS else name
        cells = [
            cell
            for split in _SPLITS
            for cell in (share(one[split]["hit_rate"]), f"{one[split]['ndcg']:.3f}")
        ]  # fmt: skip
        probabilities = [_digits(one["test"][figure]) for figure in ("log_loss", "ece")]
        rows.append((mark + called, *cells, *probabilities, "" if name == chosen else _ahead(one["test"]["ahead"])))
    columns = (
        Column(texts.METHOD), numbers(texts.HITS_VALIDATION), numbers(texts.NDCG_VALIDATION),
        numbers(texts.HITS_TEST), numbers(texts.NDCG_TEST), numbers(texts.LOG_LOSS), numbers(texts.ECE),
        numbers(texts.AHEAD),
    )  # fmt: skip
    yield heading(texts.COMPARED.say(language))
    yield Grid(columns, rows, language)
    yield texts.COMPARED_MEANS.say(language)


def _digits(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:.3f}"


def _ahead(ahead: Mapping[str, float]) -> str:
    return f"{100 * ahead['mean']:+.1f} ± {100 * ahead['error']:.1f}"


def _choice(found: Mapping[str, Any], chosen: str, language: Language) -> Iterator[str]:
    """Whether the method that the definition names is the one to take, by the day it was adjusted on."""
    best = found["best"]["method"]
    said = texts.CHOSEN_BEST if best == chosen else texts.BEATEN if found["best"]["certain"] else texts.MAYBE_BEATEN
    names = {"method": chosen, "best": texts.RANKINGS[best].say(language) if best in texts.RANKINGS else best}
    own, other = (found["methods"][name]["validation"]["hit_rate"] for name in (chosen, best))
    yield said.say(language).format(**names, own=share(own), other=share(other))


def _latent(found: Mapping[str, Any], language: Language) -> Iterator[RenderableType]:
    rows = [
        (channel, count(one["never_used"]), count(one["took_up"]), share(one["captured"]), f"{one['lift']:.1f}")
        for channel, one in found.items()
    ]
    if not rows:
        yield texts.NOBODY_NEW.say(language)
        return
    columns = (
        Column(texts.CHANNEL), numbers(texts.NEVER_USED), numbers(texts.TOOK_UP), numbers(texts.CAPTURED),
        numbers(texts.LIFT),
    )  # fmt: skip
    yield heading(texts.LATENT.say(language))
    yield Grid(columns, rows, language)
