"""The calibrated model of a municipality: made from an opened release, and kept beside it."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import polars as pl

from drietrap import __version__
from drietrap.app.calibrating_records import Source, source_of, version_of
from drietrap.app.folder import DataFolder
from drietrap.app.state import State, opened
from drietrap.publication.disclosure import Published, publish
from drietrap.register.correction_file import load
from drietrap.register.corrections import apply
from drietrap.register.kept import keep_newest, kept_or_made
from drietrap.steering.base import base
from drietrap.steering.burn_in import MONTHS
from drietrap.steering.calibration.calibrating import Evidence, calibrate, place_in
from drietrap.steering.calibration.keeping import facts_digest, recalled, stored
from drietrap.steering.calibration.published import COSTS, USE, counted, years_of
from drietrap.steering.calibration.result import Calibration
from drietrap.steering.calibration.telling import told
from drietrap.steering.calibration.told import CalibrationResult
from drietrap.steering.calibration.usable import published_youths
from drietrap.steering.places import places_of
from drietrap.vocabulary.errors import NoDataError

FOLDER = "ijkingen"
KEPT_OF_AREA = 3  # calibrations of one municipality: one for each source
_COST_FIRST = "lasten_"


def calibrated(folder: DataFolder, text: str, source: Source = Source.CHOOSE) -> Calibration:
    """Return the calibrated model of a municipality: the kept one, else made now and kept.

    A kept one counts only for the same release, register, base values and software; a damaged one is made
    anew.

    Parameters
    ----------
    text
        Name or code of the municipality.
    source
        What to calibrate on.

    Raises
    ------
    NoDataError
        When there are too few figures to calibrate on.
    """
    with opened(folder) as state:
        return calibration_of(state, state.municipality(text, None), source=source)


def calibration(
    folder: DataFolder,
    text: str,
    *,
    source: Source = Source.CHOOSE,
    fresh: bool = False,
    out: Path | None = None,
) -> Published[CalibrationResult]:
    """Calibrate the model of a municipality and tell how well it fits.

    Parameters
    ----------
    text
        Name or code of the municipality.
    source
        What to calibrate on.
    fresh
        Also when a calibration is kept.
    out
        Folder for a page.

    Raises
    ------
    NoDataError
        When there are too few figures to calibrate on, or the register is asked for and says too little.
    """
    with opened(folder) as state:
        area = state.municipality(text, None)
        made = calibration_of(state, area, source=source, fresh=fresh)
        names = state.core.district_names(made.place.year)
        result = told(made, names, synthetic=state.synthetic)
        release = state.number
    folder.log("ijk", gebied=area, uitgave=release, register=made.origin.records)
    sealed = publish(result, public_sources=True)
    if out is None:
        return sealed
    from drietrap.publication.calibration.write import write_calibration  # loads the libraries of reports

    page = write_calibration(
        sealed, out, made_on=datetime.now(UTC).date(), software=f"drietrap {__version__}"
    )
    return publish(page, public_sources=True)


def calibration_of(
    state: State, area: str, *, source: Source = Source.CHOOSE, fresh: bool = False
) -> Calibration:
    """Return the calibrated model of a municipality of an opened release; see :func:`calibrated`.

    With ``fresh`` it is made anew.
    """
    register = 0 if source is Source.PUBLISHED else version_of(state)
    key = f"{state.number}|{area}|{source}|{register}|{__version__}|{MONTHS}|{facts_digest()}"
    path = state.folder / FOLDER / f"{area}-{hashlib.sha256(key.encode()).hexdigest()[:32]}.npz"
    return kept_or_made(
        path,
        lambda content: None if fresh else recalled(content, base()),
        lambda: calibrate(evidence_of(state, area, source), area),
        stored,
        lambda: keep_newest(path.parent, f"{area}-*.npz", KEPT_OF_AREA),
    )


def evidence_of(state: State, area: str, source: Source = Source.CHOOSE) -> Evidence:
    """Return what a municipality of an opened release is calibrated with.

    Raises
    ------
    NoDataError
        When the figures on use are missing, the municipality is not in them, or the register is asked for and
        says too little.
    """
    observations = apply(state.core.observation, load()).observations
    years = years_of(observations, USE)
    if not years:
        raise NoDataError(
            "er zijn geen cijfers over jeugdigen met jeugdzorg per gemeente",
            expected=f"de tabel {USE} (jeugdzorg in natura per gemeente of wijk)",
            action="lees eerst die tabel met 'drietrap lees' of 'drietrap haal'",
        )
    land = state.territory(str(years[0]))
    state.require_existing(area, years[0])
    places = places_of(observations, years[0], dict(zip(land.areas, land.names, strict=True)))
    region = dict(zip(land.areas, land.regions, strict=True))
    named = sorted({found[0] for found in land.regions if found is not None})
    number = {code: at + 1 for at, code in enumerate(named)}
    regions = np.array([number[found[0]] if (found := region[place.code]) else 0 for place in places])
    at = place_in(places, area)
    youths = published_youths(counted(observations, places), at)
    origin, log = source_of(state, area, places[at].people.sum(axis=0), youths, source)
    return Evidence(observations, places, regions, state.number, costs_of(observations, area), origin, log)


def costs_of(observations: pl.DataFrame, area: str) -> dict[str, float]:
    """Return EUR per taakveld of the newest accounts; nothing where a municipality booked nothing at all."""
    rows = observations.filter(
        (pl.col("table") == COSTS)
        & (pl.col("variant") == "jaarrekening")
        & (pl.col("area") == area)
        & pl.col("measure").str.starts_with(_COST_FIRST)
        & pl.col("value").is_not_null()
    ).sort("period", "measure")
    if rows.is_empty():
        return {}
    newest = rows.filter(pl.col("period") == rows["period"][-1])
    found = {
        measure.removeprefix(_COST_FIRST): float(value)
        for measure, value in newest.select("measure", "value").iter_rows()
    }
    return found if any(value > 0 for value in found.values()) else {}
