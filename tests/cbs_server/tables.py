"""What a fake table holds, apart from the protocol it is served in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Topic:
    """A measure: v3 key, v4 code, title and unit."""

    key: str
    code: str
    title: str
    unit: str = "%"
    decimals: int = 1


@dataclass(frozen=True)
class Dimension:
    """A dimension: name, kind, width to which v3 pads its keys, and members (code to title, status)."""

    name: str
    kind: str
    width: int
    members: dict[str, tuple[str, str | None]]


@dataclass
class FakeTable:
    """A table; ``cells`` has one value (or None) per topic for each tuple of dimension codes."""

    identifier: str
    title: str
    topics: list[Topic]
    dimensions: list[Dimension]
    cells: Mapping[tuple[str, ...], Sequence[float | int | str | None]]
    modified: str = "2023-06-30T02:00:00"
    reason: str = "Actualisering"
    extra: dict[str, str] = field(default_factory=dict)


def regions(members: dict[str, str]) -> Dimension:
    """Return the regional dimension; v3 pads its keys to ten."""
    return Dimension("RegioS", "GeoDimension", 10, {code: (title, None) for code, title in members.items()})


def years(members: dict[str, str]) -> Dimension:
    """Return the periods from code to status."""
    return Dimension(
        "Perioden", "TimeDimension", 8, {code: (code[:4], status) for code, status in members.items()}
    )


INDICATORS = [
    Topic("JongerenMetJeugdhulpInNatura_1", "M003321", "Jongeren met jeugdhulp in natura"),
    Topic("JongerenMetJeugdhMetVerblInNat_2", "M003322", "Jongeren met jeugdh. met verbl. in nat."),
    Topic("JongerenMetJeugdbescherming_3", "M003323", "Jongeren met jeugdbescherming"),
    Topic("JeugdbeschEnJeugdhMetVerblInNat_4", "M003324", "Jeugdbesch. en jeugdh. met verbl. in nat"),
    Topic("JongerenMetJeugdreclassering_5", "M003325", "Jongeren met jeugdreclassering"),
]


def indicators_table(topics: list[Topic] | None = None, identifier: str = "85098NED") -> FakeTable:
    """Return a small 85098NED with made-up values: withheld cells, a final and a provisional year."""
    return FakeTable(
        identifier,
        "Indicatoren jeugdzorg in natura; gemeenten",
        topics or INDICATORS,
        [
            regions({"NL01": "Nederland", "GM1680": "Aa en Hunze", "GM0505": "Dordrecht"}),
            years({"2021JJ00": "Definitief", "2022JJ00": "Voorlopig"}),
        ],
        {
            ("NL01", "2021JJ00"): [12.9, 9, 1.3, 45.1, 0.3],
            ("NL01", "2022JJ00"): [13.2, 8.8, 1.2, 46.3, 0.3],
            ("GM1680", "2021JJ00"): [12, None, 1.1, None, None],
            ("GM1680", "2022JJ00"): [13, 11.5, 1.4, 56.9, None],
            ("GM0505", "2021JJ00"): [15.1, 7.25, 1.6, 44, 0.5],
            ("GM0505", "2022JJ00"): [15.8, 7, 1.5, 43.2, 0.4],
        },
    )


KEY_FIGURES = [
    Topic("Gemeentenaam_1", "", "Gemeentenaam", ""),
    Topic("SoortRegio_2", "", "Soort regio", ""),
    Topic("AantalInwoners_5", "", "Aantal inwoners", "aantal", 0),
    Topic("k_0Tot15Jaar_8", "", "0 tot 15 jaar", "aantal", 0),
    Topic("GemiddeldeHuishoudensgrootte_32", "", "Gemiddelde huishoudensgrootte", "aantal"),
    Topic("PercentageJongerenMetJeugdzorg_88", "", "Percentage jongeren met jeugdzorg", "%"),
    Topic("WmoClienten_89", "", "Wmo-cliënten", "aantal", 0),
]


def key_figures_table(
    members: dict[str, list[float | int | str | None]],
    topics: list[Topic] | None = None,
    identifier: str = "85039NED",
    year: str = "2021",
) -> FakeTable:
    """Return a table of key figures: no periods, one regional dimension with districts and neighbourhoods."""
    area = Dimension("WijkenEnBuurten", "GeoDetail", 10, {code: (code, None) for code in members})
    return FakeTable(
        identifier,
        f"Kerncijfers wijken en buurten {year}",
        topics or KEY_FIGURES,
        [area],
        {(code,): values for code, values in members.items()},
    )
