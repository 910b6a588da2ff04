"""What a rulebook does with its definitions: campaigns that use them, tests and assertions that check them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from segdsl.rulebook.origin import Origin, Status
from segdsl.rulebook.terms import Const, Term
from segdsl.syntax.values import Duration, Scalar

# ---- campaigns -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Placeholder:
    """`{x:format|default}` in a message. `format` is digits for numbers, a pattern such as `月日` for dates.

    Without `default` a missing value is an error when the message is written; "" is a default too.
    """

    term: Term
    format: str | None = None
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """A message: literal texts and placeholders in order; braces are already single. `source` is as written."""

    source: str
    parts: tuple[str | Placeholder, ...]


@dataclass(frozen=True, slots=True)
class Suppression:
    """Customers for whom `condition` holds are left out and counted under `title` (else `text`, the line itself)."""

    condition: Term
    title: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Variant:
    """A version of an arm, for a `share` (0..1) of its treated customers. What it does not say it has from the arm."""

    name: str
    title: str | None
    share: float
    message: Template | None
    incentive: str | None


@dataclass(frozen=True, slots=True)
class Arm:
    """Customers for whom `when` is the first to hold (None: `otherwise`), and what they get.

    `channels` are tried in order: constants name a channel, other terms are categories whose value names one.
    """

    name: str
    title: str | None
    when: Term | None
    channels: tuple[Term, ...]
    message: Template | None
    incentive: str | None
    variants: tuple[Variant, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` customers: an int, or of type number a share of the eligible; best by `by` first, per `within`.

    `count` is a constant or a param.
    """

    count: Term
    by: Term | None
    within: Term | None


@dataclass(frozen=True, slots=True)
class Holdout:
    """The share (0..1, in steps of 0.0001) that gets nothing, chosen by `salt` and key."""

    share: float
    salt: str


@dataclass(frozen=True, slots=True)
class Goal:
    """What counts as success in (start, start + within]; `within` None: until the as-of day."""

    name: str
    title: str | None
    when: Term
    within: Duration | None
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the export; `term` is None for those the campaign itself provides (`arm`, `channel`, …)."""

    name: str
    term: Term | None


@dataclass(frozen=True, slots=True)
class Campaign:
    """One allocation: audience, suppressions, arms, limit, holdout, variants, and how it is measured."""

    name: str
    title: str | None
    origin: Origin
    uses: frozenset[str]
    start: dt.date | None
    audience: Term
    suppressions: tuple[Suppression, ...]
    arms: tuple[Arm, ...]
    limit: Limit | None
    holdout: Holdout | None
    goals: tuple[Goal, ...]
    columns: tuple[Column, ...]
    owner: str | None = field(default=None, kw_only=True)
    status: Status = field(default="live", kw_only=True)
    review: dt.date | None = field(default=None, kw_only=True)
    note: str | None = field(default=None, kw_only=True)


# ---- tests and assertions --------------------------------------------------------------------------------------------

GivenValue = Scalar | tuple[Scalar, ...]
Parts = Mapping[str, str | float]
"""What is given of a learned definition: its `value`, members such as `margin`, a preference's scores as `[app]`."""


@dataclass(frozen=True, slots=True)
class Given:
    """A row of a test: of the profile (`table` None) or of an events table.

    `values` are fields by name; what is absent is missing, a non-optional bool false. `learned` sets learned
    definitions. `key` is None where the test has one customer and does not name it.
    """

    table: str | None
    key: Scalar | None
    values: Mapping[str, GivenValue]
    learned: Mapping[str, Parts]


@dataclass(frozen=True, slots=True)
class Expect:
    """A condition that must hold for the customer `key` (None: the only one)."""

    condition: Term
    key: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Test:
    """An example beside the rules. `overrides` are the values of params in it."""

    title: str
    origin: Origin
    uses: frozenset[str]
    as_of: dt.date | None
    overrides: Mapping[str, Const | tuple[Const, ...]]
    given: tuple[Given, ...]
    expects: tuple[Expect, ...]


@dataclass(frozen=True, slots=True)
class Assertion:
    """What must be true of the data whenever the rules run: a term of `Measure`s."""

    title: str | None
    origin: Origin
    uses: frozenset[str]
    condition: Term
    text: str


@dataclass(frozen=True, slots=True)
class Unusable:
    """A test or an assertion that cannot run, because it or something it uses has errors; `title` is what it is called.

    `broken` names the definitions that have them; none where the errors are its own.
    """

    kind: Literal["test", "assert"]
    title: str
    origin: Origin
    broken: tuple[str, ...]
