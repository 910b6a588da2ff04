"""Which names a place asks for: the rule of each position that takes one, and what expressions may hold.

Every rule yields pairs of a rank, the smaller the better, and an offer. The first rule that answers decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from segdsl.functions import REGISTRY
from segdsl.rulebook.campaigns import BUILT_IN_COLUMNS
from segdsl.rulebook.channels import SETTINGS
from segdsl.rulebook.expressions.aggregates import AGGREGATES
from segdsl.rulebook.expressions.measures import MEASURES
from segdsl.rulebook.expressions.references import MEMBERS
from segdsl.rulebook.learned import METHODS
from segdsl.rulebook.names import LEARNED
from segdsl.services import candidates as c
from segdsl.services.candidates import CURSOR, Offer
from segdsl.services.categories import of_definition, of_list
from segdsl.services.spot import MESSAGE, Spot, beside, list_opener, record_table
from segdsl.services.texts.functions import SPECIAL_FUNCTIONS
from segdsl.services.workspace import Workspace
from segdsl.syntax import items
from segdsl.syntax.unparse import format_text

Ranked = tuple[int, Offer]
_Offers = Iterator[Offer]

_TAGS = frozenset({"tag", *LEARNED})
_PARAMS = frozenset({"param"})
_UNITS = ("d", "w", "mo", "y", "h", "min")
_WINDOWS = ("last 30d", "last 90d", "30d..90d ago")
_LENGTHS = frozenset({"LAST", "DOTS", "PLUS", "MINUS", "STAR", "HORIZON", "WITHIN", "COMMA"})  # before a duration
_OF_CUSTOMERS = frozenset({"population", "list_file"})  # families that make no sense for one event
_CONDITIONS = frozenset({
    "REQUIRE", "EXCLUDE", "WHEN", "AND", "OR", "NOT", "OPTION", "AUDIENCE", "SUPPRESS", "EXPECT", "AMONG",
})  # fmt: skip
_CONDITION = ("bool", "segment")  # types and kinds that are a condition by themselves
_COMPARED = ("param",)
_LINES = frozenset({"FIELD", "KEY", "AT"})


def names(workspace: Workspace, at: Spot) -> Iterator[Ranked]:
    """The names that may stand at a spot."""
    if at.cursor.word is not None and at.cursor.word.kind in ("INT", "ODD_NUMBER", "ODD_AMOUNT", "DURATION"):
        yield from _ranked(0, _durations(at))
        return
    if at.cursor.unseen and at.block != MESSAGE:
        written = c.values(workspace.known, beside(workspace.known, at))  # a value may be written as a text
        yield from _ranked(0, (offer._replace(insert=format_text(offer.name)) for offer in written))
        return
    for position in _POSITIONS:
        found = position(workspace, at)
        if found is not None:
            yield from found
            return
    if {"NAME", "LPAR"} <= at.cursor.allowed:
        yield from _expression(workspace, at)


def _ranked(rank: int, offers: _Offers) -> Iterator[Ranked]:
    return ((rank, offer) for offer in offers)


def _durations(at: Spot) -> _Offers:
    """The number that is being written, with each unit."""
    digits = "".join(letter for letter in at.prefix if letter.isdigit())
    if "DURATION" in at.cursor.allowed and digits and (at.before in _LENGTHS or at.item[0] == "PARAM"):
        for unit in _UNITS:
            yield Offer("unit", digits + unit, None, "duration", digits + unit)


# ---- positions that take a name of one sort --------------------------------------------------------------------------


def _after_word(workspace: Workspace, at: Spot) -> Iterator[Ranked] | None:
    """After a keyword that says what follows."""
    index, types = workspace.known, workspace.types
    match at.before:
        case "SET":
            return _ranked(0, c.definitions(index, types, _PARAMS))
        case "GIVEN" | "OVER":
            return _ranked(0, c.tables(index))
        case "PII":
            return _ranked(0, c.words("pii"))
        case "STATUS":
            return _ranked(0, c.words("status"))
        case "METHOD":
            return _ranked(0, c.words("method", METHODS.get(at.block.lower(), ())))
        case "NAME" if at.back(2) in _LINES:
            return _ranked(0, c.words("type"))
        case _:
            return None


def _placeholder(workspace: Workspace, at: Spot) -> Iterator[Ranked] | None:
    """After `{` in a message."""
    if at.block != MESSAGE:
        return None
    return (each for each in (*_ranked(0, c.fields(workspace.known.profile)), *_ranked(1, _plain(workspace))))


def _within(workspace: Workspace, at: Spot) -> Iterator[Ranked] | None:
    """What a limit is counted within: a category."""
    if at.before != "WITHIN" or "NAME" not in at.cursor.allowed:
        return None
    profile = workspace.known.profile
    fields = (o for o in c.fields(profile) if profile is not None and profile.fields[o.name].type.values)
    categories = c.definitions(workspace.known, workspace.types, _TAGS)
    return (each for each in (*_ranked(0, fields), *_ranked(1, categories)))


def _member(workspace: Workspace, at: Spot) -> Iterator[Ranked] | None:
    """After a dot: the fields of an events table, the parts of what was learned."""
    if at.before != "DOT":
        return None
    index, name = workspace.known, at.cursor.tokens[-2].text.strip("`")
    learned = index.node(name)
    if isinstance(learned, items.Learned):
        return _ranked(0, c.words("member", MEMBERS[learned.keyword]))
    fields = c.fields(index.environment.tables.get(name))
    rule = AGGREGATES.get(at.calls[0].function) if at.calls else None
    kinds = rule.kinds if rule is not None else None
    if kinds is None:
        return _ranked(0, fields)
    table = index.environment.tables.get(name)
    fits = {f.name for f in table.fields.values() if f.type.kind in kinds} if table is not None else set()
    return ((0 if offer.name in fits else 3, offer) for offer in fields)


def _setting(workspace: Workspace, at: Spot) -> Iterator[Ranked] | None:
    """A setting of a channel, or its value."""
    if at.block != "CHANNEL" or "NAME" not in at.cursor.allowed:
        return None
    if "RBRACE" in at.cursor.allowed:
        return _ranked(0, c.words("setting", SETTINGS))
    setting = at.cursor.tokens[-1].text
    if setting == "reach":
        return _ranked(0, c.fields(workspace.known.profile))
    return _ranked(0, c.words("kind")) if setting == "kind" else iter(())


def _option(_workspace: Workspace, at: Spot) -> Iterator[Ranked] | None:
    """An option of a method."""
    symbols, methods = at.cursor.symbols, METHODS.get(at.block.lower())
    if methods is None or "NAME" not in at.cursor.allowed or "LPAR" in at.cursor.allowed or "METHOD" not in symbols:
        return None
    place = len(symbols) - 1 - symbols[::-1].index("METHOD")
    return _ranked(0, c.words("option", methods.get(at.cursor.tokens[place + 1].text, ())))


def _record(workspace: Workspace, at: Spot) -> Iterator[Ranked] | None:
    """A name in the record of a test: a field, something learned, or a part of that."""
    if at.before not in ("LBRACE", "COMMA") or at.block not in ("GIVEN", "COLON"):
        return None
    index = workspace.known
    if at.block == "GIVEN":
        table = record_table(index, at)
        learned = c.definitions(index, workspace.types, LEARNED) if table is index.profile else iter(())
        return (each for each in (*_ranked(0, c.fields(table)), *_ranked(1, learned)))
    node = index.node(at.opener(2))
    if not isinstance(node, items.Learned):
        return iter(())
    if node.keyword == "preference":
        return _ranked(0, c.values(index, of_definition(index, node.name.text), quoted=True))
    return _ranked(0, c.words("member", ("value", *MEMBERS[node.keyword])))


def _channel(workspace: Workspace, at: Spot) -> Iterator[Ranked] | None:
    """A channel: in an arm, or in the list of an opt-out."""
    index = workspace.known
    if list_opener(at.cursor) == "OPT_OUT":
        return _ranked(0, c.channels(index))
    if at.before not in ("CHANNEL", "ELSE") or at.block not in ("ARM", "VARIANT"):
        return None
    categories = c.definitions(index, workspace.types, _TAGS)
    return (each for each in (*_ranked(0, c.channels(index)), *_ranked(1, categories)))


def _events(workspace: Workspace, at: Spot) -> Iterator[Ranked] | None:
    """The first argument of an aggregate, a step of a sequence, a window."""
    if not at.calls or at.before not in ("LPAR", "COMMA", "NOT") or list_opener(at.cursor) is not None:
        return None
    call, index, types = at.calls[0], workspace.known, workspace.types
    if call.function == "was":
        wanted = c.definitions(index, types, _TAGS) if call.argument == 0 else _of_type(workspace, "duration")
        return _ranked(0, wanted)
    if call.function == "sequence":
        return (each for each in (*_ranked(0, c.tables(index)), *_ranked(2, _windows(workspace))))
    rule = AGGREGATES.get(call.function)
    if rule is None or at.where:
        return None
    if call.argument > 0:
        counts = _of_type(workspace, "int")  # as in `silent_cycles * cycle..90d ago`
        return (each for each in (*_ranked(0, _windows(workspace)), *_ranked(2, counts)))
    dotted = rule.kinds is not None
    return _ranked(0, (o._replace(insert=o.insert + "." if dotted else o.insert) for o in c.tables(index)))


def _windows(workspace: Workspace) -> _Offers:
    for window in _WINDOWS:
        yield Offer("unit", window, None, "window", window)
    for offer in _of_type(workspace, "duration"):
        yield offer._replace(insert=f"last {offer.insert}")


def _of_type(workspace: Workspace, type_: str) -> _Offers:
    offers = c.definitions(workspace.known, workspace.types, _PARAMS)
    return (offer for offer in offers if offer.type == type_)


def _length(workspace: Workspace, at: Spot) -> Iterator[Ranked] | None:
    """What follows `last`."""
    if at.before != "LAST":
        return None
    lengths = (Offer("unit", length, None, "duration", length) for length in ("7d", "30d", "90d", "12mo", "1y"))
    counts = _of_type(workspace, "int")  # as in `last silent_cycles * cycle`
    return (r for r in (*_ranked(0, _of_type(workspace, "duration")), *_ranked(1, lengths), *_ranked(2, counts)))


_POSITIONS: tuple[Callable[[Workspace, Spot], Iterator[Ranked] | None], ...] = (
    _placeholder, _after_word, _within, _member, _setting, _option, _record, _channel, _events, _length,
)  # fmt: skip


# ---- expressions -----------------------------------------------------------------------------------------------------


def _expression(workspace: Workspace, at: Spot) -> Iterator[Ranked]:
    """What an expression may begin with."""
    index, types = workspace.known, workspace.types
    values = c.values(index, beside(index, at))
    in_list = (o._replace(insert=f"[{o.insert}{CURSOR}]") for o in values)
    yield from _ranked(0, in_list if at.before == "IN" else values)
    opener = list_opener(at.cursor)
    if opener == "EQUAL":
        yield from _ranked(0, c.values(index, of_list(index, at.item[1])))
        return
    if opener == "COLUMNS":
        yield from _ranked(1, c.words("column", sorted(BUILT_IN_COLUMNS)))
    if at.before == "IN":
        yield from _ranked(0, c.lists(index, types))
        yield from _ranked(2, c.definitions(index, types, _PARAMS))
    elif at.where:
        yield from _ranked(1, c.fields(at.table))
        yield from _ranked(2, _plain(workspace, _PARAMS))
        yield from _ranked(4, c.functions(name for name, f in REGISTRY.items() if f.family not in _OF_CUSTOMERS))
    elif _in_assertion(at):
        yield from _ranked(0, c.functions(MEASURES))
        yield from _ranked(2, _plain(workspace, _PARAMS))
    else:
        likely = _CONDITION if at.before in _CONDITIONS else _COMPARED if at.before in ("EQUAL", "COMPARE") else ()
        for offer in (*_plain(workspace), *c.fields(index.profile)):
            yield 1 if (offer.type or "").startswith(likely) or offer.kind in likely else 2, offer
        yield from _ranked(4, c.functions(name for name in (*SPECIAL_FUNCTIONS, *REGISTRY) if name not in MEASURES))


def _plain(workspace: Workspace, kinds: frozenset[str] | None = None) -> _Offers:
    """Definitions that are a value: no lists."""
    index = workspace.known
    return (o for o in c.definitions(index, workspace.types, kinds) if not c.is_list(index, o.name))


def _in_assertion(at: Spot) -> bool:
    """Whether everyone is spoken of, and not yet a condition on customers."""
    if at.block or any(call.function in MEASURES for call in at.calls):
        return False
    return at.item[0] == "ASSERT"
