"""Which bytes a result was computed from."""

import hashlib
import os
from pathlib import Path

from segdsl.data.report import fingerprint
from tests.data.making import field, read, table, write


def test_a_fingerprint_is_the_hash_of_the_bytes(tmp_path: Path) -> None:
    file = tmp_path / "数据.csv"
    file.write_bytes(b"id\n1\n")
    (one,) = fingerprint([file])
    assert one.size == 5
    assert one.sha256 == hashlib.sha256(b"id\n1\n").hexdigest()


def test_a_report_knows_when_its_files_have_changed(tmp_path: Path) -> None:
    source = write(tmp_path, "c.csv", "id,n\na,1\n")
    report = read(source, table(field("n", table().fields["id"].type))).report
    file = tmp_path / "c.csv"
    assert report.speaks_of([file])
    assert not report.speaks_of([file, file])
    os.utime(file, ns=(0, 0))
    assert not report.speaks_of([file])
