"""A combination as a segment that can be pasted into a rulebook: a draft, for whoever reads it to name and to keep."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import count

from segdsl.diagnostics import Source
from segdsl.learn.discover.propose import Proposal
from segdsl.rulebook.definitions import MAX_NAME
from segdsl.rulebook.suggest import folded
from segdsl.syntax.format import format_source, format_text

_PARTED = re.compile(r"\W+")


class Names:
    """Names for segments, each unlike all others, those of the rulebook among them."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = {folded(name) for name in taken}

    def new(self, conditions: Sequence[Proposal]) -> str:
        """A name made of the words of some conditions."""
        words = _PARTED.sub("_", " ".join(condition.words for condition in conditions)).strip("_")
        words = words if words and not words[0].isdigit() else f"_{words}"
        for number in count(1):
            end = "" if number == 1 else f"_{number}"
            name = _shortened(words, MAX_NAME - len(end)) + end
            if folded(name) not in self._taken:
                self._taken.add(folded(name))
                return name
        raise AssertionError("numbers do not end")


def _shortened(words: str, length: int) -> str:
    """As many whole words as fit, or as much of the first one."""
    if len(words) <= length:
        return words
    return words[:length].rpartition("_")[0].rstrip("_") or words[:length]


def segment(name: str, among: str | None, conditions: Sequence[Proposal]) -> str:
    """The customers for whom all conditions hold, as a segment in the one style, without the line end."""
    titles = [condition.title for condition in conditions]
    title = f" {format_text(' × '.join(title or '' for title in titles))}" if all(titles) else ""
    lines = [] if among is None else [f"  require {among}"]
    lines += [f"  require {each.text}{f' {format_text(each.title)}' if each.title else ''}" for each in conditions]
    text = "\n".join([f"segment {name}{title} {{", *lines, "  status draft", "}", ""])
    return format_source(Source(name, text)).text.rstrip("\n")
