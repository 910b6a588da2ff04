"""Top-level items of the syntax tree and their lines: the data contract, definitions, campaigns and checks."""

from __future__ import annotations

from dataclasses import dataclass, field

from segdsl.syntax.nodes import Expr, ListLiteral, Literal, Member, Name, Node, Range

# ---- what every item has ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text(Node):
    """A string in a place where only a string can stand: a title, a note, a message."""

    value: str


@dataclass(frozen=True, slots=True)
class Meta:
    """`owner`, `status`, `review`, `note`: allowed in every block. Of a repeated line the last counts."""

    owner: Text | None = None
    status: Name | None = None
    review: Literal | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Heading(Node):
    """`theme "…"` or `dimension "…"` (`level`): holds to the end of the file or the next of its level."""

    level: str
    title: Text


@dataclass(frozen=True, slots=True)
class Definition(Node):
    """What all named items share."""

    name: Name
    title: Text | None


# ---- data contract ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TypeRef(Node):
    """A written type: `text?`, `category(a, "b c")`, `list(text)`. `arguments` as written, names or strings."""

    name: Name
    arguments: tuple[Name | Text, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Attribute(Node):
    """`pii NAME`, `valid RANGE|LIST`, `opt_out [LIST]`, `from "…"`, `unit "…"`; `keyword` says which."""

    keyword: str
    value: Name | Range | ListLiteral | Text | None


@dataclass(frozen=True, slots=True)
class FieldDecl(Node):
    """`field`, `key` or `at` (`role`) with its type, title and attributes."""

    role: str
    name: Name
    type: TypeRef
    title: Text | None
    attributes: tuple[Attribute, ...]


@dataclass(frozen=True, slots=True)
class Table(Definition):
    """`profile` or `events` (`role`)."""

    role: str
    fields: tuple[FieldDecl, ...]
    meta: Meta = field(default_factory=Meta)


@dataclass(frozen=True, slots=True)
class Setting(Node):
    """`cost 0.05` in a channel."""

    name: Name
    value: Literal | Name | ListLiteral | Range


@dataclass(frozen=True, slots=True)
class Channel(Definition):
    """`channel NAME { settings }`."""

    settings: tuple[Setting, ...]
    meta: Meta = field(default_factory=Meta)


# ---- definitions -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Param(Definition):
    """`param n = value in low..high`. `value` is a literal, a negated literal or a list."""

    value: Expr
    bounds: Range | None


@dataclass(frozen=True, slots=True)
class Let(Definition):
    """`let n = expr`."""

    value: Expr


@dataclass(frozen=True, slots=True)
class Class(Node):
    """`class n "t" when cond`; `when` is None for `otherwise`."""

    name: Name
    title: Text | None
    when: Expr | None


@dataclass(frozen=True, slots=True)
class Tag(Definition):
    """`tag n { classes }`, first match wins."""

    classes: tuple[Class, ...]
    meta: Meta = field(default_factory=Meta)


@dataclass(frozen=True, slots=True)
class Add(Node):
    """`add amount up to cap when cond "t"`, or `subtract` (`subtract`)."""

    subtract: bool
    amount: Expr
    cap: Expr | None
    when: Expr | None
    title: Text | None


@dataclass(frozen=True, slots=True)
class Score(Definition):
    """`score n { terms; range low..high }`. More than one `range` is an error of the checker."""

    terms: tuple[Add, ...]
    bounds: tuple[Range, ...]
    meta: Meta = field(default_factory=Meta)


@dataclass(frozen=True, slots=True)
class Option(Node):
    """`option cond "t"` in `require any_of`."""

    condition: Expr
    title: Text | None


@dataclass(frozen=True, slots=True)
class Clause(Node):
    """`require cond "t"`, `exclude cond "t"` (`exclude`), or `require any_of "t" { options }` (`options` not empty)."""

    exclude: bool
    condition: Expr | None
    options: tuple[Option, ...]
    title: Text | None


@dataclass(frozen=True, slots=True)
class Segment(Definition):
    """`segment n { clauses }`."""

    clauses: tuple[Clause, ...]
    meta: Meta = field(default_factory=Meta)


# ---- learned definitions ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Label(Node):
    """`label n "t" most|least expr` (`order`), or `otherwise` (`by` is None)."""

    name: Name
    title: Text | None
    order: str | None
    by: Expr | None


@dataclass(frozen=True, slots=True)
class Method(Node):
    """`method NAME option value …`."""

    name: Name
    options: tuple[tuple[Name, Literal | Name], ...]


@dataclass(frozen=True, slots=True)
class Learned(Definition):
    """`cluster`, `model`, `preference` or `lookalike` (`keyword`). Lines that its kind does not have are None or empty.

    `learn` is what a model learns, and whom a lookalike's customers are like (`of`).
    """

    keyword: str
    features: ListLiteral | None
    among: Expr | None
    method: Method | None
    seed: Literal | None
    labels: tuple[Label, ...] = ()
    learn: Expr | None = None
    confidence: Literal | None = None
    over: Member | None = None
    over_where: Expr | None = None
    horizon: Literal | None = None
    meta: Meta = field(default_factory=Meta)


# ---- campaigns -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Treatment:
    """What an arm or a variant sends: `channel E else C …`, `message`, `incentive`."""

    channels: tuple[Expr, ...] = ()
    message: Text | None = None
    incentive: Text | None = None


@dataclass(frozen=True, slots=True)
class Variant(Node):
    """`variant n "t" 50% { … }`."""

    name: Name
    title: Text | None
    share: Literal
    treatment: Treatment


@dataclass(frozen=True, slots=True)
class Arm(Node):
    """`arm n "t" when cond { … }`; `when` is None for `otherwise`."""

    name: Name
    title: Text | None
    when: Expr | None
    treatment: Treatment
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class Suppress(Node):
    """`suppress cond "reason"`."""

    condition: Expr
    title: Text | None


@dataclass(frozen=True, slots=True)
class Holdout(Node):
    """`holdout 10% salt "…"`."""

    share: Literal
    salt: Text | None


@dataclass(frozen=True, slots=True)
class Limit(Node):
    """`limit n by expr within name`."""

    count: Expr
    by: Expr | None
    within: Name | None


@dataclass(frozen=True, slots=True)
class Goal(Node):
    """`goal n "t" when cond within 14d`."""

    name: Name
    title: Text | None
    when: Expr
    within: Literal | None


@dataclass(frozen=True, slots=True)
class Campaign(Definition):
    """`campaign n { … }`. Lines that may stand once are tuples too, so that the checker can say which is repeated."""

    starts: tuple[Literal, ...]
    audiences: tuple[Expr, ...]
    suppressions: tuple[Suppress, ...]
    holdouts: tuple[Holdout, ...]
    limits: tuple[Limit, ...]
    arms: tuple[Arm, ...]
    goals: tuple[Goal, ...]
    columns: tuple[ListLiteral, ...]
    meta: Meta = field(default_factory=Meta)


# ---- checks ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Record(Node):
    """`{ name: value, … }`."""

    pairs: tuple[tuple[Name, Expr | Record], ...]


@dataclass(frozen=True, slots=True)
class Override(Node):
    """`set n = value` in a test."""

    name: Name
    value: Expr


@dataclass(frozen=True, slots=True)
class Given(Node):
    """`given [table] { … }`; `table` is None for the profile."""

    table: Name | None
    record: Record


@dataclass(frozen=True, slots=True)
class Expect(Node):
    """`expect cond for "key"`."""

    condition: Expr
    key: Text | None


@dataclass(frozen=True, slots=True)
class Test(Node):
    """`test "title" { … }`."""

    title: Text
    as_of: tuple[Literal, ...]
    overrides: tuple[Override, ...]
    given: tuple[Given, ...]
    expects: tuple[Expect, ...]


@dataclass(frozen=True, slots=True)
class Assertion(Node):
    """`assert cond "t"`."""

    condition: Expr
    title: Text | None


Item = Heading | Table | Channel | Param | Let | Tag | Score | Segment | Learned | Campaign | Test | Assertion
