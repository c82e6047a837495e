"""What macOS is told about the app is what it is told elsewhere, and what is written for macOS can be read there."""

import plistlib
import re
import struct
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from linux.tree import SHARE
from macos import bundle
from macos.icon import KINDS, icns, make_icon
from macos.info import IDENTIFIER, info, numbers
from macos.macho import code_files, oldest_system
from macos.package import OtherSystemError, package
from PySide6.QtGui import QImageReader
from release import ROOT, Release

RELEASE = Release(system="macos", version="1.2.3", epoch=1_700_000_000)


def thin(minos: tuple[int, int], *, command: int = 0x32) -> bytes:
    """A library for one processor, with one load command before the one that says what it was built for."""
    version = minos[0] << 16 | minos[1] << 8
    said = (
        struct.pack("<4I2I", 0x32, 24, 1, version, 0, 0)
        if command == 0x32
        else struct.pack("<4I", 0x24, 16, version, 0)
    )
    commands = struct.pack("<4I", 0x1B, 16, 0, 0) + said
    return struct.pack("<8I", 0xFEEDFACF, 0x0100000C, 0, 6, 2, len(commands), 0, 0) + commands


def fat(*parts: bytes) -> bytes:
    place, head = 8 + 20 * len(parts), struct.pack(">2I", 0xCAFEBABE, len(parts))
    for part in parts:
        head += struct.pack(">5I", 0x0100000C, 0, place, len(part), 0)
        place += len(part)
    return head + b"".join(parts)


def an_app(folder: Path, minos: tuple[int, int]) -> Path:
    contents = folder / "App.app" / "Contents"
    for name, content in {
        "MacOS/deeptrin-desktop": thin((10, 13), command=0x24),
        "Frameworks/lib.dylib": fat(thin((11, 0)), thin(minos)),
        "Resources/theirs.icns": b"icns",
        "Resources/words.txt": b"words",
        "Info.plist": b"theirs",
    }.items():
        (contents / name).parent.mkdir(parents=True, exist_ok=True)
        (contents / name).write_bytes(content)
    (contents / "Resources" / "lib.dylib").symlink_to("../Frameworks/lib.dylib")
    return contents.parent


def test_an_export_is_the_type_that_linux_knows() -> None:
    plist = plistlib.loads(plistlib.dumps(info(RELEASE, (15, 0))))
    known = ET.parse(SHARE / "deeptrin-desktop.xml")
    mime, comment, glob = (known.find(f".//{{*}}{name}") for name in ("mime-type", "comment", "glob"))
    assert mime is not None
    assert comment is not None
    assert glob is not None

    (export,) = plist["UTExportedTypeDeclarations"]

    assert export["UTTypeDescription"] == comment.text
    assert export["UTTypeTagSpecification"] == {
        "public.mime-type": [mime.get("type")],
        "public.filename-extension": [str(glob.get("pattern")).removeprefix("*.")],
    }
    first, other = plist["CFBundleDocumentTypes"]
    assert (first["LSItemContentTypes"], first["LSHandlerRank"]) == ([export["UTTypeIdentifier"]], "Owner")
    assert (other["LSItemContentTypes"], other["LSHandlerRank"]) == (["public.json"], "Alternate")


def test_the_app_is_called_the_same_everywhere() -> None:
    plist = info(RELEASE, (15, 0))
    metainfo = ET.parse(SHARE / "deeptrin-desktop.metainfo.xml")

    assert plist["CFBundleIdentifier"] == metainfo.findtext("id") == IDENTIFIER
    assert plist["CFBundleName"] == plist["CFBundleDisplayName"] == metainfo.findtext("name")
    assert plist["CFBundleExecutable"] == metainfo.findtext("launchable").removesuffix(".desktop")  # type: ignore[union-attr]
    assert plist["CFBundleShortVersionString"] == plist["CFBundleVersion"] == "1.2.3"
    assert plist["NSHumanReadableCopyright"].startswith("© 2023 ")


def test_the_app_follows_the_look_of_the_system_and_asks_for_nothing_that_it_does_not_use() -> None:
    plist = info(RELEASE, (15, 0))

    assert plist["NSHighResolutionCapable"] is True
    assert "NSRequiresAquaSystemAppearance" not in plist
    assert [name for name in plist if name.endswith("UsageDescription")] == ["NSLocalNetworkUsageDescription"]


@pytest.mark.parametrize(("version", "said"), [("1.2.3", "1.2.3"), ("0.1.0.dev4", "0.1.0"), ("2", "2")])
def test_macos_gets_numbers_alone(version: str, said: str) -> None:
    assert numbers(version) == said


def test_the_readme_promises_the_oldest_macos_that_the_build_allows() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")

    assert re.findall(r"^\| macOS (\d+) ", readme, re.MULTILINE) == [str(bundle.PROMISED[0])]


@pytest.mark.parametrize(
    ("content", "oldest"),
    [
        (thin((13, 3)), (13, 3)),
        (thin((10, 13), command=0x24), (10, 13)),
        (fat(thin((11, 0)), thin((15, 0))), (15, 0)),
        (fat(thin((15, 0)), thin((11, 0))), (15, 0)),
    ],
)
def test_a_file_says_which_macos_it_was_built_for(content: bytes, oldest: tuple[int, int], tmp_path: Path) -> None:
    (tmp_path / "lib.dylib").write_bytes(content)

    assert oldest_system(tmp_path / "lib.dylib") == oldest


def test_code_is_known_by_what_it_holds(tmp_path: Path) -> None:
    app = an_app(tmp_path, (12, 0))

    assert [file.name for file in code_files(app)] == ["lib.dylib", "deeptrin-desktop"]


def test_the_bundle_has_what_is_ours_and_nothing_of_the_freezers_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Release, "build", tmp_path / "build")
    app = an_app(tmp_path, (12, 0))

    bundle.finish(app, [], RELEASE)

    contents = app / "Contents"
    assert plistlib.loads((contents / "Info.plist").read_bytes()) == info(RELEASE, (12, 0))
    assert [icon.name for icon in contents.rglob("*.icns")] == [info(RELEASE, (12, 0))["CFBundleIconFile"]]
    assert (contents / "Resources" / "notices" / "NOTICES.txt").exists()


def test_a_file_for_a_newer_macos_than_promised_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Release, "build", tmp_path / "build")

    with pytest.raises(bundle.OldestSystemError, match=r"Contents/Frameworks/lib\.dylib"):
        bundle.finish(an_app(tmp_path, (99, 0)), [], RELEASE)


def test_the_icon_has_a_picture_of_each_size(tmp_path: Path) -> None:
    make_icon(tmp_path / "icon.icns", tmp_path)

    content = (tmp_path / "icon.icns").read_bytes()
    assert struct.unpack(">4sI", content[:8]) == (b"icns", len(content))
    reader, edges = QImageReader(str(tmp_path / "icon.icns")), []
    for number in range(reader.imageCount()):
        reader.jumpToImage(number)
        image = reader.read()
        assert image.hasAlphaChannel()
        edges.append(image.width())
    assert sorted(edges) == sorted(KINDS.values())


def test_an_icon_says_how_long_each_picture_is() -> None:
    assert icns({b"ic11": b"small", b"ic10": b"large one"}) == (
        b"icns" + struct.pack(">I", 38) + b"ic11" + struct.pack(">I", 13) + b"small" + b"ic10\0\0\0\x11large one"
    )


@pytest.mark.skipif("sys.platform == 'darwin'")
def test_elsewhere_than_on_a_mac_one_line_says_why_it_cannot_be() -> None:
    with pytest.raises(OtherSystemError, match="on a Mac"):
        package(RELEASE)
