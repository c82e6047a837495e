"""The app is signed from the inside out, for others only with a certificate, and no secret is left or shown.

The commands are those of a Mac: they are recorded here and answered as it would.
"""

import base64
import json
import os
import platform
import plistlib
import stat
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import CommandError, run
from errors import BuildError
from macos import image, keychain, notarising, package, prove, signing
from release import Release

RELEASE = Release(system="macos", version="1.2.3", epoch=1_700_000_000)
IDENTITY = "0123456789ABCDEF0123456789ABCDEF01234567"
ACCEPTED = json.dumps({"id": "some-id", "status": "Accepted"})


class Mac:
    """Records each command as one line, without folders, and says what a Mac would."""

    def __init__(self, folder: Path) -> None:
        self.lines: list[str] = []
        self.answers = {
            "security list-keychains -d user": '    "/Users/runner/login.keychain-db"\n',
            "security find-identity": f'  1) {IDENTITY} "Developer ID Application: Somebody (ABCDEFGHIJ)"\n',
            "xcrun notarytool submit": ACCEPTED,
        }
        self.happens: Callable[[str], None] = lambda line: None
        self._folder = folder

    def run(self, *command: str | Path, secrets: tuple[str, ...] = ()) -> str:
        line = " ".join(map(str, command)).replace(f"{self._folder}/", "")
        self.lines.append(line)
        self.happens(line)
        return next((said for start, said in self.answers.items() if line.startswith(start)), "")


@pytest.fixture
def mac(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mac:
    made = Mac(tmp_path)
    for module in (keychain, signing, notarising, image, package, prove):
        monkeypatch.setattr(module, "run", made.run)
    monkeypatch.setattr(Release, "build", tmp_path / "build")
    monkeypatch.setattr(Release, "dist", tmp_path / "dist")
    for module in (package, prove):
        monkeypatch.setattr(module, "try_it", lambda app: made.lines.append(f"try {app.name}"))
    monkeypatch.setattr(prove, "ROOT", tmp_path)
    for name in [name for name in os.environ if name.startswith("MACOS_")]:
        monkeypatch.delenv(name)
    (tmp_path / "build").mkdir()
    return made


@pytest.fixture
def app(tmp_path: Path) -> Path:
    code = struct.pack("<I", 0xFEEDFACF) + bytes(28)
    contents = tmp_path / "Some.app" / "Contents"
    for file in (
        "MacOS/deeptrin-desktop",
        "Frameworks/libssl.3.dylib",
        "Frameworks/PySide6/QtCore.abi3.so",
        "Frameworks/PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore",
        "Frameworks/Python.framework/Versions/3.13/Python",
        "Resources/data.txt",
    ):
        (contents / file).parent.mkdir(parents=True, exist_ok=True)
        (contents / file).write_bytes(b"data" if file.endswith(".txt") else code)
    (contents / "Frameworks" / "QtCore").symlink_to("PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore")
    return contents.parent


def ship(mac: Mac, app: Path, tmp_path: Path) -> None:
    with keychain.identity(tmp_path / "keychain") as signer, notarising.notary(tmp_path / "notary") as apple:
        package.ship(app, tmp_path / "app.dmg", signer, apple, RELEASE)


def test_without_a_certificate_the_signature_is_for_this_computer_and_the_log_says_so(
    mac: Mac, app: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ship(mac, app, tmp_path)

    sign = "codesign --force --sign - --timestamp=none"
    inside = "Some.app/Contents/Frameworks"
    assert mac.lines == [
        f"{sign} {inside}/PySide6/QtCore.abi3.so",
        f"{sign} {inside}/libssl.3.dylib",
        f"{sign} {inside}/PySide6/Qt/lib/QtCore.framework",
        f"{sign} {inside}/Python.framework",
        f"{sign} --entitlements build/entitlements.plist Some.app",
        "codesign --verify --deep --strict --verbose=2 Some.app",
        "try Some.app",
        "ditto Some.app build/image/Some.app",
        "hdiutil create -volname Deeptrin Desktop -fs HFS+ -format ULMO -ov -srcfolder build/image app.dmg",
        "hdiutil verify app.dmg",
    ]
    said = capsys.readouterr().out
    assert "MACOS_CERTIFICATE is not set" in said
    assert "MACOS_NOTARY_KEY is not set" in said
    assert (tmp_path / "build" / "image" / "Applications").readlink() == Path("/Applications")


def test_with_all_secrets_app_and_image_are_signed_and_notarised_in_turn(
    mac: Mac, app: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_certificate(monkeypatch)
    give_notary(monkeypatch)

    ship(mac, app, tmp_path)

    mine = [line for line in mac.lines if not line.startswith("security")]
    hardened = f"codesign --force --sign {IDENTITY} --options runtime --timestamp"
    assert all(line.startswith(hardened) for line in mine[:5])
    assert mine[4] == f"{hardened} --entitlements build/entitlements.plist Some.app"
    access = "--key notary/notary.p8 --key-id ID --issuer ISSUER"
    submitted = "--wait --timeout 25m --output-format json"
    assert mine[6:] == [
        "try Some.app",
        "ditto -c -k --keepParent Some.app build/app.zip",
        f"xcrun notarytool submit build/app.zip {submitted} {access}",
        "xcrun stapler staple Some.app",
        "xcrun stapler validate Some.app",
        "ditto Some.app build/image/Some.app",
        "hdiutil create -volname Deeptrin Desktop -fs HFS+ -format ULMO -ov -srcfolder build/image app.dmg",
        "hdiutil verify app.dmg",
        f"codesign --force --sign {IDENTITY} --timestamp app.dmg",
        f"xcrun notarytool submit app.dmg {submitted} {access}",
        "xcrun stapler staple app.dmg",
        "xcrun stapler validate app.dmg",
    ]


def test_the_hardened_runtime_allows_no_more_than_ctypes_needs(mac: Mac, app: Path, tmp_path: Path) -> None:
    signing.sign(app, IDENTITY, tmp_path / "build")

    written = (tmp_path / "build" / "entitlements.plist").read_bytes()
    assert plistlib.loads(written) == {"com.apple.security.cs.allow-unsigned-executable-memory": True}
    assert b"<!--" not in written  # codesign does not understand it


def test_the_certificate_is_in_a_keychain_of_its_own_while_it_is_needed(
    mac: Mac, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_certificate(monkeypatch)
    seen = []

    def look(line: str) -> None:
        if line.startswith("security import"):
            file = tmp_path / "keychain" / "signing.p12"
            seen.append((file.read_bytes(), stat.S_IMODE(file.stat().st_mode)))

    mac.happens = look
    with keychain.identity(tmp_path / "keychain") as signer:
        assert signer == IDENTITY

    commands = [" ".join(line.split()[1:2]) for line in mac.lines]
    assert commands == [
        "list-keychains",
        "create-keychain",
        "set-keychain-settings",
        "unlock-keychain",
        "import",
        "set-key-partition-list",
        "list-keychains",
        "find-identity",
        "list-keychains",
        "delete-keychain",
    ]
    searched = "security list-keychains -d user -s"
    assert mac.lines[6] == f"{searched} keychain/signing.keychain-db /Users/runner/login.keychain-db"
    assert mac.lines[8] == f"{searched} /Users/runner/login.keychain-db"
    assert seen == [(b"a certificate", 0o600)]
    assert not [*(tmp_path / "keychain").iterdir()]


def test_the_keychain_goes_when_the_certificate_is_of_no_use(
    mac: Mac, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_certificate(monkeypatch)
    mac.answers["security find-identity"] = "     0 valid identities found\n"

    with pytest.raises(keychain.KeychainError, match="no certificate"), keychain.identity(tmp_path / "keychain"):
        pass

    assert mac.lines[-1] == "security delete-keychain keychain/signing.keychain-db"


def test_what_apple_refuses_is_told_with_its_log_and_the_key_is_gone(
    mac: Mac, app: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_notary(monkeypatch)
    mac.answers["xcrun notarytool submit"] = json.dumps({"id": "some-id", "status": "Invalid"})
    mac.answers["xcrun notarytool log some-id"] = "The signature does not include a secure timestamp."

    with notarising.notary(tmp_path / "notary") as apple:
        assert apple
        assert (tmp_path / "notary" / "notary.p8").read_text("utf-8") == "a key"
        with pytest.raises(notarising.NotaryError, match="secure timestamp"):
            apple.notarise(app, stapled=app)

    assert not any("staple" in line for line in mac.lines)
    assert not [*(tmp_path / "notary").iterdir()]


def test_an_image_that_is_busy_is_tried_again(
    mac: Mac, app: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(image, "sleep", lambda seconds: mac.lines.append("sleep"))

    def busy(line: str) -> None:
        if line.startswith("hdiutil create") and mac.lines.count("sleep") < 2:
            raise CommandError("Resource busy")

    mac.happens = busy
    image.make_image(app, tmp_path / "app.dmg", RELEASE)
    assert mac.lines.count("sleep") == 2

    def always(line: str) -> None:
        if line.startswith("hdiutil create"):
            raise CommandError("Resource busy")

    mac.happens = always
    with pytest.raises(BuildError, match="busy"):
        image.make_image(app, tmp_path / "app.dmg", RELEASE)


@pytest.mark.parametrize("asks_gatekeeper", [False, True])
def test_the_app_is_tried_as_it_comes_out_of_the_image(
    mac: Mac, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asks_gatekeeper: bool
) -> None:
    if asks_gatekeeper:
        give_certificate(monkeypatch)
        give_notary(monkeypatch)
    image_name = f"deeptrin-desktop-1.2.3-macos-{platform.machine()}.dmg"

    prove.prove(RELEASE)

    app = "build/proof-macos/Deeptrin Desktop.app"
    gatekeeper = [f"spctl --assess --type execute --verbose {app}"] if asks_gatekeeper else []
    assert mac.lines == [
        f"hdiutil attach -readonly -nobrowse -mountpoint build/proof-macos/image dist/{image_name}",
        f"ditto build/proof-macos/image/Deeptrin Desktop.app {app}",
        "hdiutil detach -force build/proof-macos/image",
        f"codesign --verify --deep --strict --verbose=2 {app}",
        *gatekeeper,
        "try Deeptrin Desktop.app",
    ]


def test_a_command_that_fails_shows_no_secret() -> None:
    with pytest.raises(CommandError) as caught:
        run("sh", "-c", "echo the password is hidden-word; exit 1", "hidden-word", secrets=["hidden-word", ""])

    assert "hidden-word" not in str(caught.value)
    assert "the password is ***" in str(caught.value)


def give_certificate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MACOS_CERTIFICATE", base64.b64encode(b"a certificate").decode())
    monkeypatch.setenv("MACOS_CERTIFICATE_PASSWORD", "hidden-word")


def give_notary(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"KEY": "a key", "KEY_ID": "ID", "ISSUER": "ISSUER"}.items():
        monkeypatch.setenv(f"MACOS_NOTARY_{name}", value)
