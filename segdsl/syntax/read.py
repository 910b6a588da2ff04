"""Bytes to text: rule files are UTF-8, and whatever else they are is said in words."""

from __future__ import annotations

import codecs

from segdsl.diagnostics import Diagnostic

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(data: bytes, path: str) -> str | Diagnostic:
    """The text of a rule file without its byte order mark, or why it has none. `path` is for the message."""
    if data.startswith(_UTF16):
        return Diagnostic("other-encoding", {"path": path, "encoding": "UTF-16"})
    if b"\0" in data:
        return Diagnostic("binary-file", {"path": path})
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if _reads_as_chinese(data):
            return Diagnostic("other-encoding", {"path": path, "encoding": "GB18030"})
        return Diagnostic("not-utf8", {"path": path, "byte": error.start})


def _reads_as_chinese(data: bytes) -> bool:
    """Whether `data` is text in GB18030: nearly any bytes decode in it, so it has to look like Chinese as well."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    foreign = [character for character in text if character > "\x7f"]
    usual = sum("\u3000" <= c <= "\u9fff" or "\uff00" <= c <= "\uffef" for c in foreign)
    return usual * 2 > len(foreign) and "\ufffd" not in text
