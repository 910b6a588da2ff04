"""One message in every language the product speaks."""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "zh"]


@dataclass(frozen=True, slots=True)
class Text:
    """A message with `{placeholders}` (`str.format`), in English and Chinese. Both must use the same placeholders."""

    en: str
    zh: str

    def say(self, language: Language, args: Mapping[str, object] | None = None) -> str:
        """The message in `language`. Raises `KeyError` if a placeholder has no value: that is a programming error."""
        template = self.zh if language == "zh" else self.en
        return template.format(**args) if args else template


def system_language(environ: Mapping[str, str] = os.environ) -> Language:
    """Chinese where `SEGDSL_LANG`, `LC_ALL`, `LC_MESSAGES` or `LANG` (the first that is set) says so, else English."""
    for variable in ("SEGDSL_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(variable)
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    system = locale.getlocale()[0] or ""
    return "zh" if system.lower().startswith(("zh", "chinese")) else "en"
