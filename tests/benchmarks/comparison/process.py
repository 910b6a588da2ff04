"""Every contender in a process of its own, so that memory and threads of one are not another's, and asked in turns."""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from tests.benchmarks.comparison.contenders import Contender
from tests.benchmarks.comparison.texts import Answers


class Failed(Exception):
    """A contender that cannot do the work, with what it said; or it died, as of a lack of memory."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run.

    How long it took, how much time of processors, what was answered, the most memory the process has had so far (MB).
    """

    seconds: float
    cpu: float
    answers: Answers
    peak: float


class Worker:
    """A contender at work."""

    def __init__(self, contender: Contender, folder: Path) -> None:
        context = multiprocessing.get_context("spawn")  # a fork would begin with this process's memory
        self._pipe, far = context.Pipe()
        self._process = context.Process(target=_serve, args=(far, contender, folder), daemon=True)
        self._process.start()
        far.close()

    def ask(self, what: str, work: str, turn: int) -> Run:
        """`prepare` the works of a group, or `run` one of them. Raises `Failed`."""
        try:
            self._pipe.send((what, work, turn))
            answer = self._pipe.recv()
        except (EOFError, OSError):
            raise Failed("the process died") from None
        if isinstance(answer, str):
            raise Failed(answer)
        assert isinstance(answer, Run)
        return answer

    def stop(self) -> None:
        """End the process."""
        self._pipe.close()
        self._process.join(10)
        self._process.kill()


def _serve(pipe: Connection, contender: Contender, folder: Path) -> None:
    """Answer until the other side closes the pipe."""
    try:
        engine = contender.create(folder)
        while True:
            what, work, turn = pipe.recv()
            if what == "run":
                engine.before(work, turn)
            begun, worked = time.perf_counter(), time.process_time()
            answers: Answers = {}
            if what == "run":
                answers = engine.run(work, turn)
            else:
                engine.prepare(work)
            taken, cpu = time.perf_counter() - begun, time.process_time() - worked
            pipe.send(Run(taken, cpu, answers, peak_memory()))
    except EOFError:
        return
    except Exception as error:  # noqa: BLE001 - whatever an engine raises is that engine's result
        pipe.send(f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}")


def peak_memory() -> float:
    """The most memory this process has had, in MB."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1000
    except OSError:  # not Linux
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
