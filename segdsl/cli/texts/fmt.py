"""What `segdsl fmt` says."""

from __future__ import annotations

from segdsl.diagnostics.text import Text

CHANGED = Text("{changed} of {files} files formatted", "共 {files} 个文件，格式化了 {changed} 个")
WOULD_CHANGE = Text("{changed} of {files} files would be formatted", "共 {files} 个文件，有 {changed} 个需要格式化")
