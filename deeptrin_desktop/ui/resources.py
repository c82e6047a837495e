"""Icons and translations as bytes: a path does not work for Qt when the app runs from a zip."""

from importlib.resources import files
from pathlib import Path

_CHECKOUT = Path(__file__).parents[2] / "resources"


def resource(name: str) -> bytes:
    """The contents of one resource, such as `icon.svg`, from the installed package or from the checkout.

    Raises FileNotFoundError: a missing resource is a bug.
    """
    installed = files("deeptrin_desktop") / "resources"
    return ((installed if installed.is_dir() else _CHECKOUT) / name).read_bytes()
