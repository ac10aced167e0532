"""Making the report from records about an area: what deliveries say, beside what CBS published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from drietrap.app.folder import DataFolder
from drietrap.app.person_house import PersonHouse
from drietrap.app.record_areas import district_name
from drietrap.app.record_asked import Asked, asked, period_asked
from drietrap.app.record_blocks import (
    BlockAsked,
    BlockKind,
    districts_asked,
    districts_shown,
    providers_asked,
)
from drietrap.app.record_counts import wanted
from drietrap.app.record_dossier import connected, delivered_within, dossier_of, exact_counts
from drietrap.app.record_kept import Keeping, blocks_around
from drietrap.app.record_lineage import keep, origins, sources
from drietrap.app.record_releases import adding
from drietrap.app.register_results import RecordReportResult
from drietrap.indicators.figure import FIGURE_SCHEMA
from drietrap.publication.charts.render import warm_up
from drietrap.publication.disclosure import Published, publish_feedback, publish_records
from drietrap.publication.records.dossier import RecordsDossier
from drietrap.publication.records.write import write_records
from drietrap.publication.suppression.safe import SafeRelease
from drietrap.register import ledger
from drietrap.register.areas import AreaRegister
from drietrap.register.warehouse import Warehouse


def record_report(folder: DataFolder, text: str, period: str, out: Path) -> Published[RecordReportResult]:
    """Write the report from records about an area over a period as HTML, PDF and XLSX into ``out``.

    What is shown is kept in the data folder before a file is written, and every later report is protected
    together with it. A report that is killed in between has shown nothing, and is made the same again.

    Parameters
    ----------
    text
        Name or code of a municipality or jeugdregio.
    period
        A year or half-year.

    Raises
    ------
    InputError
        When the area is not known, the period is no year or half-year, or the figures of now would give
        away a secret together with those of an earlier report.
    NoDataError
        When there is no delivery over the period.
    """
    warm_up()
    over, house = period_asked(period), PersonHouse(folder)
    synthetic = house.synthetic
    with house.open() as reader:
        delivered_within(reader, over)
        delivered = set(reader.frame(ledger.DELIVERIES)["period"].to_list())
        about = asked(text, over, house.core, house.areas(), delivered)
        with connected(reader) as connection:
            dossier = dossier_of(reader, connection, about, _figures(folder), synthetic=synthetic)
            counted = exact_counts(connection, about)
            behind = origins(reader, connection, about.area, wanted(about.period, about.halves))
            with adding(folder) as shelf:
                keeping, blocks = Keeping(shelf, about, counted, reader.number), _blocks(about)
                below = keeping.all_areas()
                released = keeping.blocks(connection, below, blocks, needed=False)
                whole = _with_places(dossier, about, blocks, released, house.areas())
                published = publish_records(replace(whole, sources=sources(behind)), below.outcome, released)
                keep(shelf.version, behind)
    made = write_records(published, out)
    folder.log("registratierapport", gebied=about.area, periode=over.code)
    return publish_feedback(
        RecordReportResult(
            area=about.area,
            name=about.name,
            period=over.code,
            synthetic=synthetic,
            html=str(made.html),
            pdf=str(made.pdf),
            xlsx=str(made.xlsx),
        )
    )


def _blocks(about: Asked) -> tuple[BlockAsked, ...]:
    """Return the blocks of the report: of a jeugdregio its providers, of a municipality districts as well."""
    kinds = [BlockKind.PROVIDERS] if about.is_region else list(BlockKind)
    return blocks_around(about, kinds, about.area)


def _with_places(
    dossier: RecordsDossier,
    about: Asked,
    blocks: Sequence[BlockAsked],
    released: Sequence[Published[SafeRelease]],
    areas: AreaRegister,
) -> RecordsDossier:
    """Return the dossier with where its districts and providers are."""
    names = [(code, district_name(code, areas)) for _, code in districts_shown(released)]
    for one in blocks:
        if one.kind is BlockKind.DISTRICTS:
            dossier = replace(dossier, districts=districts_asked(one.area, about.period, names))
        else:
            dossier = replace(dossier, providers=providers_asked(one.area, about.period))
    return dossier


def _figures(folder: DataFolder) -> pl.DataFrame:
    """Return the published figures; empty when nothing was read."""
    warehouse = Warehouse(folder.warehouse)
    if warehouse.current is None:
        return FIGURE_SCHEMA.to_frame()
    with warehouse.open() as reader:
        return reader.frame("figure")
