"""Texts of writing rules: completion, what is said of names, going to them, changing them in many places."""

from __future__ import annotations

from segdsl.diagnostics.text import Text

NOT_YET = Text("The rules are still being read.", "规则仍在读取中。")
NOTHING_FITS = Text("Nothing fits here.", "此处没有可补全的内容。")
NOTHING_KNOWN = Text("Nothing is known of what stands here.", "光标处没有可说明的内容。")
