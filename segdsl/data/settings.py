"""Typed access to the tables of `segdsl.toml`: every mistake is collected, named by file and key, none is raised."""

from __future__ import annotations

import codecs
import datetime as dt
import zoneinfo
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from segdsl.diagnostics import Diagnostic
from segdsl.diagnostics.diagnostic import Argument
from segdsl.rulebook.suggest import closest

SEPARATORS = (",", ";", "\t")


class Section:
    """A table of a TOML file. Accessors give None for what is absent or wrong; the latter also adds to `mistakes`."""

    def __init__(self, name: str, tree: Mapping[str, Any], file: str, mistakes: list[Diagnostic] | None = None) -> None:
        self.name, self.tree, self.file = name, tree, file
        self.mistakes: list[Diagnostic] = [] if mistakes is None else mistakes

    def section(self, key: str) -> Section:
        """The table under `key`; empty where there is none."""
        tree = self.tree.get(key, {})
        if not isinstance(tree, dict):
            self._wrong(key, f"[{self._path(key)}]")
            tree = {}
        return Section(self._path(key), tree, self.file, self.mistakes)

    def text(self, key: str, *, required: bool = False) -> str | None:
        """A string that is not empty."""
        value = self.tree.get(key)
        if value is None and required:
            self._mistake("setting-missing", key)
        elif value is not None and not (isinstance(value, str) and value.strip()):
            self._wrong(key, f'{key} = "…"')
            return None
        return value

    def folders(self, key: str, root: Path) -> tuple[Path, ...]:
        """Files or folders inside `root`, from a list of strings or one string."""
        value = self.tree.get(key, [])
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, list) or not all(isinstance(name, str) and name.strip() for name in names):
            self._wrong(key, f'{key} = ["…"]')
            return ()
        paths = []
        for name in names:
            path = (root / name).resolve()
            if not path.is_relative_to(root):
                self._mistake("setting-outside", key, value=name)
            elif not path.exists():
                self._mistake("setting-no-such-path", key, value=name)
            else:
                paths.append(path)
        return tuple(paths)

    def zone(self, key: str) -> str | None:
        """The IANA name of a time zone."""
        name = self.text(key)
        if name is None:
            return None
        try:
            zoneinfo.ZoneInfo(name)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            self._mistake("setting-zone", key, value=name, near=closest(name, zoneinfo.available_timezones()))
            return None
        return name

    def date(self, key: str) -> dt.date | None:
        """A date, written as such or as text."""
        value = self.tree.get(key)
        if isinstance(value, str):
            try:
                return dt.date.fromisoformat(value)
            except ValueError:
                self._mistake("setting-date", key, value=value)
        elif isinstance(value, dt.datetime) or (value is not None and not isinstance(value, dt.date)):
            self._mistake("setting-date", key, value=str(value))
        elif value is not None:
            return value
        return None

    def encoding(self, key: str) -> str | None:
        """The name of a text encoding that Python knows."""
        name = self.text(key)
        if name is None:
            return None
        try:
            return codecs.lookup(name).name
        except LookupError:
            near = closest(name, ("utf-8", "gb18030", "gbk", "utf-16", "big5"))
            self._mistake("setting-encoding", key, value=name, near=near)
            return None

    def separator(self, key: str) -> str | None:
        """The character between the fields of a CSV file."""
        value = self.tree.get(key)
        if value is None or value in SEPARATORS:
            return value
        self._mistake("setting-separator", key, value=str(value))
        return None

    def no_other(self, *known: str) -> None:
        """Reports every key that is none of `known`."""
        for key in self.tree:
            if key not in known:
                self._mistake("setting-unknown", key, near=closest(key, known), known=", ".join(known))

    def _path(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key

    def _wrong(self, key: str, expected: str) -> None:
        self._mistake("setting-type", key, expected=expected)

    def _mistake(self, code: str, key: str, **args: Argument | None) -> None:
        filled = {name: value for name, value in args.items() if value is not None}
        self.mistakes.append(Diagnostic(code, {"file": self.file, "key": self._path(key), **filled}))
