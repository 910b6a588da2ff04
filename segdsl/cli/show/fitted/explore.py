"""How many groups: a row per number, a recommendation with its reason, and a block to paste."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from segdsl.api.learning import Explored
from segdsl.cli.show.numbers import share
from segdsl.cli.show.table import Column, Grid, heading, numbers, titled
from segdsl.cli.texts import clusters as texts
from segdsl.diagnostics import Language
from segdsl.diagnostics.render.summary import plural
from segdsl.learn.explore import RESAMPLES, SMALLEST, STABLE, Exploration
from segdsl.rulebook.model import Rulebook

if TYPE_CHECKING:
    from rich.console import RenderableType

HOLDS, CHOSEN = "✓", "←"
_COLUMNS = (
    numbers(texts.GROUPS), numbers(texts.SILHOUETTE), numbers(texts.DAVIES_BOULDIN), numbers(texts.AGREEMENT),
    numbers(texts.LEAST_AGREEMENT), numbers(texts.SMALLEST), Column(texts.ELIGIBLE), Column(),
)  # fmt: skip


def pages(explored: Explored, rulebook: Rulebook, language: Language) -> Iterator[RenderableType]:
    """The table, what it comes to, and the draft."""
    from rich.text import Text as RichText

    found = explored.found
    learned = rulebook.definitions[found.name]
    args = {"name": titled(learned.name, learned.title), "method": found.method}
    yield RichText(plural(texts.EXPLORED, found.rows, language, **args) + "\n", "bold")
    rows = [
        (
            str(one.groups), f"{one.silhouette:.2f}", f"{one.davies_bouldin:.2f}", f"{one.agreement:.2f}",
            f"{one.least_agreement:.2f}", share(one.smallest), HOLDS if one.eligible else "",
            CHOSEN if one.groups == found.recommended else "",
        )
        for one in found.counts
    ]  # fmt: skip
    yield Grid(_COLUMNS, rows, language)
    yield RichText(texts.COLUMNS_MEAN.say(language, {"n": RESAMPLES}), "dim")
    yield RichText("\n" + reason(found, language))
    yield heading(texts.DRAFT.say(language))
    yield RichText("\n" + explored.draft.rstrip())


def reason(found: Exploration, language: Language) -> str:
    """Why a number is recommended, or none; and why not the one with the highest silhouette."""
    by_groups = {one.groups: one for one in found.counts}
    args: dict[str, object] = {"stable": STABLE, "smallest": share(SMALLEST)}
    if found.recommended is None:
        return texts.NONE_RECOMMENDED.say(language, {"k": found.drafted, **args})
    chosen = by_groups[found.recommended]
    args |= {"k": chosen.groups, "silhouette": f"{chosen.silhouette:.2f}"}
    said = [texts.RECOMMENDED.say(language, args)]
    highest = max(found.counts, key=lambda one: one.silhouette)
    if highest.silhouette > chosen.silhouette:
        why = texts.BETTER_BUT_UNSTABLE if highest.least_agreement < STABLE else texts.BETTER_BUT_TINY
        agreement, part = f"{highest.least_agreement:.2f}", share(highest.smallest)
        args = {"k": highest.groups, "silhouette": f"{highest.silhouette:.2f}", "agreement": agreement, "share": part}
        said.append(why.say(language, args))
    return (" " if language == "en" else "").join(said)


def summary(explored: Explored, language: Language) -> dict[str, Any]:
    """The same for programs."""
    found = explored.found
    return {
        "name": found.name,
        "rows": found.rows,
        "counts": [{**asdict(one), "eligible": one.eligible} for one in found.counts],
        "recommended": found.recommended,
        "reason": reason(found, language),
        "draft": explored.draft,
    }
