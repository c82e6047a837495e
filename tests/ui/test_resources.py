"""Resources are read the same way from the checkout and from an installed package."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from deeptrin_desktop.ui.resources import resource

ROOT = Path(__file__).parents[2]


def test_the_icon_can_be_drawn() -> None:
    assert not QImage.fromData(resource("icon.svg")).isNull()


def test_a_missing_resource_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        resource("no-such.svg")


def test_the_package_brings_its_resources_and_reads_them_from_within_a_zip(tmp_path: Path) -> None:
    build = ["-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run([sys.executable, *build], cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    read = (
        f"import sys; sys.path.insert(0, {str(wheel)!r})\n"
        "from deeptrin_desktop.ui import resources\n"
        "assert resources.__file__.startswith(sys.path[0])\n"
        "sys.stdout.buffer.write(resources.resource('icon.svg'))"
    )

    got = subprocess.run([sys.executable, "-I", "-c", read], check=True, stdout=subprocess.PIPE)

    assert got.stdout == resource("icon.svg")
