"""Looking ahead from published series: what is likely for a municipality, and how good that was before."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from drietrap import __version__
from drietrap.app.folder import DataFolder
from drietrap.app.state import State, opened
from drietrap.benchmark.groups import Territory
from drietrap.catalogue.forecast import NOT_YET, TARGETS, ForecastTarget
from drietrap.publication.disclosure import Published, publish
from drietrap.steering.forecast.answer import Place, answer, learned, material
from drietrap.steering.forecast.deviation import Spread
from drietrap.steering.forecast.material import Around, moment
from drietrap.steering.forecast.result import Forecast, ForecastResult
from drietrap.vocabulary.errors import InputError, NoDataError


def forecast(
    folder: DataFolder, text: str, *, wanted: tuple[str, ...] = (), out: Path | None = None
) -> Published[ForecastResult]:
    """Return what is likely for a municipality in the next years.

    Parameters
    ----------
    text
        Name or code of the municipality.
    wanted
        Only these numbers (ids of :data:`drietrap.catalogue.forecast.TARGETS`); all when empty.
    out
        Folder for a report.

    Raises
    ------
    InputError
        For a number that we do not look ahead at.
    NoDataError
        When there is nothing to look ahead from.
    """
    known = {target.id: target for target in TARGETS}
    unknown = [one for one in wanted if one not in known]
    if unknown:
        raise InputError(
            f"'{unknown[0][:60]}' is geen aantal waarvoor wij vooruitkijken",
            expected=", ".join(known),
            action="kies een van deze, of laat --aantal weg",
        )
    chosen = tuple(known[one] for one in dict.fromkeys(wanted)) or TARGETS
    with opened(folder) as state:
        result = forecasts(state, text, chosen)
        release = state.number
    sealed = publish(result, public_sources=True)
    if out is None:
        return sealed
    from drietrap.publication.forecast.write import write_forecast  # loads the libraries of reports

    made = write_forecast(sealed, out, made_on=datetime.now(UTC).date(), software=f"drietrap {__version__}")
    folder.log("vooruitblik", gebied=result.area, uitgave=release)
    return publish(made, public_sources=True)


def forecasts(state: State, text: str, targets: tuple[ForecastTarget, ...]) -> ForecastResult:
    """Return the forecasts for one municipality; see :func:`forecast`."""
    area = state.municipality(text, None)
    name = state.name(area)
    around, land = around_of(state, targets)
    if area not in land.areas:
        state.require_existing(area, land.year)
    place = _place(state, land, area)
    found, missed = list[Forecast](), list[str]()
    borrowed: tuple[Spread, ...] | None = None
    for target in targets:
        try:
            given = material(target, around, land.areas)
            few = not (given.panel.known.sum(axis=1) > 1).any()
            borrowed = borrowed or (_lent(around, land) if few else None)
            foretold, told = learned(given, borrowed if few else None)
            borrowed = borrowed or foretold.draws.spreads
            found.append(answer(given, around, place, foretold, told))
        except NoDataError as error:
            missed.append(f"{target.label}: {error}")
    if not found:
        raise NoDataError(
            f"voor {name}{state.ended(area)} is geen vooruitblik te maken ({missed[0]})",
            action="lees meer jaren van de tabellen, of kies een andere gemeente",
        )
    return ForecastResult(area, name, state.synthetic, tuple(found), (*missed, *NOT_YET))


def around_of(state: State, targets: tuple[ForecastTarget, ...]) -> tuple[Around, Territory]:
    """Return what is known of ``targets``, and the municipalities of the last year with any of them.

    Raises
    ------
    NoDataError
        When no municipality has any.
    """
    years = _years(state, targets)
    if not years:
        raise NoDataError(
            "er zijn geen cijfers gelezen waar een vooruitblik op kan rusten",
            expected="het aantal jongeren met jeugdzorg per gemeente, en de landelijke reeks",
            action="lees die tabellen met 'drietrap lees' of 'drietrap haal'",
        )
    land = state.territory(str(max(years)))
    return Around(state.figures, state.core.observation, _changed(state, land, years)), land


def _lent(around: Around, land: Territory) -> tuple[Spread, ...] | None:
    """Return how municipalities vary, learned from the first number with more than one year."""
    for target in TARGETS:
        try:
            given = material(target, around, land.areas)
        except NoDataError:
            continue
        if (given.panel.known.sum(axis=1) > 1).any():
            return learned(given, None)[0].draws.spreads
    return None


def _years(state: State, targets: tuple[ForecastTarget, ...]) -> list[int]:
    """Return the years in which any municipality has one of the numbers."""
    names = [name for target in targets for name in target.indicators]
    periods = state.figures.filter(
        state.figures["indicator"].is_in(names)
        & state.figures["area"].str.starts_with("GM")
        & state.figures["rounding_lower"].is_not_null()
    )["period"]
    return sorted({int(moment(period)) for period in periods.unique().to_list()})


def _changed(state: State, land: Territory, years: list[int]) -> dict[str, tuple[float, ...]]:
    """Return per municipality the first year in which it is not what it was in the year before it."""
    found: dict[str, list[float]] = {}
    for earlier, later in pairwise(years):
        for area in land.areas:
            if state.areas.parts(area, of=later, on=earlier).codes != (area,):
                found.setdefault(area, []).append(float(later))
    return {area: tuple(cuts) for area, cuts in found.items()}


def _place(state: State, land: Territory, area: str) -> Place:
    names = dict(zip(land.areas, land.names, strict=True))
    names[area] = state.name(area)
    names |= state.core.district_names(land.year)
    inhabitants = dict(zip(land.areas, map(float, land.inhabitants), strict=True))
    region = land.regions[land.areas.index(area)]
    if region is None:
        return Place(area, names, inhabitants, None)
    members = tuple(other for other, its in zip(land.areas, land.regions, strict=True) if its == region)
    return Place(area, names, inhabitants, (*region, members))
