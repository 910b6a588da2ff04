"""Artefacts of learned definitions: where they lie, and which still belong to the rules."""

from __future__ import annotations

from pathlib import Path

from segdsl.diagnostics import Diagnostic
from segdsl.lowering.artefacts import FOLDER, ClusterModel, load_cluster
from segdsl.rulebook.model import Learned, Rulebook


def artefact_path(root: Path, learned: Learned) -> Path:
    """`fitted/NAME.json` beside the rule file of the definition."""
    return root / Path(learned.origin.file).parent / FOLDER / f"{learned.name}.json"


def written_features(rulebook: Rulebook, learned: Learned) -> tuple[str, ...]:
    """The features as the rule file has them, each on one line: what an artefact is held against."""
    origin = learned.origin
    text = rulebook.sources[origin.file].text
    spans = (term.span.shifted(origin.offset) for term in learned.features)
    return tuple(" ".join(text[span.start : span.end].split()) for span in spans)


def load_fitted(root: Path, rulebook: Rulebook) -> tuple[dict[str, ClusterModel], tuple[Diagnostic, ...]]:
    """The artefacts that belong to the rulebook's clusters, and a warning for each that does no longer."""
    found: dict[str, ClusterModel] = {}
    outdated = []
    for definition in rulebook.definitions.values():
        if not isinstance(definition, Learned) or definition.keyword != "cluster":
            continue
        model = load_cluster(artefact_path(root, definition))
        if model is None:
            continue
        same_labels = {label.name for label in definition.labels} == set(model.labels)
        if same_labels and model.features == written_features(rulebook, definition):
            found[definition.name] = model
        else:
            outdated.append(Diagnostic("fit-outdated", {"name": definition.name}))
    return found, tuple(outdated)
