"""Opening a project: settings, rules and data come together, and what is left open is decided in one place.

What nobody named is chosen so that the same files give the same answer on every machine: the time zone is a fixed one,
the as-of date the newest event's that is not after today. Only a project without events falls back on today's date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from segdsl.api.access import Access, StoreOptions, project_store
from segdsl.api.project import Project
from segdsl.api.settings import named_sources, settings
from segdsl.data.doubts import doubts
from segdsl.data.infer import infer_contract
from segdsl.data.project import DataSource, ProjectFile
from segdsl.data.sources import scan
from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.rulebook import Checker, bind, load
from segdsl.rulebook.suggest import closest

if TYPE_CHECKING:
    from segdsl.rulebook.model import Rulebook, Table

PROFILE = "customer"
"""What the profile is called where no rule declares it and no option names it."""


def open_project(
    path: str | Path = ".",
    *,
    as_of: str | dt.date | None = None,
    data: Mapping[str, str] | Sequence[str] = (),
    params: Mapping[str, str] | None = None,
    rules: Sequence[str | Path] = (),
    key: str | None = None,
    strict: bool = False,
    store: bool | StoreOptions = True,
) -> Project:
    """Open the project in or above the folder `path`, or single rule files (`path` or `rules`) without one.

    `data` maps the names declared in the rules to files, globs or folders, or lists `NAME=PATH` as on the command line;
    `params` overrides params, as text in the language's own notation; `key` names the key column where no `profile` is
    declared. `strict` makes every finding about data an error. A project with a `segdsl.toml` keeps snapshots of its
    data in `.segdsl/`, made anew when data or contract change; with `store=False` the data is read as it is.

    Raises `SegdslError` if settings or data cannot be read or data does not fit its contract. Errors in
    rules are kept in `rulebook.diagnostics`: definitions free of them can be used.
    """
    file = settings(Path(path), [Path(r) for r in rules], data, as_of)
    rulebook = _rules(file)
    profile = rulebook.profile
    doubtful: tuple[Diagnostic, ...] = ()
    if profile is None:
        name, source = _only_source(file.data)
        scanned = scan(source)
        profile = infer_contract(scanned, name, key)
        doubtful = doubts(scanned, profile)
        rulebook = _rules(file, profile)
    else:
        _require_declared(named_sources(data), profile.name, rulebook)
        source = _source_of(profile.name, file.data)
    options = store if isinstance(store, StoreOptions) else StoreOptions(snapshots=store)
    access = Access(file, strict, project_store(file, options), options.memory, doubtful)
    return access.project(bind(rulebook, params or {}), profile, source)


def reopen(project: Project, rulebook: Rulebook, *, strict: bool = False) -> Project:
    """The project under other rules, as while they are being written.

    Columns stay in memory where the contract is the same; under another one the data is read anew and held against it.
    The rules have to declare a profile, unless the project's was inferred. Raises as `open_project` does.
    """
    profile = rulebook.profile
    same = profile is None or project.profile.inferred or profile == project.profile
    if profile is None or (same and rulebook.events == project.rulebook.events):
        return project.with_rulebook(rulebook)
    access = Access(project.file, strict, project.store, project.memory)
    other = access.project(rulebook, profile, _source_of(profile.name, project.file.data))
    if project.remembers:
        other.remember()
    return other


def _rules(file: ProjectFile, contract: Table | None = None) -> Rulebook:
    """The rules of a project, which has none where an expression is asked of data alone."""
    return load(file.rules, root=file.root, contract=contract) if file.rules else Checker(contract).check(())


def _source_of(profile: str, sources: Mapping[str, DataSource]) -> DataSource:
    """The data of a declared profile: under its name, or a path given without one."""
    source = sources.get("", sources.get(profile))
    if source is None:
        raise SegdslError(Diagnostic("no-profile-data", {"name": profile}))
    return source


def _require_declared(given: Iterable[str], profile: str, rulebook: Rulebook) -> None:
    """Data given under a name that no rule declares would be left unread, and other data counted in its place."""
    tables = [profile, *rulebook.events]
    for name in given:
        if name and name not in tables:
            near = closest(name, tables)
            args = {"name": name, "tables": ", ".join(tables)}
            raise SegdslError(Diagnostic("no-such-table", {**args, "near": near} if near else args))


def _only_source(sources: Mapping[str, DataSource]) -> tuple[str, DataSource]:
    """The data of a profile that no rule declares: given without a name, the only one, or the one called `customer`."""
    if "" in sources:
        return PROFILE, sources[""]
    if len(sources) == 1:
        ((name, source),) = sources.items()
        return name, source
    if PROFILE in sources:
        return PROFILE, sources[PROFILE]
    raise SegdslError(Diagnostic("no-profile-data", {"name": PROFILE}))
