"""Boundaries of municipalities from GeoJSON: code and geometry, everything else is left behind."""

from __future__ import annotations

import json
from itertools import chain
from pathlib import Path

from drietrap.sources.raw import RawBoundaries
from drietrap.sources.years import year_of
from drietrap.vocabulary.errors import InputError

TABLE = "GRENZEN"
_CODES = ("gemeentecode", "statcode", "GM_CODE", "code")
_AGAIN = "haal de grenzen opnieuw op als GeoJSON in WGS84 (EPSG:4326)"
_YEARS = range(1900, 2200)


def looks_like_json(head: str) -> bool:
    """Whether the file begins as JSON does."""
    return head.lstrip()[:1] in ("{", "[")


def read_boundaries(text: str, path: Path, year: int | None = None) -> tuple[RawBoundaries, ...]:
    """Return the geometry of each area.

    Raises
    ------
    InputError
        When the text is no GeoJSON FeatureCollection, an area has no code or the same code as another, or
        a ring is open, too short or outside the range of degrees.
    """
    document = _document(text, path.name)
    features = document.get("features")
    if document.get("type") != "FeatureCollection" or not isinstance(features, list) or not features:
        raise _refused("dit is geen GeoJSON met gebieden", "een FeatureCollection met gebieden", path.name)
    geometries: dict[str, dict[str, object]] = {}
    for number, feature in enumerate(features, start=1):
        code = _code(feature, number, path.name)
        if code in geometries:
            raise _refused(f"gebied {code} staat er twee keer in", "elk gebied één keer", path.name)
        geometries[code] = _geometry(feature.get("geometry"), code, path.name)
    return (RawBoundaries(TABLE, year_of(path, year, _stated_year(document)), geometries),)


def _document(text: str, file: str) -> dict[str, object]:
    try:
        document = json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise InputError(
            "dit JSON-bestand is afgekapt of beschadigd", action=_AGAIN, file=file, row=error.lineno
        ) from error
    except (ValueError, RecursionError) as error:
        raise _refused("dit JSON-bestand is niet te lezen", "een GeoJSON-bestand", file) from error
    return document if isinstance(document, dict) else {}


def _stated_year(document: dict[str, object]) -> int | None:
    metadata = document.get("metadata")
    year = metadata.get("year") if isinstance(metadata, dict) else None
    return year if isinstance(year, int) and year in _YEARS else None


def _code(feature: object, number: int, file: str) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if isinstance(properties, dict):
        for name in _CODES:
            code = properties.get(name)
            if isinstance(code, str) and code.strip():
                return code.strip()
    raise _refused(
        f"gebied nummer {number} heeft geen code", f"een eigenschap {' of '.join(_CODES)}, zoals GM0505", file
    )


def _geometry(geometry: object, code: str, file: str) -> dict[str, object]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if kind not in ("Polygon", "MultiPolygon") or not isinstance(polygons, list) or not polygons:
        raise _refused(f"gebied {code} heeft geen grens", "een Polygon of MultiPolygon", file)
    for polygon in polygons:
        if not isinstance(polygon, list) or not polygon:
            raise _refused(f"de grens van gebied {code} is leeg", "ten minste één ring", file)
        for ring in polygon:
            _check_ring(ring, code, file)
    return {"type": kind, "coordinates": coordinates}


def _check_ring(ring: object, code: str, file: str) -> None:
    if not isinstance(ring, list) or len(ring) < 4 or ring[0] != ring[-1]:
        raise _refused(
            f"de grens van gebied {code} is niet gesloten",
            "ringen van ten minste vier punten, waarvan het laatste gelijk is aan het eerste",
            file,
        )
    try:
        numbers = set(map(type, chain.from_iterable(ring))) <= {int, float} and set(map(len, ring)) <= {2, 3}
    except TypeError:
        numbers = False
    if not numbers:
        raise _refused(
            f"in de grens van gebied {code} staat een punt zonder coördinaten", "[lengte, breedte]", file
        )
    if max(abs(point[0]) for point in ring) > 180 or max(abs(point[1]) for point in ring) > 90:
        raise _refused(
            f"een punt van gebied {code} ligt buiten de wereldkaart; de coördinaten zijn geen graden",
            "WGS84: lengte tussen -180 en 180, breedte tussen -90 en 90",
            file,
        )


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not a number that JSON allows")


def _refused(problem: str, expected: str, file: str) -> InputError:
    return InputError(problem, expected=expected, action=_AGAIN, file=file)
