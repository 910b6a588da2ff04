"""A real terminal for the app: tmux holds it, keys go in, what stands on the screen comes out."""

import os
import re
import shlex
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

DEADLINE = 90.0  # seconds until a test fails; nothing waits that long on a machine that is not busy
LOOK = 0.05  # seconds between two looks at the screen


class Terminal:
    """A program in a terminal of its own."""

    def __init__(self, socket: str, ended: Path) -> None:
        self._socket = socket
        self._ended = ended

    def tmux(self, *arguments: str) -> str:
        command = ["tmux", "-L", self._socket, "-u", *arguments]
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout

    def press(self, *keys: str, times: int = 1) -> None:
        """Press keys, by their names in tmux: `F6`, `C-s`, `Enter`."""
        self.tmux("send-keys", "-N", str(times), *keys)

    def type(self, text: str) -> None:
        self.tmux("send-keys", "-l", text)

    def screen(self, *, styled: bool = False) -> str:
        """What stands on the screen, with the codes of its styles or without."""
        return self.tmux("capture-pane", "-p", *(["-e"] if styled else []))

    def until(self, said: str | Callable[[], object]) -> None:
        """Wait until a pattern stands on the screen, or anything else is true."""
        deadline = time.monotonic() + DEADLINE
        while not (re.search(said, self.screen(), re.MULTILINE) if isinstance(said, str) else said()):
            if time.monotonic() > deadline:
                raise AssertionError(f"it never came to {said!r}:\n{self.screen()}")
            time.sleep(LOOK)

    @property
    def ended(self) -> bool:
        return self._ended.exists()

    def left(self) -> int:
        """Wait for the end of the program; its exit code."""
        self.until(lambda: self.ended)
        return int(self._ended.read_text())


@contextmanager
def terminal(
    project: Path, own: Path, *arguments: str, size: tuple[int, int] = (100, 30), **environ: str
) -> Iterator[Terminal]:
    """The app over a project; `own` holds its settings. Whatever becomes of it, nothing is left running."""
    own.mkdir(parents=True, exist_ok=True)
    ended, settings = own / "ended", own / "tmux.conf"
    settings.write_text("set -g default-terminal xterm-256color\nset -g remain-on-exit on\n", encoding="utf-8")
    surroundings = {
        "LANG": "C.UTF-8",
        "XDG_CONFIG_HOME": str(own),
        "XDG_STATE_HOME": str(own),
        "TERM": "xterm-256color",
        **environ,
    }
    program = [str(Path(sys.executable).with_name("segdsl")), *arguments]
    line = f"{shlex.join(program)}; echo $? > {shlex.quote(str(ended))}.new; mv {shlex.quote(str(ended))}.new {ended}"
    socket = f"segdsl-{uuid.uuid4().hex[:12]}"
    found = Terminal(socket, ended)
    options = ["-f", str(settings), "new-session", "-d", "-x", str(size[0]), "-y", str(size[1]), "-c", str(project)]
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("TMUX", "TMUX_PANE", "COLORTERM", "COLUMNS", "LINES")
    }
    subprocess.run(["tmux", "-L", socket, "-u", *options, line], env={**kept, **surroundings}, check=True)
    try:
        yield found
    finally:
        subprocess.run(["tmux", "-L", socket, "kill-server"], capture_output=True, check=False)
