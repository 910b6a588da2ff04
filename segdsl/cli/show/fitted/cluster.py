"""A fitted cluster: how many customers each label stands for, what they are like, and rules that come close."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from segdsl.cli.show.numbers import BAR, bar, count, share
from segdsl.cli.show.table import BARS, Column, Grid, heading, numbers, titled
from segdsl.cli.texts import clusters as texts
from segdsl.cli.texts import fitted, results
from segdsl.diagnostics import Language, Text
from segdsl.diagnostics.render.summary import plural
from segdsl.functions.types import Kind
from segdsl.learn.portrait import stretched, traits
from segdsl.lowering.fitted.artefacts import Artefact
from segdsl.lowering.plain import plain_term
from segdsl.rulebook.model import Learned, Rulebook

if TYPE_CHECKING:
    from rich.console import RenderableType

NOTABLE = 0.5  # standard deviations from the mean: less is not worth a word
SAID = 4  # traits of a label in words

Trait = Mapping[str, Any]
"""A row of the figures: `text`, `mean`, `spread`, and `means` by label."""


def figures(artefact: Artefact, rulebook: Rulebook, language: Language) -> Iterator[RenderableType]:
    """Sizes, who has no label and why, portraits in words and numbers, and the rules."""
    from rich.text import Text as RichText

    learned = rulebook.definitions[artefact.name]
    assert isinstance(learned, Learned)
    found = artefact.figures
    yield Grid(_SIZES, list(_sizes(found["said"]["labels"], learned)), language)
    if said := unlabelled(found["unlabelled"], language):
        yield RichText(said, "dim")
    yield heading(texts.PORTRAITS.say(language))
    for label in learned.labels:
        words = portrait(label.name, found["traits"], learned, rulebook, language)
        yield RichText("  " + texts.IS_LIKE.say(language, {"label": titled(label.name, label.title), "words": words}))
    yield heading(texts.TRAITS.say(language))
    yield _means(found["traits"], learned, language)
    yield RichText(texts.TRAITS_MEAN.say(language), "dim")
    yield heading(texts.SURROGATE.say(language, {"fidelity": share(found["surrogate"]["fidelity"])}))
    yield RichText("\n" + found["surrogate"]["text"].rstrip())


_SIZES = (Column(fitted.LABEL), Column(results.TITLE), numbers(results.SIZE), numbers(results.SHARE), BARS)


def _sizes(sizes: Mapping[str, int], learned: Learned) -> Iterator[tuple[str, ...]]:
    """How many of all customers have each label, not only of those it was fitted on."""
    total = sum(sizes.values())
    for label in learned.labels:
        size = sizes[label.name]
        yield label.name, label.title or "", count(size), share(size / total), bar(size / total, BAR)


def unlabelled(found: Mapping[str, Any], language: Language) -> str:
    """How many customers have no label, and why; empty if everybody has one."""
    reasons = []
    if found["outside"]:
        reasons.append(texts.OUTSIDE.say(language, {"n": count(found["outside"])}))
    if found["missing"]:
        lacking = [
            texts.LACKS.say(language, {"feature": feature, "n": count(n)})
            for feature, n in found["lacking"].items() if n
        ]  # fmt: skip
        said = texts.SEPARATOR.say(language).join(lacking)
        reasons.append(texts.LACKING.say(language, {"n": count(found["missing"]), "features": said}))
    if not reasons:
        return ""
    joined = texts.SEPARATOR.say(language).join(reasons)
    return plural(texts.UNLABELLED, found["outside"] + found["missing"], language, reasons=joined)


def portrait(label: str, found: Sequence[Trait], learned: Learned, rulebook: Rulebook, language: Language) -> str:
    """What sets the customers of a label apart, in words, what stands out most first.

    Of a feature like `log(1 + kwh)` the plain value is spoken of. Where a few customers have very much, their plain
    mean is hardly off that of all, although they are other customers: then the feature's own distance is told.
    """
    plain_of = stretched(rulebook, learned)
    terms = {text: term for text, term in traits(rulebook, learned).items() if text not in plain_of}
    rows = {trait["text"]: trait for trait in found}
    by = {text: deviations(trait, label) or 0.0 for text, trait in rows.items()}
    scaled = {plain: by[feature] for feature, plain in plain_of.items() if by[feature] * by[plain] > 0}
    far = {text: by[text] if abs(by[text]) >= NOTABLE else scaled.get(text, 0.0) for text in terms}
    said = []
    for text in sorted((text for text in terms if abs(far[text]) >= NOTABLE), key=lambda text: -abs(far[text]))[:SAID]:
        condition = terms[text].type.kind is Kind.BOOL
        sentence = texts.HOLDS_FOR if condition else _SENTENCES[far[text] != by[text], far[text] > 0]
        shown = share if condition else _short
        args = {"mean": shown(rows[text]["means"][label]), "all": shown(rows[text]["mean"])}
        args |= {"trait": plain_term(terms[text], rulebook, language), "by": f"{abs(far[text]):.1f}"}
        said.append(sentence.say(language, args))
    return texts.SEPARATOR.say(language).join(said) or texts.LIKE_ALL.say(language)


_SENTENCES = {
    (False, True): texts.ABOVE, (False, False): texts.BELOW,
    (True, True): texts.ABOVE_STRETCHED, (True, False): texts.BELOW_STRETCHED,
}  # fmt: skip
"""How a distance is told: whether it is that of the stretched value, and whether it is above the mean."""


def deviations(trait: Trait, label: str) -> float | None:
    """By how many standard deviations the mean of a label is above that of all; None where there is none."""
    mean, spread = trait["means"][label], trait["spread"]
    return None if mean is None or not spread else (mean - trait["mean"]) / spread


def _means(found: Sequence[Trait], learned: Learned, language: Language) -> Grid:
    names = [label.name for label in learned.labels]
    columns = [Column(texts.TRAIT), numbers(texts.ALL), numbers(texts.SPREAD, "dim")]
    columns += [numbers(Text(name, name)) for name in names]
    rows = []
    for trait in found:
        cells = []
        for name in names:
            mean, by = trait["means"][name], deviations(trait, name)
            said = {"mean": _short(mean), "by": f"{by or 0:+.1f}"}
            cells.append(_short(mean) if by is None else texts.IN_DEVIATIONS.say(language, said))
        rows.append((trait["text"], _short(trait["mean"]), _short(trait["spread"]), *cells))
    return Grid(columns, rows, language)


def _short(number: float | None) -> str:
    return "" if number is None else f"{number:,.4g}"
