"""The program as it is started: what it imports, what it says, and how it ends."""

import subprocess
import sys
from pathlib import Path

import pytest
from cli.profiles import deeptrin

from deeptrin_desktop import __version__
from deeptrin_desktop.app.options import Options
from deeptrin_desktop.cli.main import main
from deeptrin_desktop.core.errors import Failure, Kind, StoreError

KEY = "sk-0123456789"


class Window:
    """Stands in for the module that opens it."""

    def __init__(self) -> None:
        self.options: Options | None = None
        self.failure: Failure | None = None

    def run(self, options: Options) -> int:
        self.options = options
        if self.failure:
            raise StoreError(self.failure)
        return 0


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> Window:
    window = Window()
    monkeypatch.setitem(sys.modules, "deeptrin_desktop.app.main", window)
    monkeypatch.delenv("DEEPTRIN_API_KEY", raising=False)
    monkeypatch.delenv("DEEPTRIN_BASE_URL", raising=False)
    return window


def test_the_version() -> None:
    ended = deeptrin("--version")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, f"Deeptrin Desktop {__version__}\n", "")


def test_the_version_waits_for_nothing_heavy() -> None:
    script = (
        "import sys\n"
        "from deeptrin_desktop.cli.main import main\n"
        "try: main(['--version'])\n"
        "except SystemExit: pass\n"
        "print(*sys.modules)\n"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert not {"asyncio", "sqlite3", "httpx", "keyring", "PySide6", "platformdirs", "logging"} & set(loaded)


def test_the_window_gets_the_options(window: Window, tmp_path: Path) -> None:
    base_url = "http://localhost:8080/v1"
    argv = ["--profile", str(tmp_path), "--base-url", base_url, "--model", "a/b", "--debug"]
    assert main(argv) == 0
    assert window.options == Options(profile=tmp_path, base_url=base_url, model="a/b", debug=True)


def test_variables_stand_in_for_options(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEPTRIN_API_KEY", KEY)
    monkeypatch.setenv("DEEPTRIN_BASE_URL", "http://variable")
    main([])
    assert window.options == Options(base_url="http://variable", key=KEY)
    assert KEY not in repr(window.options)
    main(["--base-url", "http://option"])
    assert window.options == Options(base_url="http://option", key=KEY)


def test_the_demo_takes_neither_key_nor_address(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEPTRIN_API_KEY", KEY)
    monkeypatch.setenv("DEEPTRIN_BASE_URL", "http://variable")
    main(["--demo"])
    assert window.options == Options(demo=True)


def test_known_trouble_is_one_line(window: Window, capsys: pytest.CaptureFixture[str]) -> None:
    window.failure = Failure(Kind.NEWER, said="two\nlines", path="/profile")
    assert main([]) == 1
    output, errors = capsys.readouterr()
    assert output == ""
    assert errors.startswith("deeptrin-desktop: ")
    assert errors.count("\n") == 1
    assert "/profile" in errors
