"""Writing a file so that it is never seen half-written, whatever happens meanwhile."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import mkstemp


def replace_text(path: Path, text: str) -> None:
    """Put a text in the place of a file's, keeping its permissions; a link stays a link. Raises `OSError`."""
    target = path.resolve()
    handle, name = mkstemp(prefix=f".{target.name}.", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        shutil.copymode(target, temporary)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
