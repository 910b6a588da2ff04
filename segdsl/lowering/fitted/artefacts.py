"""What fitting leaves behind: numbers in a JSON file beside the rules.

Never pickled: an artefact is read by people in a diff, and reading it can run nothing. It carries the SHA-256 of what
it says, so that a number changed by hand, or half a merge, is noticed before anybody is labelled by it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, get_args

from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.rulebook.scoring import Scorer, scorer_of

FORMAT = 4
FOLDER = "fitted"

Kind = Literal["cluster", "model", "preference", "lookalike"]


@dataclass(frozen=True, slots=True)
class Provenance:
    """What an artefact was fitted from.

    `rules` is the digest of what the definition means, with all that it uses; `data` that of the files it was fitted
    on, of customers and of the events it looks at, None for data without any. `rows` are the customers it was fitted
    on, `customers` those it was drawn from; `versions` are those of the libraries that computed it.
    """

    rules: str
    data: str | None
    as_of: str
    customers: int
    rows: int
    seed: int
    versions: Mapping[str, str]


@dataclass(frozen=True)
class Artefact:
    """A fitted definition.

    `features` is how they are written, in the order of the scorer's inputs. `scorer` gives a score per label; None for
    methods that no expression can hold, which keep what they need in `exemplars`. `figures` are what the fit was
    judged by: they are shown and never computed with.
    """

    name: str
    kind: Kind
    method: str
    features: tuple[str, ...]
    scorer: Scorer | None
    provenance: Provenance
    figures: Mapping[str, Any] = field(default_factory=dict)
    exemplars: Mapping[str, Any] | None = None

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of all that it says."""
        return _digest(self.to_dict())

    def to_dict(self) -> dict[str, Any]:
        """As it stands in the file, without its digest."""
        provenance = self.provenance
        return {
            "format": FORMAT,
            "kind": self.kind,
            "name": self.name,
            "method": self.method,
            "features": list(self.features),
            "scorer": None if self.scorer is None else self.scorer.to_dict(),
            "exemplars": self.exemplars,
            "figures": self.figures,
            "provenance": {name: getattr(provenance, name) for name in Provenance.__match_args__},
        }

    def dump(self, path: Path) -> None:
        """Write the file; floats keep every digit. Raises `OSError`, and `ValueError` for what is no finite number."""
        path.parent.mkdir(parents=True, exist_ok=True)
        found = {**self.to_dict(), "sha256": self.digest}
        fresh = path.with_suffix(".tmp")
        fresh.write_text(_readable(found) + "\n", encoding="utf-8", newline="\n")
        fresh.replace(path)


def load(path: Path, name: str) -> Artefact | None:
    """The artefact of the definition `name` at `path`, None if there is none.

    Raises `SegdslError` for a file that is none, or was changed since.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        digest = found.pop("sha256")
        artefact, own = _artefact(found), _digest(found)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        raise SegdslError(Diagnostic("fitted-unreadable", {"path": str(path), "name": name})) from None
    if digest != own:
        raise SegdslError(Diagnostic("fitted-changed", {"path": str(path), "name": name}))
    return artefact


def _artefact(found: Mapping[str, Any]) -> Artefact:
    """The artefact that a file's text says. Raises `ValueError`, `KeyError` or `TypeError` for what is none."""
    if found["format"] != FORMAT or found["kind"] not in get_args(Kind):
        raise ValueError("format")
    features = tuple(map(str, found["features"]))
    scorer = None if found["scorer"] is None else scorer_of(found["scorer"], len(features))
    if (scorer is None) == (found["exemplars"] is None):
        raise ValueError("neither numbers nor exemplars")
    return Artefact(
        name=str(found["name"]),
        kind=found["kind"],
        method=str(found["method"]),
        features=features,
        scorer=scorer,
        provenance=Provenance(**found["provenance"]),
        figures=dict(found["figures"]),
        exemplars=found["exemplars"],
    )


def _digest(found: Mapping[str, Any]) -> str:
    text = json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _readable(value: Any, indent: str = "") -> str:
    """JSON that reads well in a diff: rows of numbers and short lists on one line, everything else on lines of its own.

    The text depends on the values alone, so that the same fit gives the same bytes.
    """
    inner = indent + "  "
    line = json.dumps(value, ensure_ascii=False, allow_nan=False)
    plain = not isinstance(value, dict | list | tuple)
    flat = isinstance(value, list | tuple) and not any(isinstance(v, dict | list | tuple) for v in value)
    if plain or not value or flat:
        return line
    if isinstance(value, dict):
        parts = [f"{json.dumps(str(key), ensure_ascii=False)}: {_readable(part, inner)}" for key, part in value.items()]
        opening, closing = "{", "}"
    else:
        parts = [_readable(part, inner) for part in value]
        opening, closing = "[", "]"
    lines = ",\n".join(inner + part for part in parts)
    return f"{opening}\n{lines}\n{indent}{closing}"
