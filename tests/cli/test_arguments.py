"""What may be written on the command line, and where."""

from pathlib import Path

import pytest

from deeptrin_desktop.cli.arguments import parse


def test_without_anything_the_window_is_meant() -> None:
    arguments = parse([])
    assert arguments.command is None
    assert (arguments.demo, arguments.profile, arguments.base_url, arguments.model) == (False, None, None, "")


@pytest.mark.parametrize(
    "argv",
    [
        ["--profile", "mine", "--demo", "export", "--all"],
        ["export", "--all", "--profile", "mine", "--demo"],
        ["--demo", "export", "--profile=mine", "--all"],
    ],
)
def test_the_profile_is_named_before_or_after_the_command(argv: list[str]) -> None:
    arguments = parse(argv)
    assert (arguments.profile, arguments.demo, arguments.all) == (Path("mine"), True, True)


def test_several_conversations() -> None:
    argv = ["export", "--conversation", "a", "b", "--output", "x", "--conversation", "c"]
    assert parse(argv).conversation == ["a", "b", "c"]


def test_several_files() -> None:
    assert parse(["import", "a", "b"]).paths == [Path("a"), Path("b")]


@pytest.mark.parametrize(
    "argv",
    [
        ["export"],
        ["export", "--all", "--list"],
        ["export", "--all", "--conversation", "a"],
        ["export", "--conversation"],
        ["export", "--all", "--format", "markdown"],
        ["import"],
        ["dance"],
        ["--all"],
        ["--profil", "mine"],
        ["--base-url", "ftp://example.com"],
        ["--base-url", "two words"],
        ["--demo", "--base-url", "http://localhost:8080"],
    ],
)
def test_wrong_usage_ends_with_status_2_and_says_why(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(argv)
    assert ended.value.code == 2
    output, errors = capsys.readouterr()
    assert output == ""
    assert "deeptrin-desktop" in errors.splitlines()[-1]
    assert "error:" in errors.splitlines()[-1]
