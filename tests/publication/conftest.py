"""The made-up dossier and its report, made once for all tests of this folder."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from drietrap.publication.dossier import Dossier
from drietrap.publication.report.content import build
from drietrap.publication.report.document import Document
from drietrap.publication.report.html import as_html
from drietrap.publication.report.pdf import as_pdf
from drietrap.publication.report.xlsx import as_xlsx

sys.path.insert(0, str(Path(__file__).parent))
from dossier_example import example


@pytest.fixture(scope="session")
def dossier() -> Dossier:
    return example()


@pytest.fixture(scope="session")
def document(dossier: Dossier) -> Document:
    return build(dossier)


@pytest.fixture(scope="session")
def page(document: Document) -> str:
    return as_html(document)


@pytest.fixture(scope="session")
def pdf(document: Document) -> bytes:
    return as_pdf(document)


@pytest.fixture(scope="session")
def workbook(dossier: Dossier, document: Document) -> bytes:
    return as_xlsx(dossier, document)
