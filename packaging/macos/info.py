"""What macOS is told about the app: `Info.plist`."""

import re
from typing import Any

from macos.macho import System
from release import NAME, TITLE, Release

IDENTIFIER = "com.deeptrin.desktop"
ICON = "icon.icns"
_EXPORT = {
    "UTTypeIdentifier": f"{IDENTIFIER}.conversations",
    "UTTypeDescription": f"{TITLE} conversations",
    "UTTypeConformsTo": ["public.json"],
    "UTTypeTagSpecification": {
        "public.filename-extension": ["deeptrin.json"],
        "public.mime-type": ["application/vnd.deeptrin-desktop+json"],
    },
}
_DOCUMENTS = [
    {
        "CFBundleTypeName": _EXPORT["UTTypeDescription"],
        "CFBundleTypeRole": "Viewer",
        "LSHandlerRank": "Owner",
        "LSItemContentTypes": [_EXPORT["UTTypeIdentifier"]],
    },
    # The Finder may go by what follows the last dot alone, and .json is not ours to take: we offer to open it.
    {
        "CFBundleTypeName": "JSON",
        "CFBundleTypeRole": "Viewer",
        "LSHandlerRank": "Alternate",
        "LSItemContentTypes": ["public.json"],
    },
]


def info(release: Release, oldest: System) -> dict[str, Any]:
    """The property list, for an app that runs on `oldest` and newer."""
    version = numbers(release.version)
    return {
        "CFBundleDevelopmentRegion": "en",
        "CFBundleDisplayName": TITLE,
        "CFBundleDocumentTypes": _DOCUMENTS,
        "CFBundleExecutable": NAME,
        "CFBundleIconFile": ICON,
        "CFBundleIdentifier": IDENTIFIER,
        "CFBundleInfoDictionaryVersion": "6.0",
        "CFBundleName": TITLE,
        "CFBundlePackageType": "APPL",
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "LSApplicationCategoryType": "public.app-category.productivity",
        "LSMinimumSystemVersion": "{}.{}".format(*oldest),
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": f"© {release.date.year} The {TITLE} authors. MIT licence.",
        # macOS asks the person before a program may reach a server in the same network.
        "NSLocalNetworkUsageDescription": "So that you can chat with models on servers in your own network.",
        "NSPrincipalClass": "NSApplication",
        "UTExportedTypeDeclarations": [_EXPORT],
    }


def numbers(version: str) -> str:
    """The numbers that a version begins with, three at most: macOS takes nothing else. Of `0.1.0.dev4`, `0.1.0`."""
    return ".".join(re.findall(r"\d+", version)[:3])
