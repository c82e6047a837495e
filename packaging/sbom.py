"""The bill of materials, as CycloneDX: for those who ask whether a known hole is in what they have installed."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from components import Component

# This one is the library on PyPI, and not the folder that this file is in.
from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from release import NAME, Release


def write_sbom(components: Sequence[Component], release: Release, path: Path) -> None:
    """Writes the bill of one release; the same components give the same bytes."""
    path.write_text(json.dumps(sbom(components, release), indent=2, ensure_ascii=False) + "\n", "utf-8")


def sbom(components: Sequence[Component], release: Release) -> dict[str, Any]:
    """The bill as JSON's values, of CycloneDX 1.6."""
    own = f"pkg:generic/{NAME}@{release.version}"
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, f'{own}#{release.system}-{release.epoch}')}",
        "version": 1,
        "metadata": {
            "timestamp": f"{release.date:%Y-%m-%dT%H:%M:%SZ}",
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": NAME,
                "version": release.version,
                "licenses": [{"license": {"id": "MIT"}}],
                "purl": own,
            },
        },
        "components": [_plain(component) for component in components],
        "dependencies": [{"ref": own, "dependsOn": [component.purl for component in components]}],
    }


def _plain(component: Component) -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": component.purl,
        "name": component.name,
        "version": component.version,
        "licenses": [_licence(component.licence)],
        "purl": component.purl,
        "externalReferences": [{"type": "source-distribution", "url": component.source}],
    }


def _licence(said: str) -> dict[str, Any]:
    try:
        return {"expression": canonicalize_license_expression(said)}
    except InvalidLicenseExpression:  # the licences of a system's library are told by a file
        return {"license": {"name": said}}
