"""Artefacts of learned definitions: where they lie, which still belong to the rules, and which are to be fitted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from segdsl.diagnostics import Diagnostic, RulebookError, SegdslError
from segdsl.engine.ask import usable
from segdsl.engine.meanings import digest
from segdsl.lowering.fitted.applying import with_fitted
from segdsl.lowering.fitted.artefacts import FOLDER, Artefact, load
from segdsl.lowering.polars import Context
from segdsl.rulebook.model import Definition, Learned, Rulebook
from segdsl.rulebook.walk import used_by

if TYPE_CHECKING:
    from segdsl.engine.session import Session


def artefact_path(root: Path, learned: Definition) -> Path:
    """`fitted/NAME.json` beside the rule file of the definition."""
    return root / Path(learned.origin.file).parent / FOLDER / f"{learned.name}.json"


def load_fitted(root: Path, rulebook: Rulebook, context: Context) -> tuple[dict[str, Artefact], tuple[Diagnostic, ...]]:
    """The artefacts of the rulebook's definitions, and a warning for each that does not count.

    What is no artefact, or had its numbers changed by hand, is left out; so is, of those that are read, what belongs to
    its definition no longer. Whatever uses such a definition cannot be computed until it is fitted again.
    """
    found: dict[str, Artefact] = {}
    noticed: list[Diagnostic] = []
    for definition in rulebook.definitions.values():
        if isinstance(definition, Learned):
            try:
                artefact = load(artefact_path(root, definition), definition.name)
            except SegdslError as problem:
                noticed += problem.diagnostics
            else:
                found |= {definition.name: artefact} if artefact is not None else {}
    return found, (*noticed, *outdated(found, belonging(found, rulebook, context)))


def outdated(fitted: Iterable[str], current: Container[str]) -> Iterator[Diagnostic]:
    """A warning for each of what was fitted that no longer counts."""
    return (Diagnostic("fit-outdated", {"name": name}) for name in fitted if name not in current)


def newer(fitted: Mapping[str, Artefact], noticed: Sequence[Diagnostic], as_of: dt.date) -> Iterator[Diagnostic]:
    """A word on each of what was fitted later than the day that counts: it has seen what came after that day.

    Nothing more is said of what is left out anyway, as `noticed` says.
    """
    for name, each in fitted.items():
        fitted_on = each.provenance.as_of
        if fitted_on > as_of.isoformat() and not why_left_out(noticed, name):
            args = {"name": name, "fitted": fitted_on, "as_of": as_of.isoformat()}
            yield Diagnostic("fit-newer-than-as-of", args)


def settled(found: Iterable[Diagnostic], name: str) -> tuple[Diagnostic, ...]:
    """What is left to be said once a definition was fitted (again)."""
    return tuple(one for one in found if one.code not in _OF_FITS or one.args.get("name") != name)


def why_left_out(found: Iterable[Diagnostic], name: str) -> tuple[Diagnostic, ...]:
    """Of what is to be said: why what was learned of a definition does not count."""
    return tuple(one for one in found if one.code in _LEFT_OUT and one.args.get("name") == name)


_LEFT_OUT = frozenset({"fit-outdated", "fitted-changed", "fitted-unreadable"})
_OF_FITS = _LEFT_OUT | {"fit-newer-than-as-of"}


def belonging(fitted: Mapping[str, Artefact], rulebook: Rulebook, context: Context) -> dict[str, Artefact]:
    """The artefacts whose definitions still mean, with all that they use, what they meant when they were fitted.

    What another learned definition says, it says by its own artefact: where that was fitted anew and came to something
    else, whatever was learned from it means something else, too.
    """
    found: dict[str, Artefact] = {}
    for name in rulebook.order:  # each stands after those it uses
        if name in fitted and isinstance(rulebook.definitions[name], Learned):
            used = used_by(rulebook.definitions, [name]) & found.keys()
            applied = with_fitted(rulebook, {other: found[other] for other in used})
            if fitted[name].provenance.rules == digest(name, context.over(applied.definitions)):
                found[name] = fitted[name]
    return found


def to_fit(session: Session, names: Sequence[str] | None) -> list[str]:
    """The learned definitions among `names`, or all there are, each after those it uses.

    Raises `SegdslError` for a name that is none, or if there is none at all, and `RulebookError` for one with errors.
    """
    wanted = None if names is None else {usable(session, name) for name in names}
    definitions = session.rulebook.definitions
    for name in wanted or ():
        if not isinstance(definitions[name], Learned):
            raise SegdslError(Diagnostic("not-learned", {"name": name}))
    learned = [name for name in session.rulebook.order if isinstance(definitions[name], Learned)]
    if not learned:
        raise RulebookError(Diagnostic("nothing-to-fit"), *session.rulebook.errors)
    return learned if wanted is None else [name for name in learned if name in wanted]
