"""What someone probably meant: the nearest name, or the name that belongs to a title."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from segdsl.diagnostics import Edit, Fix, Span, Text
from segdsl.diagnostics.diagnostic import Argument

_REPLACE = Text("write `{new}`", "改写为 `{new}`")
_LISTED = 8


@lru_cache(maxsize=65_536)
def folded(name: str) -> str:
    """The form in which two names that nobody can tell apart are equal: case and Unicode normal form are gone."""
    return unicodedata.normalize("NFKC", name).casefold()


def distance(a: str, b: str, limit: int) -> int:
    """Edits (insert, delete, replace, swap of neighbours) from `a` to `b`; `limit + 1` where there are more.

    The restricted Damerau-Levenshtein distance, row by row.
    """
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, previous, row = row, before, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, previous[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]


def closest(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate nearest to `name`, None if none is near.

    A third of the letters may differ, at least one; else the only candidate that begins with `name` will do.
    """
    wanted = folded(name)
    best, fewest = None, max(1, len(wanted) // 3) + 1
    longer: list[str] = []
    for candidate in candidates:
        plain = folded(candidate)
        if plain == wanted:
            return candidate
        if plain.startswith(wanted) and len(wanted) > 1:
            longer.append(candidate)
        edits = distance(wanted, plain, fewest - 1)
        if edits < min(fewest, len(wanted), len(plain)):
            best, fewest = candidate, edits
    return best or (longer[0] if len(longer) == 1 else None)


def suggested(name: str, candidates: Iterable[str]) -> dict[str, Argument]:
    """What a hint about an unknown name is filled with: `near`, or where none is near, `known`, the first of all names.

    Neither where there are no names at all.
    """
    names = list(candidates)
    near = closest(name, names)
    if near is not None:
        return {"near": near}
    return {"known": _listed(names)} if names else {}


def _listed(names: Sequence[str]) -> Text:
    """A few names, and how many there are."""
    if len(names) <= _LISTED:
        return Text(", ".join(names), "、".join(names))
    first = names[: _LISTED - 1]
    return Text(f"{', '.join(first)}, … ({len(names)} in all)", f"{'、'.join(first)} 等 {len(names)} 个")


@lru_cache(maxsize=1024)
def meant(name: str, titled: tuple[tuple[str, str], ...]) -> str | None:
    """The name among (name, title) pairs whose title was written instead of it, else the closest name.

    Kept, because one misspelt field of the contract is an unknown name in a thousand rules.
    """
    return next((n for n, title in titled if title == name), None) or closest(name, (n for n, _ in titled))


def replacement(span: Span, new: str, *, safe: bool = False) -> Fix:
    """A fix that writes `new` at `span`."""
    return Fix(_REPLACE, (Edit(span, new),), {"new": new}, safe)


def did_you_mean(span: Span, name: str | None) -> tuple[Fix, ...]:
    """The fix that goes with a suggested name; none without one."""
    from segdsl.syntax.unparse import format_name  # settings are compared with names, too, long before any rule is read

    return (replacement(span, format_name(name)),) if name else ()
