"""What was learned from the data: its page, and what is done there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from segdsl_tui import i18n
from segdsl_tui.effects import learning
from segdsl_tui.effects.apart import Request, learn
from segdsl_tui.i18n import exporting as export_texts
from segdsl_tui.i18n import learned as texts
from segdsl_tui.presentation.keys import shown as key
from segdsl_tui.screens.dialogs import Prompt, Question
from segdsl_tui.screens.discovery import DiscoveryPage
from segdsl_tui.screens.learned import Content, LearnedPage, content
from segdsl_tui.screens.picker import Picker
from segdsl_tui.state import learned as x
from segdsl_tui.state.choosing import condition
from segdsl_tui.state.queries import place_of
from segdsl_tui.widgets.editors import Editors

if TYPE_CHECKING:
    from segdsl_tui.effects.workbench import Wanted
    from segdsl_tui.screens.main import MainScreen


def _open(main: MainScreen) -> None:
    """Open the page on the definition under the cursor, or on one near to it."""
    state = main.state
    name = x.first(state)
    if state.rulebook is None:
        main.notify(texts.NOT_YET.say(state.language), markup=False)
    elif x.is_broken(state, state.focus):
        args = {"name": state.focus, "key": key(state, "problem.next")}
        main.notify(export_texts.HAS_ERRORS.say(state.language, args), severity="warning", markup=False)
    elif name is None:
        main.notify(texts.NOTHING_LEARNED.say(state.language), markup=False)
    else:
        main.app.push_screen(LearnedPage(main, name, DEEDS))


def _another(page: LearnedPage) -> None:
    """Choose another definition; the side stays, if the definition has it."""
    state = page.main.state

    def decided(picked: tuple[str, ...] | None) -> None:
        learned = x.definition(page.main.state, picked[0]) if picked else None
        if learned is not None:
            side = page.asked.side if page.asked.side in x.SIDES[learned.kind] else "report"
            page.asked = replace(page.asked, name=learned.name, side=side)
            page.look()

    title = texts.CHOOSE.say(state.language)
    page.app.push_screen(Picker(title, x.choices(state), [page.asked.name], state.language), decided)


def _enter(page: LearnedPage) -> None:
    """What a side is for: another day, numbers of groups; where nothing was learned, to learn it."""
    known = page.content.known if page.content else None
    if page.asked.side == "groups":
        _explore(page)
    elif known is not None and known.standing != "fitted":
        _fit(page)
    elif page.asked.side == "moves":
        _day(page)


def _day(page: LearnedPage) -> None:
    """Ask for a day to compare with."""
    language = page.main.state.language
    known = page.content.known if page.content else None
    if known is None:
        return

    def decided(typed: str | None) -> None:
        if not typed:
            return
        ago = x.ago(typed, known.as_of)
        if ago is None:
            page.say(texts.NO_AGO, typed=typed, as_of=known.as_of)
        else:
            page.asked = replace(page.asked, ago=ago)
            page.look()

    page.app.push_screen(Prompt(texts.ASK_AGO.say(language), page.asked.ago, language), decided)


# ---- long work -------------------------------------------------------------------------------------------------------


def _fit(page: LearnedPage) -> None:
    """Learn the definition from the data, and write what was learned."""
    if x.definition(page.main.state, page.asked.name) is not None:
        _on_disk(page.main, lambda: _fit_now(page))


def _on_disk(main: MainScreen, work: Callable[[], None]) -> None:
    """Work with the rules as they lie on disk: unsaved changes are saved first, or nothing is done."""
    state = main.state
    if not state.unsaved:
        work()
        return

    def decided(answer: str | None) -> None:
        if answer == "save":
            main.save_all_then(work)

    question = texts.SAVE_FIRST.say(state.language, {"files": ", ".join(state.unsaved)})
    answers = (("save", texts.SAVE_AND_GO_ON), ("stay", i18n.STAY))
    main.app.push_screen(Question(question, answers, state.language), decided)


def _fit_now(page: LearnedPage) -> None:
    state, workbench = page.main.state, page.main.jobs.workbench
    rulebook = state.rulebook
    if rulebook is None or state.checked != state.generation:
        page.say(texts.NOT_YET)
        return
    page.asked = asked = replace(page.asked, side="report")

    def fitted(wanted: Wanted) -> Content:
        request = Request(state.scope, asked.name, state.language)
        return content(state, rulebook, asked, learning.fit(workbench, rulebook, request, wanted), fitted=True)

    page.work(fitted, texts.FITTING)


def _explore(page: LearnedPage) -> None:
    """Try numbers of groups."""
    request = Request(page.main.state.scope, page.asked.name, page.main.state.language, "explore")

    def tried(wanted: Wanted) -> Content:
        found = learn(request, page.far, wanted)
        assert found is not None
        return Content(found.parts, draft=found.draft)

    if x.definition(page.main.state, page.asked.name) is not None:
        _on_disk(page.main, lambda: page.work(tried, texts.TRYING))


# ---- the draft -------------------------------------------------------------------------------------------------------


def _copy(page: LearnedPage) -> None:
    if page.content is not None and page.content.draft:
        page.app.copy_to_clipboard(page.content.draft)
        page.say(texts.COPIED)


def _write(page: LearnedPage) -> None:
    """Put the draft in the place of the definition, in the editor; what can be undone there."""
    state, name = page.main.state, page.asked.name
    learned, draft = x.definition(state, name), page.content.draft if page.content else ""
    if learned is None or not draft:
        return
    file, start, end = learned.origin.file, learned.origin.offset, learned.origin.offset + learned.origin.length
    if state.checked != state.generation or file not in state.buffers:
        page.say(texts.NOT_YET)
        return
    place = place_of(state, ("definition", name))
    page.dismiss()
    page.main.query_one(Editors).write(file, state.buffers[file].text, start, end, draft.rstrip("\n"))
    if place is not None:
        page.main.go(*place)
    page.main.notify(texts.WRITTEN.say(state.language, {"name": name}), markup=False)


DEEDS: Mapping[str, Callable[[LearnedPage], None]] = {
    "enter": _enter, "another": _another, "fit": _fit, "copy": _copy, "write": _write,
}  # fmt: skip

# ---- what goes with a segment ----------------------------------------------------------------------------------------


def _discover(main: MainScreen) -> None:
    """Search for what is typical of the condition under the cursor."""
    state = main.state
    definition = condition(state, state.focus) if state.focus is not None else None
    if definition is None or definition.name in (state.rulebook.broken if state.rulebook else ()):
        main.notify(texts.NO_CONDITION.say(state.language), markup=False)
        return
    request = Request(state.scope, definition.name, state.language, "discover")

    def search() -> None:
        main.app.push_screen(DiscoveryPage(definition, request))

    _on_disk(main, search)


COMMANDS: Mapping[str, Callable[[MainScreen], None]] = {"learned": _open, "discover": _discover}
