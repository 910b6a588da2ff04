"""What the architecture tests look at: the files of this checkout that git tracks or would track."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def tracked() -> Iterator[str]:
    """Yield the name of every file that is not ignored, relative to the root, with forward slashes."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in sorted(set(listing.split("\0")) - {""}):
        if (ROOT / name).is_file():  # a deleted file stays listed until the deletion is committed
            yield name


def python_sources() -> Iterator[tuple[str, str]]:
    """Yield name and text of every Python file."""
    for name in tracked():
        if name.endswith(".py"):
            yield name, (ROOT / name).read_text(encoding="utf-8")
