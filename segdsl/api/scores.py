"""Scores of models that no expression can hold: worked out once, kept beside the snapshots, read like fields."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import polars as pl

from segdsl.diagnostics import Diagnostic
from segdsl.engine.events.needs import needs
from segdsl.engine.meanings import Digests
from segdsl.engine.session import unfitted
from segdsl.lowering.fitted.artefacts import Artefact
from segdsl.lowering.fitted.exemplars import score_field
from segdsl.rulebook import terms as t
from segdsl.rulebook.model import Learned
from segdsl.rulebook.walk import descend, expressions

if TYPE_CHECKING:
    from segdsl.data.store import Store
    from segdsl.engine.session import Session

FOLDER = ".scores"
"""Beside the snapshots of tables, whose names cannot begin with a dot."""

KEPT = 3
"""Scores of a model that stay on disk; those of other data, days or fits are soon of no use."""


class Scores:
    """The scores of a project's models: in memory once they were asked for, on disk where there is a store."""

    def __init__(self, store: Store | None) -> None:
        self._store = store
        self._memory: dict[str, pl.DataFrame] = {}

    def columns(self, fitted: Mapping[str, Artefact], session: Session, fields: Collection[str]) -> list[pl.Series]:
        """The fields that hold scores of fitted models, in the order of the rows."""
        found = []
        for artefact in fitted.values():
            named = {score_field(artefact, label): label for label in (artefact.exemplars or {}).get("labels", ())}
            wanted = named.keys() & fields
            if wanted:
                frame = self._frame(artefact, session)
                found += [frame[label].alias(field) for field, label in named.items() if field in wanted]
        return found

    def _frame(self, artefact: Artefact, session: Session) -> pl.DataFrame:
        session, learned = unfitted(session, artefact.name)
        key, tables = _key(artefact, learned, session)
        if key not in self._memory:
            place = self._place(artefact.name, key, tables, session)
            found = None if place is None or not place.is_file() else pl.read_parquet(place)
            self._memory[key] = self._scored(artefact, learned, session, place) if found is None else found
        return self._memory[key]

    def _scored(self, artefact: Artefact, learned: Learned, session: Session, place: Path | None) -> pl.DataFrame:
        """The scores worked out, and kept in a file if they have a place; says how long it took."""
        from segdsl.learn.scores import scores  # scikit-learn takes longer to load than most questions to answer

        begun = perf_counter()
        advance = (lambda _table, _rows: None) if self._store is None else self._store.progress
        assert artefact.exemplars is not None
        found = scores(session, learned, artefact.exemplars, lambda rows: advance(artefact.name, rows))
        advance(artefact.name, 0)
        seconds = f"{perf_counter() - begun:.1f}"
        args: dict[str, str | int] = {"name": artefact.name, "customers": found.height, "seconds": seconds}
        session.customers.remark(Diagnostic("scored-once", args))
        if place is not None:
            with suppress(OSError):  # the next session works it out again
                _keep(found, place)
        return found

    def _place(self, name: str, key: str, tables: Sequence[str], session: Session) -> Path | None:
        """The file for scores that depend on nothing but what their key and the snapshots say; None for others."""
        if self._store is None:
            return None
        for table in tables:
            session.events.index(table)
        snapshots = [self._store.identities.get(table) for table in (session.customers.table.name, *tables)]
        if None in snapshots:
            return None
        data = sha256(repr(snapshots).encode()).hexdigest()
        return self._store.folder / FOLDER / name / f"{key[:16]}-{data[:16]}.parquet"


def _key(artefact: Artefact, learned: Learned, session: Session) -> tuple[str, tuple[str, ...]]:
    """What scores depend on beside the data, as a hash, and the tables of events they depend on."""
    told, context = Digests(), replace(session.context)  # meanings are noted in it, in numbers of nobody else's
    terms = [*learned.features, *([learned.among] if learned.among is not None else [])]
    inside = [
        sub
        for name in needs([learned.name], session.context).every if name in session.rulebook.definitions
        for term in expressions(session.rulebook.definitions[name])
        for sub in descend(term)
    ]  # fmt: skip
    lists = {sub.name: session.context.lists[sub.name] for sub in inside if isinstance(sub, t.Listed)}
    listed = {name: sorted(map(str, keys.explode().to_list())) for name, keys in sorted(lists.items())}
    tables = {sub.table for sub in inside if isinstance(sub, t.Aggregate)}
    tables |= {step.table for sub in inside if isinstance(sub, t.Sequence) for step in sub.steps}
    said = repr((artefact.digest, [told.of(term, context) for term in terms], listed))
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest(), tuple(sorted(tables))


def _keep(found: pl.DataFrame, place: Path) -> None:
    """Write the file at once or not at all, and drop the oldest of the model's."""
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = place.with_suffix(".tmp")
    found.write_parquet(fresh)
    fresh.replace(place)
    by_age = sorted(place.parent.glob("*.parquet"), key=lambda file: file.stat().st_mtime, reverse=True)
    for old in by_age[KEPT:]:
        old.unlink(missing_ok=True)
