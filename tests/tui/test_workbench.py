"""What runs in worker threads, without a screen."""

from pathlib import Path
from threading import Event, Thread

from segdsl.diagnostics import Source
from segdsl.rulebook import Checker
from segdsl_tui.effects.workbench import Workbench
from segdsl_tui.state import events as e
from segdsl_tui.state.options import Options
from segdsl_tui.state.questions import Detail
from tests.tui.project import project


def test_a_question_need_not_wait_until_everything_is_counted(tmp_path: Path) -> None:
    options = Options(project(tmp_path))
    bench = Workbench(options)
    read = bench.read()
    assert isinstance(read, e.Read)
    assert isinstance(bench.open(options), e.Opened)
    rulebook = Checker().check([Source(each.name, each.text) for each in read.sources])
    counting, answered = Event(), Event()
    events: list[str] = []

    def wanted() -> bool:
        """Counting looks here all the time; the first time it waits until a question is on its way."""
        if not counting.is_set():
            return True
        while not bench._waiting and not answered.is_set():
            pass
        return True

    def count() -> None:
        counting.set()
        assert isinstance(bench.count(0, rulebook, wanted), e.Counted)
        events.append("counted")

    thread = Thread(target=count)
    thread.start()
    counting.wait(10)
    answer = bench.answer(0, rulebook, Detail("grown"), lambda: True)
    events.append("answered")
    answered.set()
    thread.join(10)
    assert isinstance(answer, e.Answered)
    assert answer.answer.value is not None
    assert (answer.answer.value.size, events) == (2, ["answered", "counted"])
