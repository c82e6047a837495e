"""`export`, from the database to the last byte."""

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from cli.profiles import NOW, conversation, deeptrin, fill, held

from deeptrin_desktop.app.instance import claim
from deeptrin_desktop.app.paths import paths_of
from deeptrin_desktop.cli.main import main


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    fill(tmp_path / "profile", conversation("ants"), conversation("bees"), conversation("cows"))
    return tmp_path / "profile"


def test_a_list_has_a_line_for_each(profile: Path) -> None:
    ended = deeptrin("export", "--list", "--profile", profile)
    lines = [line.split("\t") for line in ended.stdout.splitlines()]
    assert (ended.returncode, ended.stderr) == (0, "")
    assert sorted(lines) == [[name, NOW.isoformat(), f"What about {name}?"] for name in ("ants", "bees", "cows")]


def test_all_go_to_standard_output_as_json_in_utf_8(profile: Path) -> None:
    ended = deeptrin("--profile", profile, "export", "--all")
    assert (ended.returncode, ended.stderr) == (0, "")
    json.loads(ended.stdout)
    assert all(f"All about {name}." in ended.stdout for name in ("ants", "bees", "cows"))


def test_chosen_ones_go_to_a_file_and_come_back_the_same(profile: Path, tmp_path: Path) -> None:
    output = tmp_path / "some.json"
    argv = ["export", "--profile", str(profile), "--output", str(output), "--conversation", "cows", "ants", "cows"]
    assert main(argv) == 0
    assert main(["import", str(output), "--profile", str(tmp_path / "other")]) == 0
    assert held(tmp_path / "other") == {name: value for name, value in held(profile).items() if name != "bees"}


def test_it_reads_beside_an_app_that_has_the_profile(profile: Path, capfd: pytest.CaptureFixture[str]) -> None:
    running = claim(paths_of(profile, demo=False))
    assert running is not None
    assert main(["export", "--list", "--profile", str(profile)]) == 0
    assert len(capfd.readouterr().out.splitlines()) == 3
    running.release()


def test_nothing_is_written_when_one_of_them_is_not_there(
    profile: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out.json"
    argv = ["export", "--profile", str(profile), "--output", str(output), "--conversation", "ants", "emus"]
    assert main(argv) == 1
    assert one_line(capfd).count("emus") == 1
    assert not output.exists()


def test_nothing_is_written_when_one_of_them_cannot_be_read(profile: Path) -> None:
    with closing(sqlite3.connect(profile / "conversations.db")) as database:
        database.execute("UPDATE messages SET role = 'nobody' WHERE id = 'ants-2'")
        database.commit()
    ended = deeptrin("export", "--all", "--profile", profile)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("deeptrin-desktop: ")
    assert ended.stderr.count("\n") == 1


def test_before_the_first_start_there_are_none_and_nothing_is_made(tmp_path: Path) -> None:
    listed = deeptrin("export", "--list", "--profile", tmp_path / "profile")
    assert (listed.returncode, listed.stdout, listed.stderr) == (0, "", "")
    exported = deeptrin("export", "--all", "--profile", tmp_path / "profile")
    assert (exported.returncode, exported.stderr) == (0, "")
    assert json.loads(exported.stdout)["conversations"] == []
    asked = deeptrin("export", "--conversation", "ants", "--profile", tmp_path / "profile")
    assert (asked.returncode, asked.stdout) == (1, "")
    assert "there is no conversation ants" in asked.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written(profile: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--all", "--profile", str(profile), "--output", str(profile)]) == 1
    assert str(profile) in one_line(capfd)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_standard_output(profile: Path) -> None:
    with Path("/dev/full").open("w") as full:
        ended = deeptrin("export", "--all", "--profile", profile, stdout=full.fileno())
    assert ended.returncode == 1
    assert ended.stderr.startswith("deeptrin-desktop: ")
    assert ended.stderr.count("\n") == 1


def test_a_reader_that_leaves_early_is_met_with_silence(profile: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ended = deeptrin("export", "--all", "--profile", profile, stdout=writing)
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (1, "")


def one_line(capfd: pytest.CaptureFixture[str]) -> str:
    """What stands on standard error, and nothing on standard output."""
    output, errors = capfd.readouterr()
    assert output == ""
    assert errors.count("\n") == 1
    assert errors.startswith("deeptrin-desktop: ")
    return errors
