"""What is wrong in the rows of a registration, told as for a delivery: counted, with rows and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

from drietrap.catalogue.beleidsinformatie import Element, Form
from drietrap.catalogue.beleidsinformatie.registrations import (
    CONTRACTED,
    DISTRICT_TEAM,
    MUNICIPAL,
    PRODUCTION,
    REGISTRATIONS,
)
from drietrap.catalogue.rules.rule import Severity
from drietrap.register.identity import PERSON
from drietrap.register.judging import BETWEEN, BROKEN, SHOWN_ROWS, VALUE, FindingGroup, in_order
from drietrap.register.registration_between import Odd, oddities

_PARAGRAPH = "eigen indeling van drietrap; het protocol gaat niet over registraties"
_APART = ("ontbreekt of klopt niet", "De regel staat apart en telt niet mee.")
_UNREAD = ("klopt niet", "De regel telt mee, zonder dit gegeven.")
_WANTED = {
    Form.BSN: "negen cijfers die aan de elfproef voldoen",
    Form.BIRTH: "een datum als JJJJMMDD",
    Form.DATE: "een datum als JJJJMMDD",
    Form.CODE: "een code uit de lijst",
    Form.MUNICIPALITY: "een code van vier cijfers",
    Form.COUNT: "een heel getal",
    Form.PERIOD: "een periode zoals 2022H1",
    Form.AMOUNT: "een bedrag in euro's, met een komma voor de centen",
    Form.TEXT: "een naam of nummer",
}
# Element -> column of the typed rows. Without one of the needed ones a row is not of anything.
_NEEDED: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        CONTRACTED: {"aanbieder": "provider", "soort": "delivery_kind", "levert_zelf": "delivers"},
        PRODUCTION: {"aanbieder": "provider", "periode": "over"},
        DISTRICT_TEAM: {"bsn": PERSON, "datum_aanvang": "started"},
        MUNICIPAL: {"bsn": PERSON, "datum_aanvang": "started"},
    }
)
_ABOUT_YOUTH = {
    "geboortedatum": "born",
    "geslacht": "sex",
    "gemeente": "municipality",
    "datum_einde": "ended",
    "reden_beeindiging": "reason",
}
_CARE = {"verwijzer": "referrer", "hulpvorm": "form", "maatregel": "measure"}
_READ: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        CONTRACTED: {"contract_van": "since", "contract_tot": "until"},
        PRODUCTION: {
            "hulpvorm": "form",
            "jeugdigen": "youths",
            "trajecten": "trajectories",
            "bedrag": "amount",
        },
        DISTRICT_TEAM: {**_ABOUT_YOUTH, "kinderen_in_plan": "children"},
        MUNICIPAL: {**_ABOUT_YOUTH, **_CARE, "datum_verwijzing": "referred", "bedrag": "amount"},
    }
)


@dataclass(frozen=True)
class CheckedRows:
    """Rows that can be used; ``row`` and ``rule`` of those set apart; and what was found, grouped."""

    rows: pl.DataFrame
    quarantine: pl.DataFrame
    findings: tuple[FindingGroup, ...]


def checked(kind: str, texts: pl.DataFrame, rows: pl.DataFrame) -> CheckedRows:
    """Set apart the rows that lack what makes them one, and count what could not be read or is odd.

    Parameters
    ----------
    kind
        As in ``catalogue.beleidsinformatie.registrations``.
    texts
        ``row`` and elements as delivered; blank is null.
    rows
        The same rows, in the same order, typed: what cannot be read is null.
    """
    apart: list[pl.DataFrame] = []
    findings: list[FindingGroup] = []
    for element, broken, needed in _tests(kind, texts, rows):
        if not broken.any():
            continue
        findings.append(_group(element, broken, rows["row"], needed))
        if needed:
            rule = pl.lit(_code(element)).alias("rule")
            apart.append(rows.filter(broken).select("row", rule).cast(BROKEN))
    quarantine = pl.concat([pl.DataFrame(schema=BROKEN), *apart]).sort("row", "rule")
    kept = rows.join(quarantine, on="row", how="anti", maintain_order="left")
    findings.extend(_odd(odd, kept["row"], rows.height) for odd in oddities(kind, kept) if odd.rows.any())
    return CheckedRows(kept, quarantine, in_order(findings))


def _tests(kind: str, texts: pl.DataFrame, rows: pl.DataFrame) -> Iterator[tuple[Element, pl.Series, bool]]:
    elements = {element.id: element for element in REGISTRATIONS[kind]}
    for name, column in _NEEDED[kind].items():
        yield elements[name], rows[column].is_null(), True
    for name, column in _READ[kind].items():
        yield elements[name], texts[name].is_not_null() & rows[column].is_null(), False


def _odd(odd: Odd, rows: pl.Series, whole: int) -> FindingGroup:
    count = int(odd.rows.sum())
    return FindingGroup(
        rule=odd.code,
        severity=odd.severity,
        title=odd.title,
        message=f"{odd.title}. {odd.why}.",
        action=f"{odd.action}.",
        paragraph=_PARAGRAPH,
        count=count,
        share=count / whole,
        rows=_first(rows.filter(odd.rows)),
        level=BETWEEN,
    )


def _first(rows: pl.Series) -> tuple[int, ...]:
    return tuple(rows.sort().head(SHOWN_ROWS).to_list())


def _code(element: Element) -> str:
    return f"REGISTRATIE-{element.id.upper().replace('_', '-')}"


def _group(element: Element, broken: pl.Series, rows: pl.Series, needed: bool) -> FindingGroup:
    count = int(broken.sum())
    label, wanted = element.label, _WANTED[element.form]
    missing, rest = _APART if needed else _UNREAD
    return FindingGroup(
        rule=_code(element),
        severity=Severity.BLOKKEERT if needed else Severity.WAARSCHUWING,
        title=f"{label} {missing}",
        message=f"{label} {missing}. {rest}",
        action=f"Herstel deze regels in de bron en lees het bestand opnieuw in. Verwacht: {wanted}.",
        paragraph=_PARAGRAPH,
        count=count,
        share=count / len(rows),
        rows=_first(rows.filter(broken)),
        level=VALUE,
    )
