"""Rule text to replace a definition by: as many labels as were recommended, attached by what tells them apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from segdsl.diagnostics import Language, Source, Text
from segdsl.functions.types import Kind
from segdsl.learn.explore import Exploration, placements
from segdsl.learn.task import Task, written
from segdsl.lowering.plain import plain_term
from segdsl.syntax.format import format_name, format_source, format_text

if TYPE_CHECKING:
    from segdsl.rulebook.model import Rulebook
    from segdsl.rulebook.terms import Term

_TITLES = {
    "most": Text("highest: {feature}", "{feature}最高"),
    "least": Text("lowest: {feature}", "{feature}最低"),
}
_REST = Text("the others", "其余")
_WORD = re.compile(r"[^\W\d]\w*")


def draft(task: Task, rulebook: Rulebook, found: Exploration, language: Language) -> str:
    """A block like the definition's own, with a label for each group; names and titles are to be made better.

    The text passes `segdsl check` where the definition does.
    """
    learned = task.learned
    title = f" {format_text(learned.title)}" if learned.title else ""
    options = "".join(f" {name} {value}" for name, value in learned.options.items())
    lines = [f"cluster {format_name(learned.name)}{title} {{", f"  features [{', '.join(task.features)}]"]
    if learned.among is not None:
        lines.append(f"  among {written(rulebook, learned, learned.among)}")
    lines += [f"  method {learned.method}{options}", f"  seed {learned.seed}"]
    names: set[str] = set()
    for _, order, feature in placements(found.centres):
        if order is None:
            lines.append(f"  label {_fresh('rest', names)} {format_text(_REST.say(language))} otherwise")
            continue
        term, text = learned.features[feature], task.features[feature]
        said = _TITLES[order].say(language, {"feature": plain_term(term, rulebook, language)})
        name = _fresh(f"{order}_{_word(text)}", names)
        lines.append(f"  label {name} {format_text(said)} {order} {_number(term, text)}")
    text = "\n".join([*lines, "}"]) + "\n"
    return format_source(Source(learned.name, text)).text


def _word(text: str) -> str:
    """What an expression is about: the first name in it that is no function."""
    words = list(_WORD.finditer(text))
    names = [found.group() for found in words if not text[found.end() :].lstrip().startswith("(")]
    return names[0] if names else words[0].group() if words else "value"


def _number(term: Term, text: str) -> str:
    """The expression as a number, which labels attach by: 1 and 0 for a condition."""
    return f"if({text}, 1, 0)" if term.type.kind is Kind.BOOL else text


def _fresh(name: str, taken: set[str]) -> str:
    """A name nobody has yet."""
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name}_{number}"
    taken.add(found)
    return found
