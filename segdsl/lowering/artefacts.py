"""What fitting leaves behind: numbers in a JSON file beside the rules, which lower to plain expressions.

Never pickled: an artefact is read by people in a diff, and reading it can run nothing.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from segdsl.diagnostics import Diagnostic, SegdslError

FORMAT = 1
FOLDER = "fitted"


@dataclass(frozen=True, slots=True)
class ClusterModel:
    """A fitted cluster tag: for each label a linear score of the features; the highest one is a customer's cluster.

    Nearest centroid as a linear rule: argmin |z − c|² = argmax (z·c − |c|²/2), z the standardised features. `weights`
    and `biases` are for the features in their own units. `features` is how they are written in the rules: when that
    changes, the numbers no longer belong to them.
    """

    name: str
    features: tuple[str, ...]
    labels: tuple[str, ...]
    weights: tuple[tuple[float, ...], ...]
    biases: tuple[float, ...]
    sizes: tuple[int, ...]
    rows: int
    seed: int
    as_of: str

    def dump(self, path: Path) -> None:
        """Write the artefact; floats keep every digit. Raises `OSError`."""
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"format": FORMAT, "kind": "cluster", **asdict(self)}, ensure_ascii=False, indent=2)
        fresh = path.with_suffix(".tmp")
        fresh.write_text(text + "\n", encoding="utf-8", newline="\n")
        fresh.replace(path)


def load_cluster(path: Path) -> ClusterModel | None:
    """The artefact at `path`, None if there is none. Raises `SegdslError` for a file that is no such artefact."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if found.pop("format") != FORMAT or found.pop("kind") != "cluster":
            raise ValueError
        tuples = {key: tuple(found[key]) for key in ("features", "labels", "biases", "sizes")}
        return ClusterModel(**{**found, **tuples, "weights": tuple(tuple(row) for row in found["weights"])})
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise SegdslError(Diagnostic("fitted-unreadable", {"path": str(path)})) from None
