"""A project opened for work: its rules, its data, and everything that can be asked of both.

This is what notebooks, pipelines, the command line and the terminal app are built on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from segdsl.api.fitted import artefact_path, belonging, outdated, settled, to_fit
from segdsl.api.scores import Scores
from segdsl.campaign.export import Export, ExportOptions, Rehearsal, Target, export, rehearse
from segdsl.campaign.guard import guarded
from segdsl.campaign.target import segment_target
from segdsl.data.store import Refreshed, Store
from segdsl.diagnostics import Diagnostic, SegdslError
from segdsl.engine import ask
from segdsl.engine.allocation import give_back
from segdsl.engine.cache import MEMORY
from segdsl.engine.customers import Customers
from segdsl.engine.events.tables import EventTables
from segdsl.engine.expression import EXPRESSION
from segdsl.engine.kept import Kept
from segdsl.engine.preview import Request
from segdsl.engine.results import Preview, Sweep, Why
from segdsl.engine.session import Session
from segdsl.engine.stopping import Stop, go_on
from segdsl.engine.sweep import Advance, sweep
from segdsl.engine.testing.results import AssertVerdict, Verdicts
from segdsl.engine.testing.run import called, everything, run_assertions, run_tests
from segdsl.lowering.fitted.applying import with_fitted
from segdsl.lowering.polars import Context
from segdsl.rulebook.definitions import is_name
from segdsl.rulebook.model import Rulebook, Table

if TYPE_CHECKING:
    import polars as pl

    from segdsl.data.project import ProjectFile
    from segdsl.lowering.fitted.artefacts import Artefact


class Project:
    """Rules and data as of a date. A context manager: columns read once stay in memory until it is closed.

    Methods that name definitions raise `RulebookError` with the diagnostics if one of them has errors, and
    `SegdslError` if it does not exist.
    """

    def __init__(
        self,
        file: ProjectFile,
        rulebook: Rulebook,
        customers: Customers,
        events: EventTables,
        context: Context,
        store: Store | None = None,
        memory: int = MEMORY,
        *,
        fitted: Mapping[str, Artefact] | None = None,
    ) -> None:
        self.file = file
        self.rulebook = rulebook
        self.customers = customers
        self.events = events
        self.context = context.over(rulebook.definitions)
        self.learned: Mapping[str, Artefact] = fitted or {}
        """What lies beside the rules: those that are edited may come to mean again what they meant at the fit."""
        self.fitted: Mapping[str, Artefact] = belonging(self.learned, rulebook, self.context)
        """What was learned, by the names of the definitions it belongs to."""
        self.store = store
        self.stop: Stop = go_on
        """Called every few milliseconds while a question is answered; raising `Stopped` gives it up."""
        self.memory = memory
        self._kept: Kept | None = None
        self._applied = with_fitted(rulebook, self.fitted)
        self._scores = Scores(store)

    def remember(self) -> None:
        """Keep what is worked out from now on, so that a question costs only what is new in it.

        For sessions in which rules are edited: a single question is answered faster, and in less memory, without.
        """
        self._kept = self._kept or Kept(self.memory // 4)
        self.events.staying = self.memory // 32

    @property
    def remembers(self) -> bool:
        """Whether what is worked out is kept."""
        return self._kept is not None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give back the memory; a project that is used again reads its data again."""
        self.customers.forget()
        self.events.forget()
        if self._kept is not None:
            self._kept.forget()
        give_back()

    def with_rulebook(self, rulebook: Rulebook) -> Project:
        """The same data under other rules, as while a rule is being written: columns in memory are shared.

        The rules have to declare profile and events as they were when the project was opened.
        """
        other = Project(
            self.file, rulebook, self.customers, self.events, self.context, self.store, self.memory,
            fitted=self.learned,
        )  # fmt: skip
        other._kept, other.stop, other._scores = self._kept, self.stop, self._scores
        return other

    @property
    def as_of(self) -> dt.date:
        """The date of which everything is computed."""
        return self.context.as_of

    @property
    def profile(self) -> Table:
        """The contract of the customers."""
        return self.customers.table

    @property
    def session(self) -> Session:
        """Rules, data and context as the engine takes them."""
        context = replace(self.context, definitions=self._applied.definitions)
        scores = partial(self._scores.columns, self.fitted)
        return Session(self._applied, self.customers, self.events, context, self._kept, self.stop, scores)

    def preview(
        self,
        names: Sequence[str] | None = None,
        *,
        expr: str | None = None,
        waterfall: bool = False,
        by: str | None = None,
        overlap: bool = False,
        reachable: bool = False,
        sample: int = 0,
        distribution: bool | None = None,
    ) -> Preview:
        """Exact sizes of the named definitions, of every usable one without names, or of an expression.

        `by` names a field or definition with few values to split conditions by; `overlap` counts who is in several
        conditions at once, `reachable` who of them can be contacted; `sample` shows that many members, smallest keys
        first, personal data masked. The item of `expr` is called `expr`; names then add to it. The `distribution` of
        numbers and dates is left out of an overview unless asked for: it takes selections over all customers.
        """
        session = self.session
        if expr is not None:
            session, names = ask.with_expr(session, expr), [*(names or ()), EXPRESSION]
        drawn = names is not None if distribution is None else distribution
        request = Request(waterfall, drawn, by, overlap, reachable, sample)
        return ask.preview(session, names, request)

    def sweep(
        self, param: str, span: str, name: str, *, expr: str | None = None, advance: Advance | None = None
    ) -> Sweep:
        """The exact size of a condition for each value of a param: `project.sweep("cycle", "15d..90d:15d", "silent")`.

        `span` is `A..B` or `A..B:STEP`, in the language's notation; without a step about twenty round values are
        chosen. With `expr`, `name` is what the expression is called in the result. Raises `SegdslError` for what is no
        param or condition, a condition the param does not change, and values outside the param's range.
        """
        if expr is None:
            return sweep(self.session, param, span, name, advance)
        found = sweep(ask.with_expr(self.session, expr), param, span, EXPRESSION, advance)
        return replace(found, name=name)

    def why(self, name: str, key: str) -> Why:
        """Each clause of a definition for one customer. Raises `SegdslError` if the profile has no such key."""
        return ask.why(self.session, name, key)

    def refresh(self) -> tuple[Refreshed, ...]:
        """Bring the snapshots of all tables up to date; tells what was done for each, in the order of the rules.

        There is nothing to tell of a project that is read as it is. Raises `SegdslError` for data that does not fit.
        """
        if self.store is None:
            return ()
        for name in self.events.names:
            self.events.index(name)
        tables = (self.profile.name, *self.events.names)
        return tuple(self.store.refreshed[name] for name in tables if name in self.store.refreshed)

    def fit(self, names: Sequence[str] | None = None) -> tuple[Artefact, ...]:
        """Fit the named clusters, models and preferences, or all, and write their artefacts beside the rules.

        They count from then on; what was learned from them before counts no longer, where they say something else now,
        and a finding says so. Raises `SegdslError` for what cannot be fitted, and for too few customers; a fit that
        is given up, as `stop` says, writes nothing.
        """
        from segdsl.learn.fit import fit, task  # scikit-learn takes longer to load than most questions to answer

        fitted = []
        for name in to_fit(self.session, names):
            artefact = fit(task(self.session, self.rulebook, name))
            self.stop()
            artefact.dump(artefact_path(self.file.root, self.rulebook.definitions[name]))
            self.customers.findings = settled(self.customers.findings, name)
            before = self.fitted
            self.learned = {**self.learned, name: artefact}
            self.fitted = belonging(self.learned, self.rulebook, self.context)
            self.customers.findings = (*self.customers.findings, *outdated(before, self.fitted))
            self._applied = with_fitted(self.rulebook, self.fitted)
            fitted.append(artefact)
        return tuple(fitted)

    def members(self, name: str, columns: Iterable[str] = ()) -> pl.LazyFrame:
        """The customers for whom a condition holds: their key, then the named fields and definitions, unmasked."""
        return ask.members(self.session, name, tuple(columns))

    def test(self, name: str | None = None) -> Verdicts:
        """Run the rulebook's tests, which bring rows of their own, and its assertions over the project's data.

        With `name`, only those whose title or text holds it or that use a definition of that name. Nothing is raised
        for what fails: see `Verdicts.passed`.
        """
        chosen = everything if name is None else called(name)
        return Verdicts(run_tests(self.rulebook, self.file.as_of, chosen), self.assertions(name))

    def assertions(self, name: str | None = None) -> tuple[AssertVerdict, ...]:
        """What the rules assert of the data, measured; what cannot be computed says why."""
        return run_assertions(self.session, everything if name is None else called(name))

    def export(
        self,
        name: str,
        to: str | Path,
        *,
        expr: str | None = None,
        columns: Sequence[str] | None = None,
        options: ExportOptions | None = None,
        format: str | None = None,
        despite_asserts: bool = False,
    ) -> Export:
        """Write the members of a condition, or of `expr` under this name, and their manifest into the folder `to`.

        Without `columns`: the key, then the fields and definitions that the rule mentions. Personal columns are masked
        unless named in `columns` and allowed by `options.pii`. The rulebook's assertions are checked first: where one
        does not hold, `AssertionsFailed` is raised and nothing written, unless `despite_asserts`; the manifest has what
        each came to.
        """
        chosen = options or ExportOptions()
        if format is not None:
            chosen = replace(chosen, format=format)  # type: ignore[arg-type]  # checked by `export`
        return export(_target(self, name, expr, columns, despite_asserts), Path(to), chosen)

    def rehearse(
        self,
        name: str,
        to: str | Path,
        *,
        expr: str | None = None,
        columns: Sequence[str] | None = None,
        options: ExportOptions | None = None,
        despite_asserts: bool = False,
    ) -> Rehearsal:
        """What `export` would write and whom it would take out, without writing; refused where it would be."""
        target = _target(self, name, expr, columns, despite_asserts)
        return rehearse(target, Path(to), options or ExportOptions())


def _target(project: Project, name: str, expr: str | None, columns: Sequence[str] | None, despite: bool) -> Target:
    """The audience of an export, after the rulebook's assertions have been checked."""
    session = project.session if expr is None else ask.with_expr(project.session, expr)
    target = segment_target(session, project.file, name if expr is None else EXPRESSION, columns, project.fitted)
    if expr is not None:
        target = replace(target, name=_file_name(name))
    return guarded(target, run_assertions(session), despite=despite)


def _file_name(name: str) -> str:
    """The name given to an expression, which becomes a file's: like that of a definition, never a path."""
    if not is_name(name):
        raise SegdslError(Diagnostic("export-name", {"name": name}))
    return name
