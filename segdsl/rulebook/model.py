"""The typed rulebook: the data contract and every definition that is free of errors, ready to be lowered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from segdsl.diagnostics import Diagnostic, Source
from segdsl.functions.types import Kind, Type
from segdsl.rulebook.actions import Assertion, Campaign, Test, Unusable
from segdsl.rulebook.origin import Origin, Status
from segdsl.rulebook.terms import Const, ConstList, Term
from segdsl.syntax.values import Scalar

Pii = Literal["mobile", "account", "name", "id_card", "address"]
DefinitionKind = Literal["param", "let", "tag", "score", "segment", "cluster", "model", "preference", "lookalike"]

# ---- data contract ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Valid:
    """The values a field may have: a closed range (`low`, `high`) or a list (`values`). Others are read as missing."""

    low: Scalar | None = None
    high: Scalar | None = None
    values: tuple[Scalar, ...] | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A column of the contract. `column` is the physical name; `opt_out` () refuses everything, None nothing."""

    name: str
    type: Type
    column: str
    title: str | None = None
    role: Literal["key", "at", "field"] = "field"
    valid: Valid | None = None
    pii: Pii | None = None
    opt_out: tuple[str, ...] | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The profile or an events table. `fields` includes the key and the time, in declared order."""

    name: str
    role: Literal["profile", "events"]
    fields: Mapping[str, Field]
    key: str
    at: str | None = None
    title: str | None = None
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """How customers are reached. `reach` names a profile field; without it a channel is never used for sending."""

    name: str
    title: str | None
    settings: Mapping[str, Scalar | str | tuple[Scalar, Scalar]]


# ---- definitions -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Definition:
    """What all definitions share. `uses` names the definitions and params it refers to directly."""

    name: str
    title: str | None
    type: Type
    origin: Origin
    uses: frozenset[str]
    owner: str | None = field(default=None, kw_only=True)
    status: Status = field(default="live", kw_only=True)
    review: dt.date | None = field(default=None, kw_only=True)
    note: str | None = field(default=None, kw_only=True)

    @property
    def kind(self) -> DefinitionKind:
        """The word the definition was declared with."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Param(Definition):
    """A threshold or list that can be set from outside. A list has `values`, else `value` counts."""

    value: Const | tuple[Const, ...]
    low: Const | None
    high: Const | None

    @property
    def kind(self) -> DefinitionKind:
        """Always `param`."""
        return "param"


@dataclass(frozen=True, slots=True)
class Let(Definition):
    """A named expression; a list of constants is a `ConstList`."""

    term: Term

    @property
    def kind(self) -> DefinitionKind:
        """Always `let`."""
        return "let"


@dataclass(frozen=True, slots=True)
class Class:
    """One class of a tag; `when` None is `otherwise`. `text` is the condition as formatted source."""

    name: str
    title: str | None
    when: Term | None
    text: str


@dataclass(frozen=True, slots=True)
class Tag(Definition):
    """First class whose condition holds; `type` is the category of the class names."""

    classes: tuple[Class, ...]

    @property
    def kind(self) -> DefinitionKind:
        """Always `tag`."""
        return "tag"


@dataclass(frozen=True, slots=True)
class Add:
    """A line of a score: `sign` × min(amount, cap) when the condition holds; a missing amount adds 0."""

    sign: Literal[1, -1]
    amount: Term
    cap: Term | None
    when: Term | None
    title: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Score(Definition):
    """The sum of its lines, clipped to `low..high` where given."""

    lines: tuple[Add, ...]
    low: Term | None
    high: Term | None

    @property
    def kind(self) -> DefinitionKind:
        """Always `score`."""
        return "score"


@dataclass(frozen=True, slots=True)
class Option:
    """An alternative of `require any_of`."""

    condition: Term
    title: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A line of a segment.

    `condition` is as written (of `any_of`: the `Or` of its options); `exclude` keeps those for
    whom it does not hold. `text` is the line as formatted source, without its title.
    """

    exclude: bool
    condition: Term
    title: str | None
    text: str
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment(Definition):
    """All `require` hold and no `exclude` does."""

    clauses: tuple[Clause, ...]

    @property
    def kind(self) -> DefinitionKind:
        """Always `segment`."""
        return "segment"


@dataclass(frozen=True, slots=True)
class Label:
    """A cluster's name and what it attaches to; `by` None is `otherwise`."""

    name: str
    title: str | None
    order: Literal["most", "least"] | None
    by: Term | None


@dataclass(frozen=True, slots=True)
class Learned(Definition):
    """A cluster, model, preference or lookalike: what to fit. Its values come from a fitted artefact.

    Features are numbers or bools (0 and 1). A cluster has one `labels` entry per cluster; `learn` is the category a
    model is trained on, or the condition of those whom a lookalike seeks more of; `over` is the events table and field
    whose next value, within `horizon`, a preference foresees.
    """

    keyword: Literal["cluster", "model", "preference", "lookalike"]
    features: tuple[Term, ...]
    among: Term | None
    method: str
    options: Mapping[str, Scalar | str]
    seed: int
    labels: tuple[Label, ...] = ()
    learn: Term | None = None
    confidence: float | None = None
    over: tuple[str, str] | None = None
    over_where: Term | None = None
    horizon: Const | None = None
    value: Term | None = None
    """What gives its values, once it was fitted."""

    @property
    def kind(self) -> DefinitionKind:
        """Its keyword."""
        return self.keyword


@dataclass(frozen=True, slots=True)
class Part(Let):
    """A part of a fitted definition (`lifestyle.margin`), which rules use and nobody lists."""


def has_column(definition: Definition) -> bool:
    """Whether the definition has a value per customer: params, lists of constants and durations have none."""
    if isinstance(definition, Let):
        return not isinstance(definition.term, ConstList) and definition.type.kind is not Kind.DURATION
    return definition.kind != "param"


@dataclass(frozen=True)
class Rulebook:
    """A checked rulebook. `definitions` holds the usable ones only, in source order; `broken` names the others.

    `order` lists the usable definitions so that each stands after all it uses. `campaigns`, `tests` and `assertions`
    are the usable ones too; `unusable` are the other tests and assertions. `events` holds the ledger `contact` only
    where a rule reads it. `diagnostics` have absolute spans and file names; `sources` are the files they point into.
    """

    profile: Table | None
    events: Mapping[str, Table]
    channels: Mapping[str, Channel]
    definitions: Mapping[str, Definition]
    order: tuple[str, ...]
    broken: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]
    campaigns: Mapping[str, Campaign] = field(default_factory=dict)
    tests: tuple[Test, ...] = ()
    assertions: tuple[Assertion, ...] = ()
    unusable: tuple[Unusable, ...] = ()

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The diagnostics that are errors."""
        return tuple(d for d in self.diagnostics if d.severity == "error")
