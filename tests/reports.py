"""The reports under docs/reports: what the shipped commands print of what the demo and an example learn.

    python -m tests.reports

Run by `make reports`. The pages are kept for reading: figures may differ in the last digit on another machine.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.repository import ROOT

FOLDER = ROOT / "docs" / "reports"
WIDTH = "118"


@dataclass(frozen=True)
class Page:
    """A page: how its project comes about, which commands it shows, in which language."""

    name: str
    title: str
    intro: str
    language: str
    prepare: tuple[str, ...]
    commands: tuple[str, ...]


PAGES = (
    Page(
        "grid-demo.zh-CN",
        "演示项目的学习报告",
        "演示数据为合成数据（见 [demo-model.md](../demo-model.md)），图形与数字只说明方法，不说明任何真实客户。",
        "zh",
        ("segdsl demo .",),
        (
            "segdsl fit",
            "segdsl fit portrait --explore",
            "segdsl fit channel_preference portrait --report --against 1mo",
            "segdsl discover --for app_candidates --limit 10",
        ),
    ),
    Page(
        "complete-journey",
        "What is learned of the Complete Journey households",
        "Simulated from the shopping patterns of real households (see [the example](../../examples/complete_journey)). "
        "There are no channels in these data: the preference is one between kinds of brands.",
        "en",
        ("python prepare.py",),
        ("segdsl fit", "segdsl fit shopper --explore", "segdsl fit shopper --report --against 90d"),
    ),
)


def main() -> None:
    """Write all pages."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for page in PAGES:
        with tempfile.TemporaryDirectory() as folder:
            project = Path(folder)
            if page.name.startswith("complete"):
                shutil.copytree(ROOT / "examples" / "complete_journey", project, dirs_exist_ok=True)
            for command in page.prepare:
                run(command, project, page.language)
            shown = [f"```text\n$ {command}\n{run(command, project, page.language)}```\n" for command in page.commands]
        prepared = "\n".join(page.prepare)
        text = f"# {page.title}\n\n{page.intro}\n\n```sh\n{prepared}\n```\n\n" + "\n".join(shown)
        (FOLDER / f"{page.name}.md").write_text(text, encoding="utf-8", newline="\n")


def run(command: str, folder: Path, language: str) -> str:
    """What a command prints: results, then remarks."""
    name, *arguments = shlex.split(command)
    words = [str(Path(sys.executable).with_name(name)), *arguments]
    words += ["--lang", language] if name == "segdsl" else []
    environment = {**os.environ, "COLUMNS": WIDTH, "NO_COLOR": "1"}
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    if done.returncode > 1:
        raise SystemExit(f"{command}: {done.stderr}")
    lines = [line.rstrip() for line in (done.stdout + done.stderr).replace(str(folder), ".").splitlines()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
