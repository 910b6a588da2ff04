"""What git keeps of rule files, from small repositories made for each test."""

import subprocess
from pathlib import Path

import pytest

from segdsl_tui.effects import git
from segdsl_tui.effects.commits import Commits

WHO = ("-c", "user.name=anybody", "-c", "user.email=anybody@example.com")


def commit(folder: Path) -> None:
    """Make a repository of a folder, or add to it, everything in it committed."""
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "change"]):
        subprocess.run(["git", "-C", str(folder), *WHO, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "项目 一"
    (folder / "rules").mkdir(parents=True)
    (folder / "rules" / "客户.seg").write_bytes("# 一\r\n".encode())
    (folder / "other.txt").write_text("other")
    commit(folder)
    return folder


def test_a_file_is_read_as_it_was_committed_to_the_byte(repository: Path) -> None:
    file = repository / "rules" / "客户.seg"
    file.write_text("# 二\n", encoding="utf-8")
    assert git.show(file) == "# 一\r\n".encode()
    assert git.show(repository / "rules" / "new.seg") is None


def test_files_with_chinese_names_are_listed_below_a_folder_that_is_gone(repository: Path) -> None:
    file = repository / "rules" / "客户.seg"
    file.unlink()
    file.parent.rmdir()
    assert git.files([repository / "rules"]) == (file,)
    assert git.show(file) == "# 一\r\n".encode()


def test_the_repository_is_found_from_below(repository: Path) -> None:
    assert git.root(repository / "rules") == repository
    found = git.commit(repository)
    assert found is not None
    assert len(found) == 40


def test_without_a_repository_there_is_nothing(tmp_path: Path) -> None:
    assert (git.root(tmp_path), git.commit(tmp_path), git.files([tmp_path]), git.show(tmp_path / "a.seg")) == (
        None, None, (), None,
    )  # fmt: skip


def test_a_repository_without_a_commit_has_no_files(tmp_path: Path) -> None:
    subprocess.run(["git", "-C", str(tmp_path), "init", "-q"], check=True)
    assert (git.commit(tmp_path), git.files([tmp_path])) == (None, ())


def test_without_git_there_is_no_repository(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert git.root(repository) is None


# ---- commits made outside --------------------------------------------------------------------------------------------


def git_says(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *WHO, *arguments], check=True, capture_output=True)


def test_commits_resets_and_branches_are_noticed_and_nothing_else(repository: Path) -> None:
    commits = Commits()
    assert not commits.moved(repository), "the first look only remembers"
    file = repository / "rules" / "客户.seg"
    file.write_text("# 二\n", encoding="utf-8")
    git_says(repository, "add", "-A")
    assert not commits.moved(repository), "nothing is committed"
    git_says(repository, "commit", "-q", "-m", "second")
    assert commits.moved(repository)
    assert not commits.moved(repository)
    for arguments in (["reset", "-q", "--hard", "HEAD~1"], ["checkout", "-q", "-b", "other"], ["pack-refs", "--all"]):
        git_says(repository, *arguments)
        assert commits.moved(repository)


def test_a_working_tree_beside_the_repository_has_a_head_of_its_own(repository: Path) -> None:
    beside = repository.parent / "beside"
    git_says(repository, "worktree", "add", "-q", str(beside))
    commits = Commits()
    assert not commits.moved(beside)
    (beside / "rules" / "new.seg").write_text("", encoding="utf-8")
    commit(beside)
    assert commits.moved(beside)


def test_a_repository_that_comes_to_be_is_noticed(tmp_path: Path) -> None:
    commits = Commits()
    assert not commits.moved(tmp_path)
    assert not commits.moved(tmp_path)
    (tmp_path / "a.seg").write_text("", encoding="utf-8")
    commit(tmp_path)
    assert commits.moved(tmp_path)
