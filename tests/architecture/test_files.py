"""Every tracked text file is UTF-8 with LF, and says nothing about the computer it was written on."""

import re
from pathlib import Path

from tests.architecture.repository import ROOT, tracked

BINARY = {".parquet", ".xlsx", ".arrow", ".png"}
ENCODING_SAMPLES = "tests/data/encodings/"  # foreign encodings and line ends, on purpose
LOCK = "uv.lock"  # names the registry it was resolved against

COMPUTER = re.compile(
    r"""(?<![\w.~)}$])/(?:home|root|Users|work|farm|mnt)/\w  # an absolute path into somebody's folders
      | \b[a-z]:\\+users\\
      | pythonhosted\. | pypi\.org                           # a registry: which one is the user's choice
      | https?://(?:10|127|172|192)\.\d                      # a private network
    """,
    re.VERBOSE | re.IGNORECASE,
)


def text_files() -> list[str]:
    """Return the tracked files that are meant to be text."""
    return [name for name in tracked() if Path(name).suffix not in BINARY and not name.startswith(ENCODING_SAMPLES)]


def test_text_files_are_utf8_with_lf_and_a_final_newline() -> None:
    assert {name: fault for name in text_files() if (fault := encoding_fault((ROOT / name).read_bytes()))} == {}


def encoding_fault(content: bytes) -> str:
    """Say what is wrong with the bytes of a text file; an empty string if nothing is."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return str(error)
    if content.startswith(b"\xef\xbb\xbf"):
        return "starts with a byte order mark"
    if b"\r" in content:
        return "holds a carriage return"
    return "does not end with a newline" if content and not content.endswith(b"\n") else ""


def test_text_files_name_no_computer() -> None:
    faults = [
        f"{name}:{number}: {found.group()}"
        for name in text_files()
        if name not in (LOCK, Path(__file__).relative_to(ROOT).as_posix())
        for number, line in enumerate((ROOT / name).read_text(encoding="utf-8").splitlines(), start=1)
        if (found := COMPUTER.search(line))
    ]
    assert faults == []
