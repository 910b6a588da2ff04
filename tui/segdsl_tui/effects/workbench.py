"""The project behind the screen. Its methods take their time; each runs in a worker thread and returns an event.

Rules are checked from the text in the editor, and counted over data that is read once and stays in memory. Two locks
keep threads apart: one for checker and files, one for data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from time import perf_counter, sleep
from typing import TYPE_CHECKING, Any, TypeVar

from segdsl.diagnostics import Diagnostic, Source
from segdsl.engine.stopping import Stopped
from segdsl_tui.effects import files
from segdsl_tui.effects.garbage import Garbage
from segdsl_tui.effects.opening import opened
from segdsl_tui.state import events as e
from segdsl_tui.state.options import Options

if TYPE_CHECKING:
    from segdsl.api.learning import Report
    from segdsl.api.project import Project
    from segdsl.rulebook import Checker
    from segdsl.rulebook.model import Rulebook
    from segdsl_tui.effects.commits import Commits
    from segdsl_tui.state.questions import Question

R = TypeVar("R")
Wanted = Callable[[], bool]
"""Whether a result is still of use to anybody."""


class Workbench:
    """Checker, open project and files."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.root = Path()
        self.rules: tuple[Path, ...] = ()
        self._seen: files.Signature = {}
        self._data_seen: files.Stamps = frozenset()
        self._fits_seen: files.Stamps = frozenset()
        self._commits: Commits | None = None
        self._checker: Checker | None = None
        self._project: Project | None = None
        self._rules_lock, self._data_lock = Lock(), Lock()
        self.learning = False
        """Whether the app itself is having something learned: that it appears is no news."""
        self._waiting: set[object] = set()
        self._counted = False
        self.garbage = Garbage()

    # ---- files -------------------------------------------------------------------------------------------------------

    def read(self) -> e.Read | e.Failed:
        """The rule files of the project, found as `segdsl.open` finds them."""
        from segdsl.api.settings import settings

        options = self.options
        try:
            with self._rules_lock:
                file = settings(options.path, options.rules, options.data, options.as_of)
                self.root, self.rules = file.root, file.rules
                return self._read()
        except Exception as error:  # noqa: BLE001 - whatever it is, people read it on the screen
            return failed(error)

    def poll(self) -> e.Read | None:
        """The rule files, if one of them was changed since they were last read."""
        with self._rules_lock:
            if files.signature(self.rules) == self._seen:
                return None
            try:
                return self._read()
            except Exception:  # noqa: BLE001 - half-written by somebody else: the next look will tell
                return None

    def outdated(self) -> e.Outdated | None:
        """Whether data, or what was learned, is no longer what it was when it was opened.

        While the data is worked with, a later look tells.
        """
        if not self._data_lock.acquire(blocking=False):
            return None
        try:
            project = self._project
            changed = project is not None and (
                files.stamps(project.file.data.values()) != self._data_seen
                or (files.fits(self.rules) != self._fits_seen and not self.learning)
            )
        finally:
            self._data_lock.release()
        return e.Outdated() if changed else None

    def save(self, name: str, text: str, expected: str | None) -> e.Saved | e.Read | e.SaveFailed:
        """Write a file, unless it no longer holds what was `expected`: then what it holds now is returned."""
        path = self.root / name
        try:
            with self._rules_lock:
                there = path.read_bytes().decode("utf-8") if path.exists() else ""
                if expected is not None and there not in (expected, text):
                    return self._read()
                files.write(path, text)
                self._seen = files.signature(self.rules)
                return e.Saved(name, text)
        except Exception as error:  # noqa: BLE001
            return e.SaveFailed(name, failed(error).diagnostics)

    def create(self, name: str) -> e.Read | e.SaveFailed:
        """Make an empty file, unless it is there, and read all."""
        path = self.root / name
        try:
            with self._rules_lock:
                if not path.exists():
                    files.write(path, "")
                return self._read()
        except Exception as error:  # noqa: BLE001
            return e.SaveFailed(name, failed(error).diagnostics)

    def _read(self) -> e.Read:
        from segdsl.rulebook.files import read_sources

        self._seen = files.signature(self.rules)
        return e.Read(read_sources(self.rules, root=self.root))

    # ---- rules and data ----------------------------------------------------------------------------------------------

    def check(self, generation: int, sources: tuple[Source, ...], wanted: Wanted) -> e.Checked | e.Failed | None:
        """The rulebook of these texts; what did not change since the last call is not parsed again."""
        from segdsl.rulebook import Checker
        from segdsl_tui.effects.knowledge import known

        with self._rules_lock:
            if not wanted():
                return None
            try:
                if self._checker is None:
                    profile = self._project.profile if self._project else None
                    self._checker = Checker(profile if profile is not None and profile.inferred else None)
                rulebook = self._checker.check(sources)
                return e.Checked(generation, rulebook, known(sources, rulebook))
            except Exception as error:  # noqa: BLE001
                self._checker = None
                return failed(error)

    def open(self, options: Options) -> e.Opened | e.Failed:
        """Read settings and data anew."""
        self.options = options
        with self._data_lock:
            try:
                self.close()
                self._project = opened(options)
                self._project.remember()
                self._data_seen = files.stamps(self._project.file.data.values())
                self._fits_seen = files.fits(self.rules)
            except Exception as error:  # noqa: BLE001
                return failed(error)
        if self._project.profile.inferred:
            with self._rules_lock:
                self._checker = None  # the next check knows the contract the data suggests
        return e.Opened()

    def count(self, generation: int, rulebook: Rulebook, wanted: Wanted) -> e.Counted | e.Failed | None:
        """Sizes of all usable definitions. Questions go first: what was worked out so far is kept, and gone on from."""
        start = perf_counter()
        while wanted():
            if self._waiting:
                sleep(0.002)
                continue
            with self._data_lock:
                if self._project is None:
                    return None
                try:
                    preview = self._asked(rulebook, lambda: wanted() and not self._waiting).preview()
                except Stopped:
                    continue
                except Exception as error:  # noqa: BLE001
                    return failed(error)
                if not self._counted:
                    self._counted = True
                    self.garbage.set_aside()
                return e.Counted(generation, preview, perf_counter() - start)
        return None

    def answer(self, generation: int, rulebook: Rulebook, question: Question[Any], wanted: Wanted) -> e.Answered | None:
        """The answer to a question, or why there is none."""
        from segdsl_tui.effects.answers import find
        from segdsl_tui.state.questions import Answer

        with self._first():
            if self._project is None or not wanted():
                return None
            try:
                answer = Answer(find(self._asked(rulebook, wanted), question, self.options.params))
            except Stopped:
                return None
            except Exception as error:  # noqa: BLE001
                answer = Answer(None, _said(error))
            return e.Answered(generation, question, answer)

    def over_data(self, rulebook: Rulebook, wanted: Wanted, work: Callable[[Project], R]) -> R | None:
        """Work with the project under these rules; None without data. Raises what the work raises, and `Stopped`."""
        with self._first():
            if not wanted():
                raise Stopped
            return None if self._project is None else work(self._asked(rulebook, wanted))

    def reread(self, rulebook: Rulebook, name: str) -> Report | None:
        """Take over what was learned of a definition: it counts from then on. Raises `SegdslError`.

        There is no report of what does not belong to these rules, nor without data.
        """

        def taken(project: Project) -> Report | None:
            from segdsl.api import learning

            self._project, report = learning.reread(project, name)
            self._fits_seen = files.fits(self.rules)
            return report

        return self.over_data(rulebook, lambda: True, taken)

    def kept(self) -> e.Kept | None:
        """What git says of the rule files; None where nothing is to be had from it."""
        from segdsl_tui.effects import git

        found = git.status(self.rules)
        if found is None:
            return None
        root = self.root
        return e.Kept({p.relative_to(root).as_posix(): kind for p, kind in found.items() if p.is_relative_to(root)})

    def head(self) -> e.HeadMoved | None:
        """Whether commits were made since this was last asked."""
        from segdsl_tui.effects.commits import Commits

        self._commits = self._commits or Commits()
        return e.HeadMoved() if self._commits.moved(self.root.resolve()) else None

    def close(self) -> None:
        """Give back the memory."""
        if self._project is not None:
            self._project.close()
            self._project = None

    @contextmanager
    def _first(self) -> Iterator[None]:
        """The data as soon as whoever counts everything has given way."""
        ticket = object()
        self._waiting.add(ticket)
        with self._data_lock:
            self._waiting.remove(ticket)
            yield

    def _asked(self, rulebook: Rulebook, wanted: Wanted) -> Project:
        """The project under these rules, which gives up answering when the answer is wanted no more."""

        def stop() -> None:
            if not wanted():
                raise Stopped

        project = self._bound(rulebook)
        project.stop = stop
        return project

    def _bound(self, rulebook: Rulebook) -> Project:
        """The project under these rules; under an edited data contract its data is read anew."""
        from segdsl.api.opening import reopen
        from segdsl.rulebook import bind

        assert self._project is not None
        self._project = reopen(self._project, bind(rulebook, self.options.params), strict=self.options.strict)
        return self._project


def failed(error: Exception) -> e.Failed:
    """Any error as people should read it."""
    return e.Failed(_said(error))


def _said(error: Exception) -> tuple[Diagnostic, ...]:
    from segdsl.cli.failures import as_segdsl_error

    return as_segdsl_error(error).diagnostics
