"""The pane that shows the definition under the cursor: its title, its tabs, and the view that was chosen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from rich.style import Style
from rich.text import Text

from segdsl.diagnostics import Diagnostic
from segdsl.diagnostics.render.excerpt import visible
from segdsl_tui import i18n
from segdsl_tui.presentation.actions import ACTIONS
from segdsl_tui.presentation.keys import shown
from segdsl_tui.presentation.layout import STALE, Room, clipped, spread
from segdsl_tui.presentation.views import TABS, view
from segdsl_tui.state import queries
from segdsl_tui.state.model import State
from segdsl_tui.state.outline import LEARNED

if TYPE_CHECKING:
    from segdsl_tui.presentation.grid import Grid
    from segdsl_tui.state.questions import Question


def wanted(state: State) -> tuple[Question[Any], ...]:
    """The questions whose answers the pane shows and that are not answered for the text as it is."""
    question = _question(state)
    if question is None:
        return ()
    asked = (question, *view(state.tab).also(state, question.name))
    return tuple(each for each in asked if queries.is_checked(state, each.names) and not _is_answered(state, each))


def _is_answered(state: State, question: Question[Any]) -> bool:
    known = state.answer(question)
    return known is not None and not known.stale


def lines(state: State, room: Room) -> list[Text]:
    """The preview in lines that are no wider than the room there is."""
    return [clipped(line, room.width) for line in _lines(state, room)]


def grid(state: State) -> Grid | None:
    """The table that the view shows; None where it shows lines."""
    question = _question(state)
    make = view(state.tab).grid if question is not None and not state.trouble else None
    answer = state.answer(question) if question is not None and make is not None else None
    if make is None or answer is None or answer.value is None or (answer.refusal and not answer.stale):
        return None
    return make(state, answer.value)


def _lines(state: State, room: Room) -> Iterator[Text]:
    if state.trouble:
        yield from _said(state, state.trouble, room)
        yield Text(i18n.AGAIN.say(state.language, {"key": shown(state, "recount")}), "dim")
    elif state.focus is None:
        yield Text(i18n.NOTHING_CHOSEN.say(state.language), "dim")
    elif queries.is_constant(state, state.focus):
        yield from _constant(state, state.focus)
    else:
        yield from _answer(state, state.focus, room)


def _said(state: State, found: tuple[Diagnostic, ...], room: Room) -> Iterable[Text]:
    """Findings as the command line prints them, with the lines they are about."""
    from segdsl.diagnostics.render import terminal
    from segdsl.diagnostics.render.report import Report

    sources = state.rulebook.sources if state.rulebook else {}
    return terminal.render(Report.of(found, state.language, sources), room.width, total=False).split()


def _answer(state: State, name: str, room: Room) -> Iterator[Text]:
    if state.rulebook is None:
        yield Text(_waiting(state, name), "dim")
        return
    chosen, question = view(state.tab), _question(state)
    if question is None:
        yield Text(chosen.without.say(state.language), "dim")
        return
    answer = state.answer(question)
    if answer is not None and answer.refusal and not answer.stale:
        yield from _said(state, answer.refusal, room)
        if any(each.code == "needs-model" for each in answer.refusal):
            yield Text(i18n.FIT_HERE.say(state.language, {"key": shown(state, "learned")}), "dim")
    elif answer is None or answer.value is None:
        yield Text(_waiting(state, name), "dim")
    else:
        drawn = list(chosen.draw(state, answer.value, room))
        if answer.stale:
            drawn[0] = Text(STALE).append_text(drawn[0])
            for line in drawn:
                line.stylize("dim")
        yield from drawn


def _question(state: State) -> Question[Any] | None:
    """What the view asks about the definition in focus; nothing before its rules are known, nor about constants."""
    name = state.focus
    if name is None or state.rulebook is None or queries.is_constant(state, name):
        return None
    return view(state.tab).question(state, name)


def _constant(state: State, name: str) -> Iterator[Text]:
    """A param or list has no size; what matters is where it is used."""
    users = ", ".join(queries.users_of(state, name))
    yield Text(i18n.CONSTANT.say(state.language))
    yield Text(i18n.USED_BY.say(state.language, {"names": users}) if users else "")


def _waiting(state: State, name: str) -> str:
    if state.rulebook is not None and name in state.rulebook.broken:
        return i18n.BROKEN.say(state.language, {"key": shown(state, "problem.next")})
    return (i18n.COUNTING if state.facts else i18n.LOADING).say(state.language)


def command(state: State) -> str:
    """The command line that shows the same; empty while there is nothing to show."""
    question = _question(state)
    words = view(state.tab).command(state, question.name) if question is not None else ()
    return state.scope.command(*words) if words else ""


def title(state: State, width: int) -> Text:
    """The pane's title: what is shown, and the command that shows the same."""
    titled = queries.title_of(state, state.focus) if state.focus else None
    left = Text(" " + i18n.PREVIEW.say(state.language, {"key": shown(state, "go.preview")}) + "  ")
    if titled:
        left.append(visible(titled) + " ", "bold")
    left.append(state.focus or "", "" if titled else "bold")
    said = command(state)
    right = Text(f"$ {said} ", "dim") if said else Text()
    return spread(left, right, width)


def tabs(state: State, width: int) -> Text:
    """The views to choose from; a click on one shows it. Of what is learned, there is a page to open."""
    line = Text()
    for tab, label in TABS.items():
        part = Text(f" {label.say(state.language)} ", "bold reverse" if tab == state.tab else "")
        part.stylize(Style(meta={"@click": f"app.do('tab.{tab}')"}))
        line.append_text(part)
    definition = state.rulebook.definitions.get(state.focus or "") if state.rulebook else None
    if definition is None or definition.kind not in LEARNED:
        return clipped(line, width)
    more = Text(f"{ACTIONS['learned'].label.say(state.language)} {shown(state, 'learned')}")
    more.stylize(Style(meta={"@click": "app.do('learned')"}))
    return spread(line, more, width)
