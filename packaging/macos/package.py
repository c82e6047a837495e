"""The app for macOS: a disk image with the app bundle, for the processor that it is built on."""

import platform
import sys
from pathlib import Path

from commands import run
from errors import BuildError
from macos.bundle import make_bundle
from macos.image import make_image
from macos.keychain import identity
from macos.notarising import Notary, notary
from macos.signing import sign, sign_file
from release import NAME, Release
from sbom import write_sbom
from self_test import SelfTestError, self_test
from sums import write_sums


class OtherSystemError(BuildError):
    """Only a Mac can build it."""


def package(release: Release) -> None:
    """Makes all files that are shipped for macOS, in `release.dist`, which is empty. Raises BuildError."""
    _need_mac()
    app, components = make_bundle(release)
    image = image_of(release)
    with identity(release.build / "keychain") as signer, notary(release.build / "notary") as apple:
        ship(app, image, signer, apple, release)
    write_sbom(components, release, image.with_suffix(".cdx.json"))
    print(f"{image.stat().st_size:11,}  {image.name}")
    write_sums(release.dist)


def image_of(release: Release) -> Path:
    return release.dist / f"{NAME}-{release.version}-macos-{platform.machine()}.dmg"


def ship(app: Path, image: Path, signer: str, apple: Notary | None, release: Release) -> None:
    """Signs and tries the app and packs it, notarised where it can be. Raises BuildError."""
    sign(app, signer, release.build)
    try_it(app)
    if signer and apple:
        packed = release.build / "app.zip"
        run("ditto", "-c", "-k", "--keepParent", app, packed)
        apple.notarise(packed, stapled=app)
    make_image(app, image, release)
    if signer:
        sign_file(image, signer)
    if signer and apple:
        apple.notarise(image, stapled=image)


def build_and_try(release: Release) -> Path:
    """Builds the app for this computer alone and runs its self-test. Returns the app. Raises BuildError."""
    _need_mac()
    app, _ = make_bundle(release)
    sign(app, "", release.build)
    try_it(app)
    return app


def try_it(app: Path) -> None:
    """Runs the self-test without and with windows, and says what it has found. Raises BuildError."""
    for plugin in ("offscreen", "cocoa"):
        found = self_test([app / "Contents" / "MacOS" / NAME], {"QT_QPA_PLATFORM": plugin})
        if not found["window"].startswith(plugin):
            raise SelfTestError(f"asked for {plugin}, and got {found['window']}")
        for name, said in found.items():
            print(f"{name}: {said}")


def _need_mac() -> None:
    if sys.platform != "darwin":
        raise OtherSystemError("The app for macOS is built on a Mac: codesign and hdiutil are nowhere else.")
