"""The one screen people work in: tree, editor, preview, and the lines between them.

Everything that happens becomes an event, the event makes the next model, and this file decides what the step from one
model to the next asks for: drawing, a check, a count.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual import on
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Static, TextArea

from segdsl_tui import i18n
from segdsl_tui.presentation import preview
from segdsl_tui.presentation.help import keys
from segdsl_tui.screens.assist import Assist
from segdsl_tui.screens.drawing import draw
from segdsl_tui.screens.jobs import Delays, Happened, Jobs
from segdsl_tui.screens.keeping import Keeper
from segdsl_tui.state import events as e
from segdsl_tui.state import queries
from segdsl_tui.state.model import Place, State
from segdsl_tui.state.update import update
from segdsl_tui.widgets.editors import Editors, RuleEditor
from segdsl_tui.widgets.lines import Line
from segdsl_tui.widgets.preview import PreviewPane
from segdsl_tui.widgets.tree import RuleTree

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from segdsl_tui.effects.workbench import Workbench
    from segdsl_tui.state.questions import Question
    from segdsl_tui.widgets.grid import GridView


class MainScreen(Screen[None]):
    """Tree, editor, preview."""

    AUTO_FOCUS = "RuleEditor"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (160, "-vast")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (36, "-tall")]

    def __init__(self, workbench: Workbench, state: State, delays: Delays) -> None:
        super().__init__()
        self.state = state
        self.jobs = Jobs(self, lambda: self.state, workbench, delays)
        self.assist = Assist(self, lambda: self.state, self.jobs.find, delays)
        self.keeper = Keeper(self, lambda: self.state, self.dispatch, lambda: workbench.root, delays.draft)
        self._once_saved: Callable[[], object] | None = None

    def compose(self) -> ComposeResult:
        width, height = self.app.size  # known now: the first screen need not be laid out twice
        self.add_class(_class(width, self.HORIZONTAL_BREAKPOINTS), _class(height, self.VERTICAL_BREAKPOINTS))
        with Horizontal(id="top"):
            with Vertical(id="left", classes="pane"):
                yield Line(id="tree-title", classes="title")
                yield RuleTree("tree")
            with Vertical(id="right", classes="pane -active"):
                yield Line(id="editor-title", classes="title")
                yield Editors(self.state.buffer, self.state.cursor, self.assist)
        yield Line(id="problem")
        yield PreviewPane(lambda: self.state.tab)
        yield Line(id="status")
        yield Static(keys(self.state), id="keys")

    def on_mount(self) -> None:
        draw(self, None)
        self.call_after_refresh(self.jobs.check)  # the screen comes first, then the rules, then the data
        self.set_interval(self.jobs.delays.poll, self.jobs.poll)
        self.call_after_refresh(self.keeper.look)

    def on_resize(self) -> None:
        self.assist.close()
        self.call_after_refresh(draw, self, self.state)

    def on_descendant_focus(self) -> None:
        """Mark the pane that has the keyboard; a class, as titles do not follow `:focus-within` by themselves."""
        for pane in self.query(".pane"):
            pane.set_class(self.focused is not None and pane in self.focused.ancestors, "-active")
        self.assist.close()

    def on_screen_suspend(self) -> None:
        self.assist.close()

    # ---- what happens ------------------------------------------------------------------------------------------------

    def dispatch(self, event: e.Event) -> None:
        """Make the next model and do what the step asks for."""
        before, self.state = self.state, update(self.state, event)
        match event:
            case e.Read():
                self._follow_disk(before)
                if any(buffer.conflict for buffer in self.state.buffers.values()):
                    self._once_saved = None
            case e.SaveFailed(_, diagnostics):
                self._once_saved = None
                said = "\n".join(d.message(self.state.language) for d in diagnostics)
                self.notify(said, severity="error", markup=False)
            case e.Saved() if self._once_saved and not self.state.unsaved:
                action, self._once_saved = self._once_saved, None
                action()
            case e.Answered():
                self._answered(event.question)
            case e.Opened():
                self.jobs.later(0, self.jobs.check)
            case e.Checked() if not before.rulebook:
                self.jobs.open()
            case e.Checked() if self.state.checked == self.state.generation:
                self.jobs.later(self.jobs.delays.count if self.state.facts else 0, self.jobs.count)
        if isinstance(event, e.Typed | e.Saved):
            self.keeper.later()
        if isinstance(event, e.Opened | e.Read | e.Saved | e.HeadMoved):
            self.jobs.keep()
        if self.state.generation != before.generation:
            self.jobs.later(self.jobs.delays.check, self.jobs.check)
        elif set(preview.wanted(self.state)) - set(preview.wanted(before)):
            self.jobs.ask()
        draw(self, before)

    def _answered(self, question: Question[Any]) -> None:
        from segdsl_tui.state.questions import FieldFacts

        if isinstance(question, FieldFacts):
            self.assist.refresh()

    @on(Happened)
    def _on_happened(self, message: Happened) -> None:
        self.dispatch(message.event)

    @on(TextArea.Changed)
    def _on_typed(self, message: TextArea.Changed) -> None:
        if isinstance(message.text_area, RuleEditor):
            self.dispatch(e.Typed(message.text_area.file, message.text_area.text))

    @on(TextArea.SelectionChanged)
    def _on_moved(self, message: TextArea.SelectionChanged) -> None:
        editor = message.text_area
        if isinstance(editor, RuleEditor) and editor.file == self.state.current:
            self.dispatch(e.Moved(editor.file, Place(*editor.cursor_location)))
            self.assist.moved(editor)

    @on(RuleTree.Chosen)
    @on(RuleTree.Toggled)
    def _on_chosen(self, message: RuleTree.Chosen | RuleTree.Toggled) -> None:
        if isinstance(message, RuleTree.Toggled):
            self.dispatch(e.Toggled(message.key))
            return
        place = queries.place_of(self.state, message.key)
        if place is not None:
            self.show_place(*place)
        if message.enter:
            self.query_one(Editors).focus_editor()

    def on_grid_view_seen(self, message: GridView.Seen) -> None:
        from segdsl_tui.state.questions import PAGE

        pages = message.first // PAGE, message.last // PAGE
        if pages != self.state.choices.pages:
            self.dispatch(e.Chose(replace(self.state.choices, pages=pages)))

    def on_grid_view_sorted(self, message: GridView.Sorted) -> None:
        self.dispatch(e.Sorted(message.column))

    async def on_grid_view_entered(self) -> None:
        await self.app.run_action("app.do('why.row')")

    def show_place(self, file: str, place: Place) -> None:
        """Bring a place in the rules into the editor; nothing where the file is gone."""
        if file not in self.state.buffers:
            return
        self.query_one(Editors).show(file, self.state.buffers[file].text, place)
        self.dispatch(e.Moved(file, place))

    def go(self, file: str, place: Place) -> None:
        """Bring a place into the editor, and the keyboard with it."""
        self.show_place(file, place)
        self.query_one(Editors).focus_editor()

    def _follow_disk(self, before: State) -> None:
        """Bring what others changed on disk into the editors, and say so."""
        reloaded, kept = [], []
        for name, buffer in self.state.buffers.items():
            old = before.buffers.get(name)
            if old is not None and old.text != buffer.text:
                reloaded.append(name)
                self.query_one(Editors).take(name, buffer.text)
            elif old is not None and buffer.conflict and not old.conflict:
                kept.append(name)
        for names, text in ((reloaded, i18n.RELOADED), (kept, i18n.KEPT)):
            if names:
                self.notify(text.say(self.state.language, {"files": ", ".join(names)}), markup=False)
        self.query_one(Editors).keep(self.state.buffers)
        if self.state.current and self.state.current != before.current:
            self.show_place(self.state.current, queries.first_place(self.state, self.state.current))
            self.query_one(Editors).focus_editor()

    # ---- what commands do --------------------------------------------------------------------------------------------

    def recount(self) -> None:
        """Read the data again, then check and count."""
        self.dispatch(e.Reopened())
        self.jobs.open()

    def save_all_then(self, action: Callable[[], object]) -> None:
        """Write every file with unsaved changes, then go on; not where one cannot be written.

        Nor where one was changed by others meanwhile: it comes into the editor, and saving it asks whose text counts.
        """
        clash = next(
            (buffer.name for buffer in self.state.buffers.values() if buffer.unsaved and buffer.conflict), None
        )
        if clash is not None:
            self.go(clash, queries.first_place(self.state, clash))
            self.notify(i18n.CLASH.say(self.state.language, {"file": clash}), severity="warning", markup=False)
            return
        self._once_saved = action
        for name in self.state.unsaved:
            self.jobs.save(name)


def _class(cells: int, breakpoints: Sequence[tuple[int, str]]) -> str:
    """The class of the last breakpoint for which there are cells enough."""
    return [name for least, name in breakpoints if cells >= least][-1]
