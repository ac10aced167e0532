"""Write the report of a forecast: HTML, PDF and XLSX together, or nothing at all."""

from __future__ import annotations

import datetime
from pathlib import Path

from drietrap.publication.charts.fan import fan
from drietrap.publication.disclosure import Published
from drietrap.publication.forecast.words import (
    LEVEL_HEADS,
    TRIED_HEADS,
    TRIED_WORDS,
    level_row,
    tried_row,
)
from drietrap.publication.report.document import Block, Document, Hero, Note, Paragraph, Points, Section
from drietrap.publication.report.sealed import write_sealed
from drietrap.publication.report.sheets import Number, Row, Sheet, as_wide_as_heads
from drietrap.publication.report.write import joined_name
from drietrap.publication.tables import table
from drietrap.steering.forecast.result import AreaForecast, Forecast, ForecastResult, Tried
from drietrap.steering.forecast.words import LEADS, about, widths


def build(result: ForecastResult, made_on: datetime.date, software: str) -> Document:
    """Return the whole report before it has a form."""
    first = result.forecasts[0]
    last = first.own.ahead[-1]
    low, high = about(last.likely.lower or 0.0), about(last.likely.upper or 0.0)
    return Document(
        title=f"Vooruitblik jeugdhulp in {result.name}",
        subtitle=f"Aantallen tot en met {last.period}, met hun bandbreedte",
        area=result.area,
        made_on=made_on.isoformat(),
        software=software,
        synthetic=result.synthetic,
        hero=Hero(
            f"{low} tot {high}",
            f"{first.label} in {last.period} in {result.name}: zo ligt het in 80 van de 100 gevallen",
            fan(first, first.own),
        ),
        main_points=Points(_points(first)),
        sections=(
            *(_section(one, first=at == 0) for at, one in enumerate(result.forecasts)),
            _left_out(result),
        ),
        basis="Deze vooruitblik rust alleen op gepubliceerde tabellen; bij elk deel staat de bron.",
    )


def _points(one: Forecast) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(text, lead) for lead, text in zip(LEADS, one.sentences, strict=True))


def _section(one: Forecast, *, first: bool) -> Section:
    blocks: list[Block] = []
    if not first:
        blocks += [Points(_points(one)), fan(one, one.own)]
    blocks.append(Paragraph(widths(one.own.ahead), "Bandbreedte"))
    around = [area for area in (one.own, one.region, one.country) if area is not None]
    rows = [level_row(area) for area in (*around, *one.districts)]
    blocks.append(table(f"tabel-gebieden-{one.id}", f"Gebieden: {one.label}", LEVEL_HEADS, rows, "tntnnn"))
    blocks.append(
        Paragraph(
            "De gemiddelde schattingen van wijken tellen op tot die van de gemeente, en die van gemeenten "
            "tot het landelijke aantal. Grenzen tellen niet op: niet alles zit tegelijk mee of tegen."
        )
    )
    blocks += _trials(one)
    blocks += [Note("Let op", text) for text in one.warnings]
    blocks += [Note("Aanname", text) for text in one.assumptions]
    blocks.append(Paragraph(f"{one.source[:1].upper()}{one.source[1:]}.", "Bron"))
    return Section(f"vooruit-{one.id}", f"{one.label[:1].upper()}{one.label[1:]}", tuple(blocks))


def _trials(one: Forecast) -> list[Block]:
    found: list[Block] = []
    for where in dict.fromkeys(trial.situation for trial in one.trials):
        chosen = [tried_row(trial) for trial in one.trials if trial.situation == where]
        caption = f"Hoe goed methoden vroeger waren, {where}: {one.label}"
        found.append(table(f"tabel-test-{one.id}-{where.lower()}", caption, TRIED_HEADS, chosen, "tnnnnnnn"))
    for name, words, rows in (
        ("grootte", "per grootteklasse", one.by_size),
        ("jaren", "per jaar vooruit", one.by_horizon),
    ):
        if rows:
            heads = ("Waar", *TRIED_HEADS[1:])
            body = [tried_row(row, by="situation") for row in rows]
            caption = f"Hoe goed de getoonde methode was, {words}: {one.label}"
            found.append(table(f"tabel-{name}-{one.id}", caption, heads, body, "tnnnnnnn"))
    return [*found, Paragraph(TRIED_WORDS)] if found else []


def _left_out(result: ForecastResult) -> Section:
    points = tuple(Paragraph(text) for text in result.left_out)
    return Section("vooruit-niet", "Wat hier niet in staat", (Points(points),))


def sheets(result: ForecastResult) -> tuple[Sheet, ...]:
    """Return the workbook: what is ahead, and how methods did, as numbers."""
    ahead: list[Row] = []
    tried: list[Row] = []
    for one in result.forecasts:
        areas = [area for area in (one.own, one.region, one.country, *one.districts) if area is not None]
        ahead += [row for area in areas for row in _ahead_rows(one, area)]
        tried += [_tried_row(one, row) for rows in (one.trials, one.by_size, one.by_horizon) for row in rows]
    seen_heads = ("aantal", "soort", "gebied", "naam", "jaar", "status", "gemiddelde", "middelste")
    heads = (*seen_heads, "80% van", "80% tot", "95% van", "95% tot")
    score_heads = (
        "aantal", "waar", "methode", "getoond", "uitkomsten", "momenten", "CRPS (%)", "intervalscore 80 (%)",
        "intervalscore 95 (%)", "binnen 80 (%)", "binnen 95 (%)", "te hoog (%)",
    )  # fmt: skip
    return (as_wide_as_heads("Vooruit", heads, ahead), as_wide_as_heads("Getest", score_heads, tried))


def _ahead_rows(one: Forecast, area: AreaForecast) -> list[Row]:
    start = (one.label, area.kind, area.area, area.name)
    seen: list[Row] = [
        (
            *start,
            row.period,
            "voorlopig" if row.provisional else "geteld",
            Number(None),
            Number(row.count.value, None, 0),
            *(Number(None),) * 2,
            Number(row.count.lower, None, 0),
            Number(row.count.upper, None, 0),
        )
        for row in area.seen
    ]
    told: list[Row] = [
        (
            *start,
            row.period,
            "geschat",
            Number(row.mean, None, 1),
            Number(row.likely.value, None, 1),
            Number(row.likely.lower, None, 1),
            Number(row.likely.upper, None, 1),
            Number(row.wide.lower, None, 1),
            Number(row.wide.upper, None, 1),
        )
        for row in area.ahead
    ]
    return [*seen, *told]


def _tried_row(one: Forecast, row: Tried) -> Row:
    parts = (row.crps, row.interval_score_80, row.interval_score_95, row.cover_80, row.cover_95, row.bias)
    shown = "ja" if row.shown else "nee"
    counts = (Number(row.forecasts, None, 0), Number(row.origins, None, 0))
    return (one.label, row.situation, row.method, shown, *counts, *(Number(part, None, 2) for part in parts))


def write_forecast(
    result: Published[ForecastResult], folder: Path, *, made_on: datetime.date, software: str
) -> ForecastResult:
    """Write the report into ``folder``; return the result with where it is (see :func:`write_sealed`)."""
    return write_sealed(
        result,
        folder,
        name=lambda content: joined_name(
            "vooruitblik", content.name, content.forecasts[0].own.ahead[-1].period
        ),
        document=lambda content: build(content, made_on, software),
        sheets=sheets,
    )
