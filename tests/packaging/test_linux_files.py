"""What is installed beside the app says the truth about it, and is packed the same way each time."""

import os
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from linux.tarball import make_tar
from linux.tree import SHARE, filled, settle
from release import Release

from deeptrin_desktop.cli.arguments import parse
from deeptrin_desktop.transfer.own_json import FORMAT

RELEASE = Release(system="linux", version="1.2.3", epoch=1_700_000_000)


def options_of(text: str) -> set[str]:
    return {*re.findall(r"--[a-z][a-z-]+", text)}


def test_the_man_page_tells_of_every_option_and_of_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ([], ["export"], ["import"]):
        with pytest.raises(SystemExit):
            parse([*command, "--help"])
    helped = capsys.readouterr().out
    page = (SHARE / "deeptrin-desktop.1").read_text("utf-8").replace(r"Fl \-", "--")

    assert options_of(page) == options_of(helped)


def test_a_desktop_knows_an_export_by_its_content() -> None:
    match = ET.parse(SHARE / "deeptrin-desktop.xml").find(".//{*}match")

    assert match is not None
    assert match.get("value") == f'"format": "{FORMAT}"'


def test_the_commands_of_the_desktop_files_are_understood() -> None:
    commands = re.findall(
        r"^Exec=deeptrin-desktop ?(.*)$",
        "\n".join(file.read_text("utf-8") for file in sorted(SHARE.glob("*.desktop"))),
        re.MULTILINE,
    )

    assert len(commands) == 3
    for command in commands:
        parse(command.replace("%F", "a.json b.json").split())


def test_the_release_is_filled_in() -> None:
    assert filled("@VERSION@ of @DATE@ @MORE@", RELEASE, MORE="!") == "1.2.3 of 2023-11-14 !"


def test_two_tars_of_the_same_files_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    for name, mode in (("one", 0o600), ("two", 0o666)):
        tree = tmp_path / name
        for file in ("bin/b", "bin/a", "lib/deeptrin-desktop/deeptrin-desktop"):
            path = tree / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(file)
            path.chmod(mode)
        (tree / "bin" / "link").symlink_to("a")
        monkeypatch.setattr(Release, "dist", tmp_path)
        settle(tree, RELEASE)
        made.append(make_tar(tree, RELEASE).read_bytes())

        assert os.access(tree / "lib" / "deeptrin-desktop" / "deeptrin-desktop", os.X_OK)
        assert (tree / "bin" / "a").stat().st_mode & 0o777 == 0o644
    assert made[0] == made[1]
