"""segdsl, through its Python interface: an open project, its data in memory, rules changed as an editor does it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import segdsl
from segdsl.demo import shipped_rules_dir
from segdsl.diagnostics import Source
from segdsl.engine.events.needs import needs
from segdsl.engine.results import Item, Preview
from segdsl.lowering.polars import has_column
from segdsl.rulebook import Checker
from segdsl.rulebook.files import read_sources
from tests.benchmarks.comparison.data import AS_OF, LISTS, Size, generate
from tests.benchmarks.comparison.texts import Answers, edited, text

RULES = "rules/bench.seg"
_SETTINGS = f"""[project]
rules = ["rules"]
as_of = {AS_OF}
[data]
customer = "data/customers/*.parquet"
service = "data/service/*.parquet"
[lists]
""" + "".join(f'{name} = "lists/{name}.csv"\n' for name in LISTS)


class Segdsl:
    """An open project. Without `kept`, what earlier turns have worked out is forgotten before each turn."""

    def __init__(self, folder: Path, *, memory: bool, kept: bool = False) -> None:
        write_rules(folder)
        self._project = segdsl.open(folder, store=memory)
        self._kept = kept
        if kept:
            self._project.remember()
        self._names: list[str] = []
        self._checker = Checker()
        self._sources: tuple[Source, ...] = ()

    def prepare(self, group: str) -> None:
        """Read the columns and arrange the events that the works need, by doing one of them once."""
        book = self._project.rulebook
        usable = [name for name, definition in book.definitions.items() if has_column(definition)]
        if group == "profile":
            self._names = [name for name in usable if not needs([name], self._project.context).questions]
        elif group == "events":
            self._names = [name for name in usable if book.definitions[name].origin.file.endswith(RULES)]
        else:
            self._sources = tuple(read_sources([self._project.file.root / "rules"], root=self._project.file.root))
            self._names = ["edited"]
        self.run("edit count" if group == "edit" else group, -1)

    def before(self, work: str, turn: int) -> None:
        """Forget what was worked out, unless it is to be kept."""
        if not self._kept:
            self._project.events._answers.forget()

    def run(self, work: str, turn: int) -> Answers:
        """One preview; of an edit, with the check of the rules that comes before it."""
        project = self._project
        if work.startswith("edit "):
            sources = [
                Source(source.name, text("bench.seg") + edited(work, turn)) if source.name.endswith(RULES) else source
                for source in self._sources
            ]
            book = self._checker.check(sources)
            assert book.errors == ()
            project = project.with_rulebook(book)
        preview = project.preview(self._names, distribution=False)
        return answers(preview, _READ.get(work, lambda item, universe: {"size": item.size}))


class Refresh:
    """Making ready what everything else is answered from: the whole snapshot, or the events of one that is there."""

    def __init__(self, folder: Path, *, memory: bool) -> None:
        write_rules(folder)
        self._folder = folder

    def prepare(self, group: str) -> None:
        """Make ready hardly anything: what is loaded for the first time does not depend on the data."""
        with TemporaryDirectory() as cache:
            Refresh(generate(Path(cache), Size(100, 300)), memory=False).run("refresh", -1)

    def before(self, work: str, turn: int) -> None:
        """Remove what is to be made."""
        made = self._folder / ".segdsl" / "data"
        shutil.rmtree(made / "service" if work == "index" else made, ignore_errors=True)

    def run(self, work: str, turn: int) -> Answers:
        """Bring snapshots up to date."""
        with segdsl.open(self._folder) as project:
            return {f"{one.table}.rows": one.rows for one in project.refresh()}


def write_rules(folder: Path) -> None:
    """Make a project of a folder with data: the shipped rules, those of the benchmark, and settings."""
    shutil.rmtree(folder / "rules", ignore_errors=True)
    (folder / "rules").mkdir()
    for file in shipped_rules_dir().glob("*.seg"):
        shutil.copy(file, folder / "rules")
    (folder / RULES).write_text(text("bench.seg"), encoding="utf-8")
    (folder / "segdsl.toml").write_text(_SETTINGS, encoding="utf-8")


def answers(preview: Preview, figures: Callable[[Item, int], dict[str, Any]]) -> Answers:
    """A preview as figures that the other engines have too."""
    return {
        f"{item.name}.{key}": value for item in preview.items for key, value in figures(item, preview.universe).items()
    }


def _figures(item: Item, universe: int) -> dict[str, Any]:
    """Every figure of a definition of the profile."""
    sizes: dict[str, Any] = {one.name or "": one.size for one in item.classes or ()}
    plain = {key: getattr(item, key) for key in ("size", "unknown", "missing", "min", "max", "mean")}
    return sizes | {key: value for key, value in plain.items() if value is not None}


def _event_figures(item: Item, universe: int) -> dict[str, Any]:
    """What can be said of those who have events: the others are nobody's rows in a query over events."""
    if item.classes is not None:
        return {one.name or "": one.size for one in item.classes}
    if item.mean is None:
        return {"size": item.size}
    known = universe - (item.missing or 0)
    return {"sum": item.mean * known, "max": item.max} | ({"known": known} if item.missing else {})


_READ = {"profile": _figures, "events": _event_figures}
