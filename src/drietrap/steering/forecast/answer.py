"""One forecast put together: own municipality, districts, region and country, with how it did before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from drietrap.benchmark.result import Estimate
from drietrap.catalogue.forecast import ForecastTarget
from drietrap.statistics.inputs import FloatArray
from drietrap.steering.forecast.assumptions import WORDS
from drietrap.steering.forecast.deviation import Spread
from drietrap.steering.forecast.foretelling import Foretold, Question, foretell
from drietrap.steering.forecast.levels import Coherent, coherent, districts
from drietrap.steering.forecast.material import (
    Around,
    District,
    country_of,
    district_rows,
    panel_of,
    people_ahead,
)
from drietrap.steering.forecast.pooled import middle_of
from drietrap.steering.forecast.result import AreaForecast, Expected, Forecast, Seen, Uncertainty
from drietrap.steering.forecast.series import Panel
from drietrap.steering.forecast.trials import by_horizon, by_size, trials
from drietrap.steering.forecast.words import sentences
from drietrap.vocabulary.errors import NoDataError

YEARS = 5
ELSEWHERE = "niet bij een wijk geteld"
SEED = 6
_ENDS = (0.025, 0.1, 0.5, 0.9, 0.975)


@dataclass(frozen=True)
class Place:
    """The municipality asked, and those around it: names, inhabitants, and who is in its jeugdregio."""

    area: str
    names: Mapping[str, str]
    inhabitants: Mapping[str, float]
    region: tuple[str, str, tuple[str, ...]] | None


@dataclass(frozen=True)
class Material:
    """All that one forecast is made of, the same for every municipality."""

    target: ForecastTarget
    panel: Panel
    country: Panel
    people: FloatArray
    times: FloatArray
    estimated: bool


def material(target: ForecastTarget, around: Around, areas: Sequence[str]) -> Material:
    """Return the series of all municipalities and the country, up to :data:`YEARS` after the last figure.

    Raises
    ------
    NoDataError
        When the municipalities or the country have no figure at all.
    """
    panel, country = panel_of(target, around, areas), country_of(target, around)
    start, last = panel.times[-1], max(panel.times[-1], country.times[-1])
    times = np.arange(start + 1, last + YEARS + 1)
    people, estimated = people_ahead(panel, around, times)
    return Material(target, panel, country, people, times, estimated)


def learned(given: Material, borrowed: tuple[Spread, ...] | None) -> tuple[Foretold, Coherent]:
    """Return the forecast of all municipalities at once, made to add up with the country."""
    question = Question(given.panel, given.country, given.times, given.people, SEED, borrowed)
    foretold = foretell(question)
    if given.target.near:  # another quantity: the country is what its municipalities add up to
        counts = foretold.draws.counts
        return foretold, Coherent(counts, np.zeros(counts.shape[1:]), counts.sum(axis=0))
    return foretold, coherent(foretold.draws, given.panel, given.country, given.country.people[0, -1])


def answer(given: Material, around: Around, place: Place, foretold: Foretold, told: Coherent) -> Forecast:
    """Return the forecast for the municipality of ``place``.

    Raises
    ------
    NoDataError
        When it has no figure.
    """
    panel = given.panel
    if place.area not in panel.areas:
        raise NoDataError(f"{place.names[place.area]} staat niet in deze cijfers")
    row = panel.areas.index(place.area)
    own = AreaForecast(
        "gemeente",
        place.area,
        place.names[place.area],
        _seen(panel, row),
        _expected(given.times, told.areas[row], _uncertainties(foretold, panel, row)),
    )
    return Forecast(
        id=given.target.id,
        label=given.target.label,
        unit=given.target.unit,
        source=_source(given),
        method=foretold.method,
        own=own,
        region=_region(given, place, told),
        country=_country(given, told),
        districts=_districts(given, around, place, foretold, told.areas[row]),
        trials=trials(foretold),
        by_size=by_size(foretold, panel, place.inhabitants),
        by_horizon=by_horizon(foretold),
        sentences=sentences(given.target, own, foretold, len(panel.areas), int(given.country.known.sum())),
        assumptions=WORDS,
        warnings=_warnings(given, row),
    )


def _period(at: float) -> str:
    return str(int(at))


def _seen(panel: Panel, row: int) -> tuple[Seen, ...]:
    found = []
    places = np.flatnonzero(panel.known[row])
    for at, before in zip(places, [-1, *places[:-1]], strict=True):
        middle, half = float(panel.count[row, at]), float(panel.width[row, at]) / 2
        secret = half >= middle  # withheld: from zero up
        number = Estimate(None if secret else middle, max(middle - half, 0.0), middle + half)
        last = bool(at == places[-1] and panel.provisional[row])
        start, end = panel.times[before], panel.times[at]
        broken = before >= 0 and any(start < cut <= end for cut in panel.breaks[row])
        found.append(Seen(_period(end), number, last, broken))
    return tuple(found)


def _expected(
    times: FloatArray, draws: FloatArray, parts: Sequence[Uncertainty] | None = None
) -> tuple[Expected, ...]:
    """Return what draws (draws x times) say."""
    low95, low80, middle, high80, high95 = np.quantile(draws, _ENDS, axis=0)
    return tuple(
        Expected(
            _period(at),
            float(draws[:, place].mean()),
            Estimate(float(middle[place]), float(low80[place]), float(high80[place])),
            Estimate(float(middle[place]), float(low95[place]), float(high95[place])),
            parts[place] if parts is not None else None,
        )
        for place, at in enumerate(times)
    )


def _uncertainties(foretold: Foretold, panel: Panel, row: int) -> tuple[Uncertainty, ...]:
    """Split the variance of the logarithm into where it comes from."""
    counts = np.maximum(foretold.draws.counts[row], 1e-9)
    final, before = np.log(counts).var(axis=0), foretold.before[row]
    seen = np.flatnonzero(panel.known[row])[-1]
    reporting = np.full(final.size, panel.reporting[row, seen])
    found = []
    for place in range(final.size):
        model = max(final[place] - before[place], 0.0)
        process = min(foretold.draws.process[row, place], before[place])
        known = min(reporting[place], before[place] - process)
        parts = np.array([process, before[place] - process - known, known, model])
        found.append(Uncertainty(*map(float, parts / parts.sum())))
    return tuple(found)


def _region(given: Material, place: Place, told: Coherent) -> AreaForecast | None:
    if place.region is None:
        return None
    code, name, members = place.region
    rows = [given.panel.areas.index(one) for one in members if one in given.panel.areas]
    if len(rows) < len(members):
        return None  # a sum of some of them would be read as the region
    seen = given.panel.only(np.array(rows)).total(code)
    return AreaForecast(
        "jeugdregio", code, name, _seen(seen, 0), _expected(given.times, told.areas[rows].sum(axis=0))
    )


def _country(given: Material, told: Coherent) -> AreaForecast:
    if given.target.near:
        whole = given.panel.total("NL")
        name = "alle gemeenten samen"
        return AreaForecast("land", "NL", name, _seen(whole, 0), _expected(given.times, told.country))
    return AreaForecast(
        "land", "NL", "Nederland", _seen(given.country, 0), _expected(given.times, told.country)
    )


def _districts(
    given: Material, around: Around, place: Place, foretold: Foretold, whole: FloatArray
) -> tuple[AreaForecast, ...]:
    rows = district_rows(given.target, around, place.area)
    if len(rows) < 2:
        return ()
    moment = rows[0].moment
    later = given.times > moment
    rest = _elsewhere(given.panel, place.area, moment) - sum(one.count for one in rows)
    if rest > 0:
        rows = (*rows, District(f"{place.area}-rest", moment, rest, rows[0].width))
    draws = districts(
        whole[:, later],
        np.array([one.count for one in rows]),
        np.array([one.width for one in rows]),
        tuple(one.area for one in rows),
        given.times[later] - moment,
        middle_of(foretold.draws.spreads),
        SEED,
    )
    found = []
    for at, one in enumerate(rows):
        half = one.width / 2
        value = None if half >= one.count else one.count
        number = Estimate(value, max(one.count - half, 0.0), one.count + half)
        found.append(
            AreaForecast(
                "wijk",
                one.area,
                place.names.get(one.area, ELSEWHERE if one.area.endswith("-rest") else one.area),
                (Seen(_period(moment), number, False),),
                _expected(given.times[later], draws[at]),
            )
        )
    return tuple(found)


def _elsewhere(panel: Panel, area: str, moment: float) -> float:
    """Return the count of the whole municipality at a moment; 0 when that is not known."""
    at = np.flatnonzero(panel.times == moment)
    count = panel.count[panel.areas.index(area), at[0]] if at.size else np.nan
    return float(np.nan_to_num(count))


def _source(given: Material) -> str:
    first, last = (_period(given.panel.times[at]) for at in (0, -1))
    start, end = (_period(given.country.times[at]) for at in (0, -1))
    own = first if first == last else f"{first} tot en met {last}"
    return f"cijfers per gemeente van {own}; landelijke reeks van {start} tot en met {end} (CBS)"


def _warnings(given: Material, row: int) -> tuple[str, ...]:
    panel, found = given.panel, list[str]()
    own = panel.times[panel.known[row]]
    found += [
        f"De reeks heeft een breuk in {_period(cut)}: wat daarvoor was, zegt niets over het niveau van nu."
        for cut in panel.breaks[row]
        if own.size and own[0] < cut <= own[-1]
    ]
    if not given.estimated:
        found.append("Er is geen raming van het aantal jongeren gelezen: dat aantal blijft hier gelijk.")
    gap = given.country.times[-1] - panel.times[-1]
    if gap >= 1:
        found.append(
            f"De landelijke reeks loopt {int(gap)} jaar langer door dan die van gemeenten; voor die jaren "
            "volgt de schatting Nederland."
        )
    if len(own) < len(panel.times) and own.size and own[-1] < panel.times[-1]:
        found.append(f"Het laatste cijfer van deze gemeente is van {_period(own[-1])}.")
    return tuple(found)
