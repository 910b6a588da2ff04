"""From a segment to a target: which customers, which columns, and what the manifest says of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from segdsl.campaign import manifest as m
from segdsl.campaign.export import Column, Refusal, Target
from segdsl.data.report import fingerprint
from segdsl.data.sources import find_files
from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.engine.ask import members, mentioned, usable, usable_column
from segdsl.engine.breakdown import titled_values
from segdsl.engine.events.needs import needs
from segdsl.engine.session import Session
from segdsl.functions.types import Kind
from segdsl.rulebook.lists import lists_in
from segdsl.rulebook.model import Param
from segdsl.rulebook.walk import expressions, used_by

if TYPE_CHECKING:
    from segdsl.data.project import ProjectFile
    from segdsl.data.report import Fingerprint
    from segdsl.lowering.fitted.artefacts import Artefact


def segment_target(
    session: Session,
    file: ProjectFile,
    name: str,
    columns: Sequence[str] | None,
    learned: Mapping[str, Artefact] | None = None,
) -> Target:
    """What to export: the members of definition `name`. `learned` are the artefacts that its labels may come from.

    Without `columns`, the columns are those that the rule itself mentions. Raises `SegdslError` or `RulebookError` for
    names that do not exist or are not usable, for anything but a condition, and for a draft.
    """
    definition = session.rulebook.definitions[usable(session, name)]
    if definition.type.kind is not Kind.BOOL:
        raise SegdslError(Diagnostic("not-a-segment", {"name": name, "kind": definition.kind}))
    if definition.status == "draft":
        raise SegdslError(Diagnostic("draft-not-exported", {"name": name}))
    refusals = _refusals(session)
    key = session.customers.table.key
    wanted = [key, *(c for c in (mentioned(session, name) if columns is None else columns) if c != key)]
    described = tuple(_column(session, c, requested=columns is not None and c in columns) for c in wanted)
    extra = [r.field for r in refusals if r.field not in wanted]
    frame = members(session, name, [*wanted[1:], *extra])
    names = [name, *wanted]

    def facts() -> Mapping[str, Any]:
        sources = {"events": _events(session, names), "lists": _lists(session, file, names)}
        return {**_facts(session, file, name), **sources, "learned": _learned(session, learned or {}, names)}

    return Target(name, frame, described, refusals, facts)


def _events(session: Session, names: Iterable[str]) -> list[dict[str, Any]]:
    """The tables of events that had a say, and the files they are in."""
    tables = sorted(needs(names, session.context).tables)
    return [{"table": table, "files": _files(session.events.files(table))} for table in tables]


def _lists(session: Session, file: ProjectFile, names: Iterable[str]) -> list[dict[str, Any]]:
    """The uploaded lists that had a say, and the files they are in."""
    definitions = session.rulebook.definitions
    used = {listed.name for each in used_by(definitions, names) for listed in lists_in(expressions(definitions[each]))}
    return [
        {"name": name, "files": _files(fingerprint(find_files(file.lists[name])))}
        for name in sorted(used)
        if name in file.lists
    ]


def _files(files: Iterable[Fingerprint]) -> list[dict[str, Any]]:
    return [{"name": each.path.name, "size": each.size, "sha256": each.sha256} for each in files]


def _learned(session: Session, artefacts: Mapping[str, Artefact], names: Iterable[str]) -> list[dict[str, str]]:
    """What was learned and had a say in who is a member and what stands in the columns: such labels depend on it."""
    definitions = session.rulebook.definitions
    origins = {definitions[name].origin for name in used_by(definitions, names)}  # a part of a definition has the same
    return [
        {"name": name, "kind": artefact.kind, "as_of": artefact.provenance.as_of, "sha256": artefact.digest}
        for name, artefact in sorted(artefacts.items())
        if name in definitions and definitions[name].origin in origins
    ]


def _refusals(session: Session) -> tuple[Refusal, ...]:
    """The fields that refuse all contact; refusing one channel matters to a campaign, which knows the channel."""
    fields = session.customers.table.fields.values()
    return tuple(Refusal(f.name, f.title) for f in fields if f.opt_out == ())


def _column(session: Session, name: str, *, requested: bool) -> Column:
    usable_column(session, name)
    definition = session.rulebook.definitions.get(name)
    if definition is not None:
        titles = {value: title for value, title in titled_values(definition, session.rulebook.channels) if title}
        return Column(name, definition.title, None, requested, titles)
    field = session.customers.table.fields[name]
    return Column(name, field.title, field.pii, requested)


def _facts(session: Session, file: ProjectFile, name: str) -> Mapping[str, Any]:
    definition = session.rulebook.definitions[name]
    params = {
        n: [c.value for c in d.value] if isinstance(d.value, tuple) else d.value.value
        for n, d in session.rulebook.definitions.items()
        if isinstance(d, Param)
    }
    report = session.customers.report
    return {
        "kind": definition.kind,
        "title": definition.title,
        "project": file.name,
        "rulebook": {"sha256": m.rulebook_hash(session.rulebook), "git": m.git_state(file.root)},
        "params": {n: v if isinstance(v, int | float | bool | list) else str(v) for n, v in sorted(params.items())},
        "data": {
            "table": report.table,
            "rows": report.rows,
            "files": _files(report.files),
            "findings": len(report.findings),
        },
        "as_of": session.context.as_of.isoformat(),
        "timezone": file.timezone,
        "engine": "polars",
    }
