"""`--self-test` as whoever installs the app runs it."""

import json
from typing import Any

import pytest
from cli.profiles import deeptrin


def ended_self_test() -> tuple[int, dict[str, Any]]:
    ended = deeptrin("--self-test")
    return ended.returncode, json.loads(ended.stdout)


def test_a_whole_installation_passes() -> None:
    status, report = ended_self_test()
    assert report["passed"], report
    assert status == 0
    assert report["checks"]["window"]["found"].startswith("offscreen, Qt 6")
    assert {name for name, check in report["checks"].items() if check["passed"]} == {
        "window", "keyring", "certificates", "demo reply", "markdown", "languages", "files", "database", "resources"
    }  # fmt: skip


def test_without_a_display_the_window_alone_fails(without_display: None) -> None:
    status, report = ended_self_test()
    assert (status, report["passed"]) == (1, False)
    assert {name for name, check in report["checks"].items() if not check["passed"]} == {"window"}
    assert "no display" in report["checks"]["window"]["found"]


def test_a_keyring_that_is_not_to_be_trusted_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyrings.alt.file.PlaintextKeyring")
    status, report = ended_self_test()
    assert (status, report["passed"]) == (1, False)
    failed = {name for name, check in report["checks"].items() if not check["passed"]}
    assert failed == {"keyring"}
    assert "keyrings.alt" in report["checks"]["keyring"]["found"]
