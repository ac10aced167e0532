"""publiccode.yml, CITATION.cff, the licence and the changelog are complete and agree with each other."""

from __future__ import annotations

import hashlib
import re
import tomllib
from typing import Any

import pytest
import yaml
from tools.pages import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PUBLICCODE: dict[str, Any] = yaml.safe_load((ROOT / "publiccode.yml").read_text("utf-8"))
CITATION: dict[str, Any] = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))

# Mandatory keys of publiccode.yml 0.7 (publiccodeyml/publiccode.yml, schema.core.rst).
MANDATORY = (
    "publiccodeYmlVersion",
    "name",
    "url",
    "platforms",
    "developmentStatus",
    "softwareType",
    "description",
    "legal",
    "maintenance",
    "localisation",
)
STATUSES = {"concept", "development", "beta", "stable", "obsolete"}
TYPES = {
    *(f"standalone/{kind}" for kind in ("mobile", "iot", "desktop", "web", "backend", "other")),
    *("addon", "library", "configurationFiles"),
}
DEPRECATED = {"inputTypes", "outputTypes", "monochromeLogo", "genericName", "repoOwner", "authorsFile"}
# SHA-256 of the words (white space as one space) of the English EUPL-1.2; the same in the npm packages
# @open-formulieren/design-tokens 0.66.0 (LICENSE.md) and spdx-license-list 6.12.0 (licenses/EUPL-1.2.json).
EUPL = "b265314fe0920ed66121307961dabb70eb3c26c508d2362783e821bbb4a0e16c"


def test_publiccode_has_every_mandatory_key():
    assert [key for key in MANDATORY if not PUBLICCODE.get(key)] == []
    assert PUBLICCODE["publiccodeYmlVersion"] == "0.7"
    assert PUBLICCODE["developmentStatus"] in STATUSES
    assert PUBLICCODE["softwareType"] in TYPES
    assert isinstance(PUBLICCODE["platforms"], list)
    assert not DEPRECATED & set(PUBLICCODE)
    assert PUBLICCODE["maintenance"]["type"] in {"internal", "community"}
    assert all(contact["name"] for contact in PUBLICCODE["maintenance"]["contacts"])
    assert PUBLICCODE["localisation"]["localisationReady"] is False
    assert PUBLICCODE["localisation"]["availableLanguages"] == ["nl"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_publiccode_descriptions_have_the_right_length(language: str):
    text = PUBLICCODE["description"][language]
    assert 0 < len(text["shortDescription"]) <= 150
    assert "\n" not in text["shortDescription"]
    assert 150 <= len(text["longDescription"]) <= 10_000
    assert len(text["features"]) == len(PUBLICCODE["description"]["nl"]["features"]) > 0
    assert not DEPRECATED & set(text)


def test_version_name_and_address_agree_everywhere():
    from drietrap import __version__

    assert PROJECT["version"] == __version__ == PUBLICCODE["softwareVersion"] == CITATION["version"]
    assert PROJECT["name"] == PUBLICCODE["name"]
    assert PUBLICCODE["url"] == CITATION["repository-code"]


def test_licence_is_the_same_everywhere_and_is_the_official_text():
    assert PROJECT["license"] == PUBLICCODE["legal"]["license"] == CITATION["license"] == "EUPL-1.2"
    words = " ".join((ROOT / "LICENSE").read_text(encoding="utf-8").split())
    assert hashlib.sha256(words.encode()).hexdigest() == EUPL


def test_citation_has_what_the_format_asks():
    assert CITATION["cff-version"] == "1.2.0"
    assert {"message", "title", "type", "authors"} <= set(CITATION)
    assert all(author.get("name") or author.get("family-names") for author in CITATION["authors"])


def test_changelog_keeps_its_form():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## \[([^\]]+)\](?: - (\d{4}-\d\d-\d\d))?$", text, flags=re.MULTILINE)
    assert versions[0] == ("Unreleased", "")
    assert all(date for _, date in versions[1:])
    sections = set(re.findall(r"^### (\w+)$", text, flags=re.MULTILINE))
    assert sections <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
