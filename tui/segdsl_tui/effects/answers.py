"""Answers to the questions of the preview, worked out by an open project."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from segdsl.diagnostics import SegdslError
from segdsl.engine.results import Breakdown, Intersection, Item, Page, Sweep, Why
from segdsl.functions.types import Kind
from segdsl.syntax.unparse import format_name
from segdsl_tui.effects.head import compared
from segdsl_tui.state.questions import (
    PAGE,
    AtHead,
    Compared,
    Detail,
    FieldFacts,
    Members,
    Overlap,
    Question,
    Reasons,
    Split,
    Swept,
    T,
)

if TYPE_CHECKING:
    from segdsl.api.project import Project

_Params = Mapping[str, str]


def find(project: Project, question: Question[T], params: _Params) -> T:
    """The answer, with these values of params. Raises `SegdslError` where there is none, `Stopped` if nobody waits."""
    found: T = _FINDERS[type(question)](project, question, params)
    return found


def _detail(project: Project, question: Detail, _params: _Params) -> Item:
    return project.preview([question.name], waterfall=True).items[0]


def _split(project: Project, question: Split, _params: _Params) -> Breakdown | None:
    return project.preview([question.name], by=question.by, distribution=False).items[0].by


def _overlap(project: Project, question: Overlap, _params: _Params) -> tuple[Intersection, ...] | None:
    return project.preview([question.name, *question.others], overlap=True, distribution=False).overlap


def _members(project: Project, question: Members, _params: _Params) -> Page:
    from segdsl.engine.pages import Order, page  # they take polars along

    order = Order(*question.order) if question.order is not None else None
    return page(project.session, question.name, question.page * PAGE, PAGE, order)


def _reasons(project: Project, question: Reasons, _params: _Params) -> Why:
    return project.why(question.name, question.key)


def _swept(project: Project, question: Swept, _params: _Params) -> Sweep:
    from segdsl.services.thresholds import as_param, thresholds

    found = thresholds(project.rulebook, question.name)[question.target]
    rulebook, param = as_param(project.rulebook, question.name, found)
    return project.with_rulebook(rulebook).sweep(param, question.span, question.name)


def _at_head(project: Project, question: AtHead, params: _Params) -> Compared:
    return compared(project, question.name, params)


def _facts(project: Project, question: FieldFacts, _params: _Params) -> Item:
    """Of a text that is nobody's personal data also its values, if there are few enough to be counted."""
    field = project.profile.fields[question.name]
    item = project.preview([], expr=format_name(field.name)).items[0]
    if field.type.kind is not Kind.TEXT or field.pii is not None or field.role != "field":
        return item
    try:
        return replace(item, by=project.preview([], expr="true", by=field.name).items[0].by)
    except SegdslError:
        return item


_FINDERS: Mapping[type[Question[Any]], Callable[[Project, Any, _Params], Any]] = {
    Detail: _detail,
    FieldFacts: _facts,
    Split: _split,
    Overlap: _overlap,
    Members: _members,
    Reasons: _reasons,
    Swept: _swept,
    AtHead: _at_head,
}
