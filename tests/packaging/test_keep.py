"""The keep-list decides about every file of a frozen app, or says that nobody has."""

from pathlib import Path

import pytest
from budget import BudgetError
from keep import KeepError, KeepList, keep_list


def a_list(most_bytes: int = 100) -> KeepList:
    return KeepList(keep=("app", "lib/*"), drop=("lib/*.txt", "*/tests/*"), most_bytes=most_bytes)


def filled(folder: Path, *files: str) -> Path:
    for file in files:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"0123456789")
    return folder


def test_what_is_dropped_is_deleted_with_the_folders_that_it_leaves_empty(tmp_path: Path) -> None:
    folder = filled(tmp_path, "app", "lib/a.so", "lib/a.txt", "lib/tests/a.so", "lib/deep/b.so")
    (folder / "lib" / "link.so").symlink_to("a.so")

    a_list().prune(folder)

    left = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))
    assert left == ["app", "lib", "lib/a.so", "lib/deep", "lib/deep/b.so", "lib/link.so"]


def test_a_file_that_nobody_decided_about_is_named_and_nothing_is_deleted(tmp_path: Path) -> None:
    folder = filled(tmp_path, "app", "lib/a.txt", "share/new.dat", "share/newer.dat")

    with pytest.raises(KeepError, match=r"share/new\.dat\n  share/newer\.dat"):
        a_list().prune(folder)

    assert (folder / "lib" / "a.txt").exists()


def test_more_than_the_budget_is_refused(tmp_path: Path) -> None:
    folder = filled(tmp_path, "app", "lib/a.so")

    assert a_list(20).check_size(folder) == 20
    with pytest.raises(BudgetError, match="20 bytes are more than the 19"):
        a_list(19).check_size(folder)


@pytest.mark.parametrize("system", ["linux", "windows", "macos"])
def test_each_system_has_a_list(system: str) -> None:
    assert keep_list(system).most_bytes > 0
