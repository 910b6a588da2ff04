"""What the product has to say about a rule or about data: one frozen type from the lexer to the terminal.

A diagnostic carries a code and arguments, not prose: the table in `codes` holds the wording in every language, so a
diagnostic made once can be shown in Chinese in the terminal and as JSON in English.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from segdsl.diagnostics.severity import Severity
from segdsl.diagnostics.span import Span
from segdsl.diagnostics.text import Language, Text

if TYPE_CHECKING:
    from segdsl.diagnostics.codes import Code

Argument = str | int | float | Text
"""What fills a message; a text is said in the reader's language."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text at `span` by `text`."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A correction the user can take as it is. `title` is a `Text` already filled with its arguments' names.

    `safe` fixes keep the meaning the author visibly had (a full-width comma, `&&`), and are applied by `fmt --fix`; the
    others are only offered, in the editor and in JSON.
    """

    title: Text
    edits: tuple[Edit, ...]
    args: Mapping[str, Argument] = field(default_factory=dict)
    safe: bool = True

    def shifted(self, by: int) -> Fix:
        """The same fix for text that begins `by` code points further on."""
        return replace(self, edits=tuple(Edit(e.span.shifted(by), e.text) for e in self.edits))


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that explains the first, such as the earlier definition of the same name."""

    text: Text
    file: str
    span: Span
    args: Mapping[str, Argument] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `code` is a key of `codes.CODES`; `args` fill its message and hint.

    `file` and `span` are None for findings about data or the command line. Until `placed`, a span is relative to the
    top-level item it belongs to.
    """

    code: str
    args: Mapping[str, Argument] = field(default_factory=dict)
    span: Span | None = None
    file: str | None = None
    fixes: tuple[Fix, ...] = ()
    related: tuple[Related, ...] = ()

    @property
    def severity(self) -> Severity:
        """`error`, `warning` or `info`, from the table of codes."""
        return _row(self.code).severity

    def message(self, language: Language) -> str:
        """What is wrong, in one sentence."""
        return _row(self.code).message.say(language, self._said(language))

    def hint(self, language: Language) -> str | None:
        """What to do: the first hint of the code that needs no argument this diagnostic does not have, else None."""
        args = self._said(language)
        for text in _row(self.code).hints:
            try:
                return text.say(language, args)
            except KeyError:
                continue
        return None

    def _said(self, language: Language) -> dict[str, object]:
        return {name: v.say(language) if isinstance(v, Text) else v for name, v in self.args.items()}

    def placed(self, file: str, offset: int) -> Diagnostic:
        """The diagnostic with its item-relative span turned into offsets into `file`."""
        span = self.span.shifted(offset) if self.span else None
        return replace(self, file=file, span=span, fixes=tuple(f.shifted(offset) for f in self.fixes))


def _row(code: str) -> Code:
    """The row of the table, which is loaded once there is something to say: most runs have nothing."""
    from segdsl.diagnostics.codes import CODES

    return CODES[code]


class SegdslError(Exception):
    """Something the user can act on, carried as diagnostics. Every error that is meant for people is one of these.

    `exit_code` is what the command line returns: 1 for findings about rules, 2 for wrong use or unreadable input.
    """

    exit_code: Literal[1, 2] = 2

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__(*diagnostics)
        self.diagnostics: tuple[Diagnostic, ...] = diagnostics

    def __str__(self) -> str:
        return "\n".join(f"{d.code}: {d.message('en')}" for d in self.diagnostics)


class RulebookError(SegdslError):
    """The rules have errors; nothing was computed from the ones concerned."""

    exit_code = 1
