"""A page of entries that takes its time: worked out in a thread, then read, and Enter goes to the place of one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from segdsl.cli.failures import as_segdsl_error
from segdsl.diagnostics import Language, Text
from segdsl.diagnostics.render import terminal
from segdsl.diagnostics.render.report import Report
from segdsl.engine.stopping import Stopped
from segdsl_tui.i18n import tests as texts
from segdsl_tui.presentation.entries import Entries, Entry

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from segdsl_tui.effects.workbench import Wanted


class EntriesPage(ModalScreen[Entry | None]):
    """Returns the entry that was chosen; None for Escape, which also gives up the work."""

    BINDINGS = [Binding("escape,q", "dismiss(None)", show=False)]
    CSS = """
    EntriesPage { align: center middle; }
    EntriesPage > Vertical { width: 120; max-width: 100%; height: 90%; padding: 0 1; }
    EntriesPage > Vertical { background: $surface; border: round $primary; }
    EntriesPage Static { height: auto; max-height: 50%; margin-bottom: 1; }
    EntriesPage.-bare > Vertical { height: auto; }
    EntriesPage.-bare Static { margin-bottom: 0; max-height: 100%; }
    EntriesPage OptionList { border: none; height: 1fr; padding: 0; background: $surface; }
    """

    class Found(Message):
        """The page is worked out."""

        def __init__(self, page: Entries) -> None:
            super().__init__()
            self.page = page

    def __init__(self, title: Text, work: Callable[[Wanted], Entries], language: Language) -> None:
        super().__init__()
        self.page: Entries | None = None
        self._title = title
        self._work = work
        self._language = language

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = self._title.say(self._language)
            box.border_subtitle = texts.GO.say(self._language)
            yield Static(texts.RUNNING.say(self._language))
            yield OptionList(markup=False)

    def on_mount(self) -> None:
        self.run_worker(self._in_thread, thread=True)

    def _in_thread(self) -> None:
        worker = get_current_worker()
        try:
            page = self._work(lambda: not worker.is_cancelled)
        except Stopped:
            return
        except Exception as error:  # noqa: BLE001 - whatever it is, people read it on the page
            report = Report.of(as_segdsl_error(error).diagnostics, self._language)
            page = Entries(terminal.render(report, total=False))
        self.post_message(self.Found(page))

    def on_entries_page_found(self, message: Found) -> None:
        self.page = message.page
        self.query_one(Static).update(message.page.heading)
        entries = self.query_one(OptionList)
        entries.display = bool(message.page.entries)
        self.set_class(not message.page.entries, "-bare")
        entries.add_options(Option(entry.text, disabled=entry.file is None) for entry in message.page.entries)
        entries.focus()
        entries.action_first()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        if self.page is not None:
            self.dismiss(self.page.entries[event.option_index])
