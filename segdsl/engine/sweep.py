"""The size of a condition as a function of a param: what a threshold costs, before somebody chooses it.

What does not depend on the param is computed once and kept as columns; per value only the rest is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import polars as pl

from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.engine.ask import usable
from segdsl.engine.evaluate import evaluate
from segdsl.engine.events.needs import needs
from segdsl.engine.plan import needed
from segdsl.engine.results import Cell, Point, Sweep
from segdsl.engine.session import Session
from segdsl.engine.steps import Setting, settings
from segdsl.functions.types import Kind
from segdsl.lowering.polars import column_name, has_column
from segdsl.rulebook import terms as t
from segdsl.rulebook.binding import bind
from segdsl.rulebook.model import Definition, Learned, Param, Part, Rulebook
from segdsl.rulebook.parts import part_of
from segdsl.rulebook.suggest import suggested
from segdsl.rulebook.walk import descend, expressions, names_in, used_by
from segdsl.syntax.values import Duration, Scalar

Advance = Callable[[int, int], None]
"""Told how many values are done, and how many there are."""


def sweep(session: Session, param: str, span: str, name: str, advance: Advance | None = None) -> Sweep:
    """The size of condition `name` for each value of `param` in `span`, such as `30d..180d:30d`.

    Raises `SegdslError` for names that are no param and no condition, a condition that does not depend on the param,
    values that the param refuses or that make a window empty, and where something was learned from what the param
    changes: other values would need other fits.
    """
    swept = _param(session.rulebook, param)
    definition = session.rulebook.definitions[usable(session, name)]
    if definition.type.kind is not Kind.BOOL:
        raise SegdslError(Diagnostic("sweep-not-condition", {"name": name, "kind": definition.kind}))
    values = settings(swept, span)
    bound = [bind(session.rulebook, {param: setting.text}) for setting in values]
    _refuse_learned(session, param, name)
    dependent = _dependent(session, param, name)
    stable = _stable(session, dependent)
    points = []
    for number, (setting, rulebook) in enumerate(zip(values, bound, strict=True)):
        session.stop()
        points.append(Point(_cell(setting), setting.text, _size(session, rulebook, stable, name)))
        if advance is not None:
            advance(number + 1, len(values))
    assert not isinstance(swept.value, tuple)
    return Sweep(session.context.as_of, stable[2], param, name, _plain(swept.value.value), tuple(points))


def _param(rulebook: Rulebook, name: str) -> Param:
    param = rulebook.definitions.get(name)
    if isinstance(param, Param):
        return param
    params = [d.name for d in rulebook.definitions.values() if isinstance(d, Param)]
    raise SegdslError(Diagnostic("unknown-param", {"name": name, **suggested(name, params)}))


def _dependent(session: Session, param: str, name: str) -> dict[str, Definition]:
    """The definitions that have to be computed for each value, in order; `name` is the last of them."""
    definitions = session.rulebook.definitions
    every = needs([name], session.context).every
    found: dict[str, Definition] = {}
    for each in session.rulebook.order:
        if each in every and (param in definitions[each].uses or not definitions[each].uses.isdisjoint(found)):
            found[each] = definitions[each]
    if name not in found:
        used = {use for each in every if each in definitions for use in definitions[each].uses}
        params = [use for use in sorted(used) if isinstance(definitions.get(use), Param)]
        known = {"known": ", ".join(params)} if params else {}
        raise SegdslError(Diagnostic("sweep-independent", {"name": name, "param": param, **known}))
    return found


def _refuse_learned(session: Session, param: str, name: str) -> None:
    definitions = session.rulebook.definitions
    every = needs([name], session.context).every
    parts = [each for each in definitions.values() if isinstance(each, Part) and each.name in every]
    for learned in definitions.values():
        if isinstance(learned, Learned) and (learned.name in every or any(part_of(each, learned) for each in parts)):
            terms = [*learned.features, *(each for each in (learned.among, learned.learn) if each is not None)]
            if param in used_by(definitions, frozenset().union(*map(names_in, terms))):
                raise SegdslError(Diagnostic("sweep-learned", {"name": learned.name, "param": param}))


def _stable(session: Session, dependent: Mapping[str, Definition]) -> tuple[pl.DataFrame, tuple[str, ...], int]:
    """The columns that the dependent definitions use and the param does not change, whose, and how many customers.

    Tags that `was` asks about, and what they use, are left to be computed as of their day.
    """
    definitions = session.rulebook.definitions
    used = {use for definition in dependent.values() for use in definition.uses}
    past = needed(definitions, {term.tag for each in dependent.values() for term in _was(each)})
    names = tuple(n for n in sorted(used - dependent.keys() - past) if n in definitions and has_column(definitions[n]))
    frame, context = session.ready(names)
    frame = evaluate(session.rulebook, frame, context, names, unknown=False).frame
    columns = [
        pl.col(session.customers.table.key).is_null().alias("segdsl row"),
        *(pl.col(column_name(n)) for n in names),
    ]
    found = frame.select(columns).collect(engine="streaming")
    return found.drop("segdsl row"), names, len(found)


def _was(definition: Definition) -> list[t.Was]:
    return [sub for term in expressions(definition) for sub in descend(term) if isinstance(sub, t.Was)]


def _size(session: Session, rulebook: Rulebook, stable: tuple[pl.DataFrame, tuple[str, ...], int], name: str) -> int:
    """The size under another value: what has a stable column is not computed, nor what only that uses."""
    columns, known, _ = stable
    few = {each: definition for each, definition in rulebook.definitions.items() if each not in known}
    left = replace(rulebook, definitions=few, order=tuple(each for each in rulebook.order if each in few))
    narrow = replace(session, rulebook=left, context=replace(session.context, definitions=few))
    frame, context = narrow.ready([name])
    if known:
        frame = pl.concat([frame, columns.lazy()], how="horizontal")
    frame = evaluate(left, frame, replace(context, definitions=rulebook.definitions), [name], unknown=False).frame
    size: int = frame.select(pl.col(column_name(name)).sum().fill_null(0)).collect(engine="streaming").item()
    return size


def _cell(setting: Setting) -> Cell:
    return _plain(setting.value)


def _plain(value: Scalar) -> Cell:
    return str(value) if isinstance(value, Duration) else value
