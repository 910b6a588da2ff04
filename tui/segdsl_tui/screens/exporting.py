"""The export dialog: fill in, try without writing, write; the command that does the same stands below all the time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text as RichText
from textual import on
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, Static
from textual.worker import get_current_worker

from segdsl.cli.failures import as_segdsl_error
from segdsl.cli.show.numbers import count
from segdsl.cli.show.table import titled
from segdsl.diagnostics import Text
from segdsl.engine.stopping import Stopped
from segdsl_tui.i18n import exporting as texts
from segdsl_tui.presentation import exporting as shown
from segdsl_tui.state import exporting as x
from segdsl_tui.widgets.choice import Choice
from segdsl_tui.widgets.textline import TextLine
from segdsl_tui.widgets.ticks import Ticks

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widget import Widget

    from segdsl.campaign.export import Phase
    from segdsl.rulebook.model import Rulebook
    from segdsl_tui.effects.exporting import Told as Hearing
    from segdsl_tui.state.model import State

_WORDS = {
    ("headers", ""): texts.USUAL,
    ("headers", "names"): texts.NAMES,
    ("headers", "titles"): texts.TITLES,
    **{("pii", name): text for name, text in shown.TREATMENTS.items()},
    ("overwrite", x.NO): texts.KEEP,
    ("overwrite", x.YES): texts.REPLACE,
    ("despite", x.NO): texts.STOP,
    ("despite", x.YES): texts.GO_ON,
}
"""What values are called where they are not called by themselves."""
_PHASES = {"members": texts.GATHERING, "write": texts.WRITING, "check": texts.CHECKING}
"""What is said while an export is at it."""
CHOICES: dict[str, tuple[Text, Sequence[str]]] = {
    "format": (texts.FORMAT, x.FORMATS),
    "headers": (texts.HEADERS, x.HEADERS),
    "encoding": (texts.ENCODING, x.ENCODINGS),
    "pii": (texts.PERSONAL, x.PII),
    "overwrite": (texts.EARLIER, (x.NO, x.YES)),
    "despite": (texts.FAILING, (x.NO, x.YES)),
}


class ExportDialog(ModalScreen[None]):
    """Export one definition of the rules on disk."""

    CSS_PATH = "exporting.tcss"
    BINDINGS = [Binding("escape", "leave", show=False)]

    class Told(Message):
        """What the work under way says; the last of it ends it."""

        def __init__(self, lines: Sequence[RichText], *, ended: bool) -> None:
            super().__init__()
            self.lines = lines
            self.ended = ended

    def __init__(self, state: State, rulebook: Rulebook, name: str) -> None:
        super().__init__()
        self.state = state
        self.rulebook = rulebook
        self.definition = rulebook.definitions[name]
        self.columns = x.columns(rulebook, name)
        self.working = False

    def compose(self) -> ComposeResult:
        usual = x.usual(self.rulebook, self.definition.name)
        with Vertical(id="box") as box:
            box.border_title = self._say(texts.TITLE, name=titled(self.definition.name, self.definition.title))
            yield from self._row(texts.FOLDER, TextLine("out", id="to", compact=True))
            for name, (label, values) in CHOICES.items():
                yield from self._row(label, Choice([(value, self._word(name, value)) for value in values], id=name))
            with Horizontal(id="middle"):
                ticks = [(each.name, shown.label(each), each.name in usual) for each in self.columns]
                yield Ticks(ticks, id="columns")
                with VerticalScroll(id="result", can_focus=False):
                    yield Static(self._say(texts.FIRST), id="told")
            yield Static(id="command")
            with Horizontal(id="buttons"):
                for id, text in (
                    ("rehearse", texts.REHEARSE),
                    ("write", texts.WRITE),
                    ("copy", texts.COPY),
                    ("close", texts.CLOSE),
                ):
                    yield Button(self._say(text), id=id, compact=True)

    def on_mount(self) -> None:
        self.query_one("#rehearse", Button).focus()
        self._follow()

    def _row(self, label: Text, widget: Widget) -> Iterator[Widget]:
        with Horizontal(classes="row"):
            yield Label(self._say(label), classes="label")
            yield widget

    def _word(self, name: str, value: str) -> str:
        return self._say(_WORDS[name, value]) if (name, value) in _WORDS else value

    def _say(self, text: Text, **args: object) -> str:
        return text.say(self.state.language, args)

    # ---- what is filled in -------------------------------------------------------------------------------------------

    @property
    def form(self) -> x.Form:
        """What is filled in."""
        values = {name: self.query_one(f"#{name}", Choice).value for name in CHOICES}
        name = self.definition.name
        return x.Form(
            name,
            to=self.query_one("#to", Input).value.strip() or ".",
            columns=x.chosen(self.rulebook, name, self.query_one(Ticks).ticked, values["pii"]),
            overwrite=values.pop("overwrite") == x.YES,
            despite=values.pop("despite") == x.YES,
            **values,  # type: ignore[arg-type]  # each is one of those its field allows
        )

    @on(Choice.Changed)
    @on(Input.Changed)
    @on(Ticks.Changed)
    def _follow(self) -> None:
        """The command follows what is filled in; what was counted for something else goes."""
        form = self.form
        command = RichText.assemble(("$ ", "dim"), (form.command(self.state.scope), "bold"))
        if form.pii == "raw":
            command = RichText.assemble((self._say(texts.RAW_WARNING) + "\n", "bold yellow"), command)
        self.query_one("#command", Static).update(command)
        if not self.working:
            self._tell([RichText(self._say(texts.FIRST), "dim")])

    # ---- work --------------------------------------------------------------------------------------------------------

    @on(Button.Pressed)
    def _on_button(self, event: Button.Pressed) -> None:
        match event.button.id:
            case "rehearse":
                self._work(self._rehearsed)
            case "write":
                self._work(self._written)
            case "copy":
                command = self.form.command(self.state.scope)
                self.app.copy_to_clipboard(command)
                self.notify(self._say(texts.COPIED, command=command), markup=False)
            case _:
                self.action_leave()

    def action_leave(self) -> None:
        """Give up the work under way, and leave where there is none. What came of it is known when it ends."""
        if self.working:
            self.workers.cancel_node(self)
        else:
            self.dismiss()

    def _rehearsed(self, form: x.Form, told: Hearing, width: int) -> list[RichText]:
        from segdsl_tui.effects import exporting

        found = exporting.rehearse(self.state.scope, form, told)
        command = RichText(f"$ {form.command(self.state.scope, dry=True)}", "dim", overflow="fold")
        return [*shown.rehearsed(found, width, self.state.language), command]

    def _written(self, form: x.Form, told: Hearing, width: int) -> list[RichText]:
        from segdsl_tui.effects import exporting

        return shown.written(exporting.write(self.state.scope, form, told), width, self.state.language)

    def _work(self, job: Callable[[x.Form, Hearing, int], list[RichText]]) -> None:
        if self.working:
            return
        form, width = self.form, max(20, self.query_one("#result").scrollable_content_region.width)
        self._busy(working=True)
        self._tell([RichText(self._say(texts.WORKING), "dim")])

        def in_thread() -> None:
            try:
                lines = job(form, self._hearing(), width)
            except Stopped:
                lines = [RichText(self._say(texts.GIVEN_UP), "yellow")]
            except Exception as error:  # noqa: BLE001 - whatever it is, people read it in the dialog
                found = as_segdsl_error(error).diagnostics
                lines = shown.refused(found, self.rulebook.sources, width, self.state.language)
            self.post_message(self.Told(lines, ended=True))

        self.run_worker(in_thread, thread=True, exclusive=True)

    def _hearing(self) -> Hearing:
        """What the work in this thread tells of itself: rows read, then rows written; it ends when nobody waits."""
        from segdsl_tui.effects import exporting

        worker = get_current_worker()
        rows_read: dict[str, int] = {}

        def stop() -> None:
            if worker.is_cancelled:
                raise Stopped

        def say(text: Text, **args: object) -> None:
            stop()
            self.post_message(self.Told([RichText(self._say(text, **args), "dim")], ended=False))

        def read(name: str, rows: int) -> None:
            rows_read[name] = rows_read.get(name, 0) + rows
            say(texts.READING, table=name, rows=count(rows_read[name]))

        def wrote(phase: Phase, done: int, rows: int) -> None:
            say(_PHASES[phase], done=count(done), rows=count(rows))

        return exporting.Told(read, wrote, stop)

    def on_export_dialog_told(self, message: Told) -> None:
        self._tell(message.lines)
        if message.ended:
            self._busy(working=False)

    def _busy(self, *, working: bool) -> None:
        self.working = working
        for button in ("rehearse", "write"):
            self.query_one(f"#{button}", Button).set_class(
                working, "-waiting"
            )  # a disabled one would lose the keyboard

    def _tell(self, lines: Sequence[RichText]) -> None:
        self.query_one("#told", Static).update(RichText("\n").join(lines))
