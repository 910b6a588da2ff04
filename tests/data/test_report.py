"""Which bytes a result was computed from."""

import hashlib
from pathlib import Path

from segdsl.data.report import fingerprint


def test_a_fingerprint_is_the_hash_of_the_bytes(tmp_path: Path) -> None:
    file = tmp_path / "数据.csv"
    file.write_bytes(b"id\n1\n")
    (one,) = fingerprint([file])
    assert one.size == 5
    assert one.sha256 == hashlib.sha256(b"id\n1\n").hexdigest()
