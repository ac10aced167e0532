"""The versions of the protocol: 2.0 in full, every later one as what changed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from drietrap.catalogue.beleidsinformatie.elements import (
    JEUGDBESCHERMING,
    JEUGDHULP,
    JEUGDRECLASSERING,
    MACHTIGING,
    Element,
    Form,
    codes,
)
from drietrap.catalogue.beleidsinformatie.first import END, FIRST, IDENTITY, START, SUPERVISION
from drietrap.catalogue.beleidsinformatie.version import (
    Change,
    NewElements,
    NewKind,
    NewSentinels,
    NoLonger,
    Recoded,
    Sentinels,
    Version,
    next_version,
)

_B1 = "B1 [zeker]"
_B4 = "B4 [zeker]"
_OUTCOME = "B3 art. 7.5.3 lid 1 m en B1 [zeker]"


def _outcome(suffix: str, label: str) -> tuple[Element, ...]:
    """Return the elements of one measurement; the protocol allows two for each record."""
    return (
        Element(f"tevredenheid{suffix}", f"Tevredenheid{label}", Form.GRADE, 2, _OUTCOME),
        # The scale before version 7 (agree or disagree) is not in our sources: any code is let through.
        Element(f"zonder_hulp_verder{suffix}", f"Zonder hulp verder{label}", Form.CODE, 2, _OUTCOME),
        Element(
            f"type_informant{suffix}",
            f"Type informant{label}",
            Form.TEXT,
            15,
            "B1 noemt jeugdige en ouder of opvoeder, zonder code [zeker]; als woord [eigen keuze]",
        ),
    )


_THIRD: tuple[Change, ...] = (
    NewSentinels(
        Sentinels(
            unknown_bsn="999999999",
            unborn_bsn="000000000",
            # Version 7 prints nine zeros for a date of eight positions; we take both.
            unborn_birth=("00000000", "000000000"),
            source="B1 en B5 [zeker]; acht nullen [afgeleid]",
        )
    ),
    Recoded(
        JEUGDHULP,
        "verwijzer",
        "B5 [zeker]",
        dropped=("07",),
        added=codes("B5 [zeker]", ("08", "rechter, Raad voor de Kinderbescherming of officier van justitie")),
    ),
    Recoded(
        JEUGDBESCHERMING,
        "reden_beeindiging",
        _B1,
        added=codes(
            _B1,
            ("07", "voorlopige ondertoezichtstelling overgegaan in ondertoezichtstelling"),
            only_with=SUPERVISION,
        ),
    ),
    NoLonger(JEUGDBESCHERMING, ("datum_eerste_contact",), "B2 en B1 [zeker]; vanaf versie 3 [afgeleid]"),
    NoLonger(JEUGDRECLASSERING, ("datum_eerste_contact",), "B2 en B1 [zeker]; vanaf versie 3 [afgeleid]"),
)
_FOURTH: tuple[Change, ...] = (
    Recoded(JEUGDHULP, "perspectief", _B4, dropped=("01",)),
    NewElements(
        JEUGDHULP,
        "perspectief",
        (
            Element(
                "crisis",
                "Gestart met crisis",
                Form.CODE,
                2,
                _B4,
                required=True,
                codes=codes(_B4, ("01", "ja"), ("02", "nee")),
            ),
        ),
        _B4,
    ),
    NewElements(JEUGDHULP, "reden_beeindiging", (*_outcome("", ""), *_outcome("_2", " (2)")), _OUTCOME),
)
_FIFTH: tuple[Change, ...] = (NoLonger(JEUGDHULP, ("perspectief",), _B4),)
_SIXTH: tuple[Change, ...] = (
    NewElements(
        JEUGDRECLASSERING,
        "datum_einde",
        (
            Element(
                "risicoprofiel",
                "Dynamisch risicoprofiel",
                Form.CODE,
                2,
                _B4,
                codes=codes(_B1, ("41", "lager"), ("42", "gelijk"), ("43", "hoger")),
            ),
            Element(
                "doorverwijzing",
                "Doorverwijzing naar zorg",
                Form.CODE,
                2,
                _B4,
                codes=codes(_B1, ("51", "nee"), ("52", "ja")),
            ),
        ),
        _B4,
    ),
    NoLonger(JEUGDRECLASSERING, ("reden_beeindiging",), _B4),
)
_WITHOUT_HELP = codes(
    _B1,
    ("01", "dezelfde of zwaardere hulp nodig"),
    ("02", "lichtere hulp nodig"),
    ("03", "nu geen hulp nodig, later mogelijk wel"),
    ("04", "geen hulp meer nodig"),
)
_SEVENTH: tuple[Change, ...] = (
    Recoded(JEUGDHULP, "zonder_hulp_verder", _B1, added=_WITHOUT_HELP),
    Recoded(JEUGDHULP, "zonder_hulp_verder_2", _B1, added=_WITHOUT_HELP),
    Recoded(
        JEUGDHULP,
        "verwijzer",
        _B1,
        added=codes(_B1, ("08", "rechter, officier van justitie of functionaris van een JJI")),
    ),
    NewKind(
        MACHTIGING,
        (
            *IDENTITY,
            Element(
                "maatregel",
                "Type machtiging",
                Form.CODE,
                2,
                _B1,
                required=True,
                codes=codes(
                    _B1,
                    ("71", "gesloten plaatsing (Jeugdwet 6.1.2)"),
                    ("72", "uithuisplaatsing (BW 1:265b)"),
                ),
            ),
            START,
            END,
        ),
        "B1 en B4 [zeker]",
    ),
)

CHANGES: Mapping[str, tuple[Change, ...]] = MappingProxyType(
    {"3": _THIRD, "4": _FOURTH, "5": _FIFTH, "6": _SIXTH, "7": _SEVENTH}
)
_YEARS: Mapping[str, tuple[tuple[int, int | None], str]] = {
    "3": ((2016, 2017), "B5 [zeker]; ook 2017 [afgeleid]"),
    "4": ((2018, 2018), _B4),
    "5": ((2019, 2020), "Stcrt 2018, 53554 [zeker]; ook 2020 [afgeleid]"),
    "6": ((2021, 2021), "Stcrt 2020, 29223 en B4 [afgeleid]"),
    "7": ((2022, None), _B1),
}


def _all() -> dict[str, Version]:
    versions = {FIRST.id: FIRST}
    latest = FIRST
    for name, changes in CHANGES.items():
        years, source = _YEARS[name]
        latest = next_version(latest, name, years, source, changes)
        versions[name] = latest
    return versions


VERSIONS: Mapping[str, Version] = MappingProxyType(_all())


def version_of_year(year: int) -> Version | None:
    """Return the version that holds for a reporting year, or None before 2015."""
    fits = (
        version
        for version in VERSIONS.values()
        if version.years[0] <= year and (version.years[1] is None or year <= version.years[1])
    )
    return next(fits, None)
