"""Small valid files as their publishers write them, made by the tests."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

STATLINE_HEADER = (
    '"Regio\'s";"Perioden";"Jongeren met jeugdhulp in natura (% (zie toelichting))";'
    '"Jongeren met jeugdh. met verbl. in nat. (% (zie toelichting))";'
    '"Jongeren met jeugdbescherming (% (zie toelichting))";'
    '"Jeugdbesch. en jeugdh. met verbl. in nat (% (zie toelichting))";'
    '"Jongeren met jeugdreclassering (% (zie toelichting))"'
)
STATLINE = (
    "\ufeff"
    + "\n".join(
        (
            STATLINE_HEADER,
            '"Nederland";"2022*";13,2;8,8;1,2;46,3;0,3',
            '"Súdwest-Fryslân";"2022*";13;11,5;1,4;56,9;',
            '"Dordrecht";"2022*";15,8;8,9;1,5;51;0,5',
        )
    )
    + "\n"
)
IV3 = (
    "jaar,document,Gemeenten,Taakveld,Lasten,Baten,Inwonertal,"
    "Stedelijkheid,Centrumfunctie,Sociale structuur\n"
    "2023,begroting,Eendracht,6.2 Wijkteams,100.0,4.0,1200,,,\n"
    "2023,begroting,Eendracht,6.82a Jeugdbescherming ,-7.0,0.0,1200,,,\n"
    '2023,begroting,"Oost, West en Thuis",6.2 Wijkteams,0.0,0.0,900,,,\n'
    "2023,begroting,Nederland,6.2 Wijkteams,100.0,4.0,2100,,,\n"
)
MERGERS = (
    "Bestaan tot;Eindjaar;Oude;Nieuwe;Huidige code;Huidige naam\n"
    "1-1-2014;2014;GM0055;GM0080;GM0080;Súdwest-Fryslân\n"
    "1-8-1963;1963;GM1055;#N/A;#N/A;Duitsland\n"
)


def geojson(*features: dict[str, object], **more: object) -> str:
    """Return a FeatureCollection."""
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more})


def area(code: str = "GM0505", ring: object = None, **geometry: object) -> dict[str, object]:
    """Return a feature with one ring, or with another geometry."""
    ring = [[4.6, 51.8], [4.7, 51.8], [4.7, 51.9], [4.6, 51.8]] if ring is None else ring
    shape = geometry or {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"gemeentecode": code, "inwoners": 5}, "geometry": shape}


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write text or bytes to a file and return its path."""

    def _write(content: str | bytes, name: str = "tabel.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return _write
