"""Write the calibration page: HTML, PDF and XLSX together, or nothing at all."""

from __future__ import annotations

import datetime
from pathlib import Path

from drietrap.publication.calibration.words import (
    COST_HEADS,
    DURATION_HEADS,
    FIGURE_HEADS,
    KEPT_HEADS,
    VALUE_HEADS,
    cost_row,
    duration_row,
    figure_row,
    kept_row,
    value_row,
)
from drietrap.publication.disclosure import Published
from drietrap.publication.report.document import Block, Document, Hero, Note, Paragraph, Points, Section
from drietrap.publication.report.sealed import write_sealed
from drietrap.publication.report.sheets import Number, Sheet, as_wide_as_heads
from drietrap.publication.report.write import joined_name
from drietrap.publication.tables import table
from drietrap.steering.calibration.told import CalibratedValue, CalibrationResult, Fits
from drietrap.vocabulary.notation import number

_LEADS = ("Waarop", "Gebruikt", "Niet gebruikt", "Aannames")
_READING = (
    "Gepubliceerde aantallen zijn afgerond en klein is geheim; dat telt mee als onzekerheid. 'Telt mee' zegt "
    "voor welk deel het eigen cijfer bepaalt waar het model op mikt. De rest komt van de jeugdregio en het "
    "land: een kleine gemeente leunt meer op de andere. 'Past' betekent: toeval, afronding en onzekerheid "
    "over het model kunnen het verschil verklaren."
)

_BASIS = {
    False: "Deze pagina rust op gepubliceerde tabellen en op aannames; bij elke regel staat de bron.",
    True: "Deze pagina rust op leveringen van aanbieders, op gepubliceerde tabellen en op aannames; bij elke "
    "regel staat de bron.",
}


def build(result: CalibrationResult, made_on: datetime.date, software: str) -> Document:
    """Return the whole page before it has a form."""
    kept = [one for one in result.figures if not one.fitted and one.verdict is not Fits.UNKNOWN]
    right = sum(one.verdict is Fits.INSIDE for one in kept)
    return Document(
        title=f"IJking van het model voor {result.name}",
        subtitle=f"Wat zou een maatregel doen? Hoe goed het model is dat dat berekent, {result.year}",
        area=result.area,
        made_on=made_on.isoformat(),
        software=software,
        synthetic=result.synthetic,
        hero=Hero(
            f"{right} van {len(kept)}",
            "cijfers die niet zijn gebruikt om het model af te stellen, passen erbij",
            None,
        ),
        main_points=Points(
            tuple(Paragraph(text, lead) for lead, text in zip(_LEADS, result.sentences, strict=True))
        ),
        sections=tuple(_sections(result)),
        basis=_BASIS[result.records],
    )


def _sections(result: CalibrationResult) -> list[Section]:
    used = [figure_row(one) for one in result.figures if one.fitted]
    kept = [kept_row(one) for one in result.figures if not one.fitted]
    heads = tuple(map(str.capitalize, FIGURE_HEADS))
    others = tuple(map(str.capitalize, KEPT_HEADS))
    first: list[Block] = [
        Paragraph(_READING),
        table("tabel-gebruikt", "Cijfers waarop het model is afgesteld", heads, used, "ttnnntt"),
        table("tabel-over", "Cijfers die niet zijn gebruikt", others, kept, "ttnntt"),
    ]
    first += [Note("Let op", text) for text in result.warnings]
    found = [Section("past-het", "Past het model bij de cijfers?", tuple(first))]
    if result.durations:
        found.append(_durations(result))
    if result.costs:
        rows = [cost_row(one) for one in result.costs]
        told = "De prijs is de factor op de landelijke aanname waarmee het model bij de jaarrekening uitkomt."
        costs = table(
            "tabel-kosten", "Kosten per jaar", tuple(map(str.capitalize, COST_HEADS)), rows, "ttnnn"
        )
        found.append(Section("kosten", "Wat kost de hulp hier?", (Paragraph(told), costs)))
    if result.districts:
        parts = [(one.name, number(one.factor, 2)) for one in result.districts]
        told = (
            "Boven 1: meer hulpvragen dan het model van deze gezinnen verwacht. Kleine wijken zijn naar het "
            "gemiddelde van de gemeente getrokken."
        )
        districts = table("tabel-wijken", "Factor op hulpvragen", ("Wijk", "Factor"), parts, "tn")
        found.append(Section("wijken", "Verschillen tussen wijken", (Paragraph(told), districts)))
    return [*found, *_values(result.values)]


def _durations(result: CalibrationResult) -> Section:
    told = (
        f"Uit de leveringen over {result.over}. Hulp die nog loopt telt mee. Hulp die begon voor de eerste "
        "levering telt mee vanaf die levering. Dit is de tijd tot de eerste afgesproken datum; de helft "
        "duurt korter. Daarna kan hulp worden verlengd."
    )
    rows = [duration_row(one) for one in result.durations]
    heads = tuple(map(str.capitalize, DURATION_HEADS))
    return Section(
        "duur",
        "Hoe lang duurt hulp hier?",
        (
            Paragraph(told),
            table("tabel-duur", "Maanden tot de eerste afgesproken datum", heads, rows, "tnnt"),
        ),
    )


def _values(values: tuple[CalibratedValue, ...]) -> list[Section]:
    heads = tuple(map(str.capitalize, VALUE_HEADS))
    learned = [value_row(one) for one in values if not one.assumption]
    assumed = [value_row(one) for one in values if one.assumption]
    told = (
        "'Geleerd' zegt welk deel van de onzekerheid de cijfers wegnamen. Bij een aanname bijna niets: "
        "wat een scenario daarover zegt, rust op onze aanname of op die van u."
    )
    blocks: list[Block] = [Paragraph(told)]
    if learned:
        blocks.append(table("tabel-geleerd", "Waar de cijfers iets over zeggen", heads, learned, "ttnt"))
    if assumed:
        blocks.append(table("tabel-aannames", "Alleen een aanname", heads, assumed, "ttnt"))
    return [Section("waarden", "Wat is geleerd, en wat is aangenomen?", tuple(blocks))]


def sheets(result: CalibrationResult) -> tuple[Sheet, ...]:
    """Return the workbook: figures, costs, values and districts, as numbers."""

    def plain(value: float | None) -> Number:
        return Number(value, None, 5)

    figures = tuple(
        (
            one.id, one.label, one.unit, one.source, str(one.year), "ja" if one.fitted else "nee",
            plain(one.published.value), plain(one.published.lower), plain(one.published.upper),
            plain(one.pooled.value), plain(one.weight), plain(one.region), plain(one.country),
            plain(one.model.value), plain(one.model.lower), plain(one.model.upper), one.verdict.value,
        )
        for one in result.figures
    )  # fmt: skip
    heads = (
        "id", "cijfer", "eenheid", "bron", "jaar", "gebruikt", "eigen cijfer", "ondergrens", "bovengrens",
        "gebundeld", "eigen gewicht", "jeugdregio", "landelijk", "model", "model ondergrens",
        "model bovengrens", "oordeel",
    )  # fmt: skip
    durations: tuple[tuple[str | Number, ...], ...] = tuple(
        (one.form, plain(one.before), *map(plain, (one.months.value, one.months.lower, one.months.upper)))
        for one in result.durations
    )
    costs = tuple(
        (one.label, ", ".join(one.taakvelden), plain(one.published), plain(one.model), plain(one.factor))
        for one in result.costs
    )
    values = tuple(
        (
            one.id,
            one.label,
            one.unit,
            one.grade,
            plain(one.learned),
            "ja" if one.assumption else "nee",
            one.source,
        )
        for one in result.values
    )
    districts = tuple((one.id, one.name, plain(one.factor)) for one in result.districts)
    columns = ("id", "waarde", "eenheid", "herkomst", "geleerd", "alleen aanname", "bron")
    return (
        as_wide_as_heads("Cijfers", heads, figures),
        as_wide_as_heads("Duur", ("hulp", "land", "hier", "ondergrens", "bovengrens"), durations),
        as_wide_as_heads("Kosten", ("soort hulp", "taakvelden", "lasten", "model", "factor prijs"), costs),
        as_wide_as_heads("Waarden", columns, values),
        as_wide_as_heads("Wijken", ("id", "wijk", "factor"), districts),
    )


def write_calibration(
    result: Published[CalibrationResult], folder: Path, *, made_on: datetime.date, software: str
) -> CalibrationResult:
    """Write the report into ``folder``; return the result with where it is (see :func:`write_sealed`)."""
    return write_sealed(
        result,
        folder,
        name=lambda content: joined_name("ijking", content.name, str(content.year)),
        document=lambda content: build(content, made_on, software),
        sheets=sheets,
    )
