"""The lines around the panes: titles, the problem under the cursor, and what is true of the whole."""

from __future__ import annotations

from rich.text import Text

from segdsl.cli.show.numbers import count
from segdsl.diagnostics.render.excerpt import visible
from segdsl_tui import i18n
from segdsl_tui.presentation.keys import shown
from segdsl_tui.presentation.layout import clipped, cut, spread
from segdsl_tui.presentation.tree import MARKS
from segdsl_tui.state import queries
from segdsl_tui.state.model import State


def editor_title(state: State, width: int) -> Text:
    """The file in the editor, and whether it has been saved."""
    buffer = state.buffer
    if buffer is None:
        return Text(" " + i18n.EDITOR.say(state.language, {"key": shown(state, "go.editor")}))
    left = Text(" " + cut(visible(buffer.name), max(width - 14, 8)), "bold")
    if buffer.conflict:
        right = Text(i18n.CONFLICT.say(state.language) + " ", "bold yellow")
    elif buffer.unsaved:
        right = Text(i18n.UNSAVED.say(state.language) + " ", "yellow")
    else:
        right = Text(f"{state.cursor.line + 1}:{state.cursor.column + 1} ", "dim")
    return spread(left, right, width)


def problem(state: State, width: int) -> Text:
    """What is wrong under the cursor, in one line; empty where nothing is."""
    found = queries.problem_at(state)
    if found is None:
        return Text()
    diagnostic = found.diagnostic
    mark, style = MARKS.get(diagnostic.severity, ("i", "cyan"))
    message = " ".join(visible(diagnostic.message(state.language)).split())
    said = Text.assemble((f" {mark} {message}", style))
    hint = diagnostic.hint(state.language)
    if hint:
        said.append("  " + " ".join(visible(hint).split()), "italic")
    return clipped(said, width)


def status(state: State, width: int) -> Text:
    """As-of date, customers, findings about data and rules; the time of the last count on the right."""
    language = state.language
    text = Text(" ")
    if state.trouble:
        text.append("✗ " + i18n.FAILED.say(language), "bold red")
    elif state.facts is None:
        text.append(i18n.LOADING.say(language))
    else:
        facts = state.facts
        said, style = (i18n.UNIVERSE, "") if state.day is None else (i18n.UNIVERSE_CHOSEN, "bold yellow")
        text.append(said.say(language, {"n": count(facts.universe), "as_of": facts.as_of.isoformat()}), style)
        if facts.warnings:
            text.append(
                "  " + i18n.DATA_WARNINGS.say(language, {"n": len(facts.warnings), "key": shown(state, "data")}),
                "yellow",
            )
    if state.outdated:
        text.append("  ! " + i18n.OUTDATED.say(language, {"key": shown(state, "recount")}), "yellow")
    errors, warnings = queries.count(state, "error"), queries.count(state, "warning")
    if errors:
        text.append("  ✗ " + i18n.ERRORS.say(language, {"n": errors}), "bold red")
    if warnings:
        text.append("  ! " + i18n.WARNINGS.say(language, {"n": warnings}), "yellow")
    if state.unsaved:
        text.append("  * " + i18n.UNSAVED_FILES.say(language, {"n": len(state.unsaved)}), "yellow")
    return spread(text, _progress(state), width)


def _progress(state: State) -> Text:
    if state.facts is None:
        return Text()
    if state.stale - (state.rulebook.broken if state.rulebook else frozenset()):
        return Text(i18n.COUNTING.say(state.language) + " ", "dim")
    return Text(i18n.COUNTED.say(state.language, {"seconds": f"{state.facts.seconds:.2f}"}) + " ", "dim")
