"""No committed file names an index of packages, or a place that exists on one machine only."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tools.pages import ROOT

from tests.docs.repository import committed

# Written in parts, so that this file does not name what it looks for.
_HOSTS = ("pypi" + ".org", "python" + "hosted.org", "registry.npm" + "js.org", "conda" + ".anaconda.org")
_PLACES = re.compile(r"(?<![\w.:/-])/(?:work|root|home|opt|Users|build|tmp/\w+)/[\w.-]", flags=re.ASCII)
_OPTIONS = re.compile(r"--(?:extra-)?index-url[ =]|--find-links[ =]|--trusted-host[ =]")


def machine_hosts() -> set[str]:
    """Return the hosts of the package indexes that this machine is set to."""
    told = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    ).stdout
    settings = (value for name, value in os.environ.items() if "INDEX" in name.upper())
    urls = re.findall(r"https?://[^\s'\"]+", " ".join([told, *settings]))
    return {host for url in urls if (host := urlsplit(url).hostname) and host != "localhost"}


def offences(text: str, hosts: set[str]) -> list[str]:
    """Return what in ``text`` names a host or a place on one machine."""
    lines = text.splitlines()
    wrong = [line for line in lines if _PLACES.search(line) or _OPTIONS.search(line)]
    return wrong + [line for line in lines for host in hosts if host in line]


def readable(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def test_no_file_names_an_index_or_a_place_on_one_machine():
    hosts = set(_HOSTS) | machine_hosts()
    found = {
        path.relative_to(ROOT).as_posix(): wrong[:3]
        for path in committed()
        if (wrong := offences(readable(path), hosts))
    }
    assert found == {}


def test_lock_files_hold_hashes_and_no_address():
    for name in ("run.txt", "dev.txt"):
        text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert "://" not in text


FOUND = (
    "see /" + "home/me/project",
    'path = "/' + 'work/x"',
    "pip install --index" + "-url x",
    "a " + _HOSTS[0],
)
LEFT = ("https://www.cbs.nl/home/page", "../shared/data", "docs/home/x", "/usr/bin/env")


@pytest.mark.parametrize("line", FOUND)
def test_the_search_finds_what_it_should(line: str):
    assert offences(line, set(_HOSTS))


@pytest.mark.parametrize("line", LEFT)
def test_the_search_leaves_the_rest(line: str):
    assert not offences(line, set(_HOSTS))
