"""What a learner is given, and what becomes of what it found."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from segdsl.engine.events.needs import needs
from segdsl.lowering.fitted.artefacts import Artefact, Provenance

if TYPE_CHECKING:
    from segdsl.engine.session import Session
    from segdsl.rulebook.model import Learned, Rulebook
    from segdsl.rulebook.scoring import Scorer
    from segdsl.rulebook.terms import Term

_LIBRARIES = ("numpy", "polars", "scikit-learn", "segdsl")


@dataclass(frozen=True, slots=True)
class Task:
    """A definition to fit. `features` is how its features are written, `rules` the digest of what it means.

    Learners call `session.stop` between steps that cannot be interrupted, so that a fit can be given up.
    """

    session: Session
    learned: Learned
    features: tuple[str, ...]
    rules: str

    def artefact(
        self,
        *,
        customers: int,
        rows: int,
        figures: Mapping[str, Any],
        scorer: Scorer | None,
        exemplars: Mapping[str, Any] | None = None,
        features: tuple[str, ...] | None = None,
    ) -> Artefact:
        """The artefact of a fit on `rows` customers, drawn from `customers` who could have taken part.

        `features` is how the scorer's inputs are written, where they are not the definition's features.
        """
        learned = self.learned
        provenance = Provenance(
            rules=self.rules,
            data=_data(self.session, learned),
            as_of=self.session.context.as_of.isoformat(),
            customers=customers,
            rows=rows,
            seed=learned.seed,
            versions={name: version(name) for name in _LIBRARIES},
        )
        return Artefact(
            learned.name,
            learned.keyword,
            learned.method,
            self.features if features is None else features,
            scorer,
            provenance,
            figures,
            exemplars,
        )


def written(rulebook: Rulebook, learned: Learned, term: Term) -> str:
    """A term of a learned definition as the rule file has it, on one line."""
    origin = learned.origin
    span = term.span.shifted(origin.offset)
    return " ".join(rulebook.sources[origin.file].text[span.start : span.end].split())


def _data(session: Session, learned: Learned) -> str | None:
    """The digest of the files that a definition is fitted on, those of the profile first; None for data without files.

    Events count as well: what is learned from visits is another fit when there are other visits.
    """
    events = needs([learned.name], session.context).tables
    events |= {learned.over[0]} if learned.over is not None else set()
    of_tables = [("", session.customers.report.files), *((name, session.events.files(name)) for name in sorted(events))]
    said = [f"{name} {file.sha256}" for name, files in of_tables for file in files]
    return hashlib.sha256("\n".join(said).encode()).hexdigest() if said else None
