"""Notices, bill of materials and sums name every part that is shipped, and two builds make the same of them."""

import hashlib
import json
import re
from pathlib import Path

import pygments
import pytest
from components import Component, licence_of, native_components, python_components
from notices import write_notices
from release import Release
from sbom import write_sbom
from sums import write_sums

RELEASE = Release(system="linux", version="1.2.3", epoch=1_700_000_000)


@pytest.fixture
def components() -> list[Component]:
    versions = {"qt": "6.1", "cpython": "3.11", "openssl": "3.0", "icu": "73", "sqlite": "3.40", "expat": "2.5"}
    return [*native_components(versions), *python_components(Path(pygments.__file__).parents[1])]


def test_the_parts_of_the_runtime_are_known_and_those_of_the_tests_are_not(components: list[Component]) -> None:
    names = {component.name.lower() for component in components}

    assert {"qt", "cpython", "openssl", "icu", "sqlite", "httpx", "keyring", "pyside6_essentials"} <= names
    assert not names & {"pytest", "mypy", "pyinstaller", "pip"}


def test_every_part_has_a_licence_and_its_text(components: list[Component], tmp_path: Path) -> None:
    write_notices(components, tmp_path / "doc", RELEASE)

    said = (tmp_path / "doc" / "NOTICES.txt").read_text("utf-8")
    assert "@" not in said
    for component in components:
        assert component.licence
        assert f"\n{component.name} {component.version}\n" in said
        assert component.texts or component.licence == "blessing", component.name
    named = {*re.findall(r"licences/(\S+)", said)}
    assert named == {file.name for file in (tmp_path / "doc" / "licences").iterdir()}


def test_the_bill_of_materials_names_every_part_once(components: list[Component], tmp_path: Path) -> None:
    write_sbom(components, RELEASE, tmp_path / "one.json")
    write_sbom(components, RELEASE, tmp_path / "two.json")

    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    bill = json.loads((tmp_path / "one.json").read_text("utf-8"))
    assert (bill["bomFormat"], bill["metadata"]["timestamp"]) == ("CycloneDX", "2023-11-14T22:13:20Z")
    references = [component["bom-ref"] for component in bill["components"]]
    assert len(references) == len({*references}) == len(components)
    assert bill["dependencies"][0]["dependsOn"] == references


@pytest.mark.parametrize(
    ("field", "classifiers", "licence"),
    [
        ("MIT", ["License :: OSI Approved :: BSD License"], "MIT"),
        ("", ["Topic :: Text", "License :: OSI Approved :: MIT License"], "MIT"),
        ("UNKNOWN", ["License :: OSI Approved :: Apache Software License"], "Apache-2.0"),
    ],
)
def test_old_metadata_tells_the_licence_by_a_classifier(field: str, classifiers: list[str], licence: str) -> None:
    assert licence_of(field, classifiers) == licence


def test_sums_are_of_all_files_but_their_own(tmp_path: Path) -> None:
    (tmp_path / "b.deb").write_bytes(b"b")
    (tmp_path / "a.rpm").write_bytes(b"a")

    first = write_sums(tmp_path).read_text("utf-8")

    assert first == write_sums(tmp_path).read_text("utf-8")
    sums = {name: hashlib.sha256(name[:1].encode()).hexdigest() for name in ("a.rpm", "b.deb")}
    assert first == "".join(f"{total}  {name}\n" for name, total in sums.items())
