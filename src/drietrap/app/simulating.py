"""Run a scenario for a municipality."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from drietrap import __version__
from drietrap.app.calibrating import calibration_of
from drietrap.app.folder import DataFolder
from drietrap.app.named_file import named_file
from drietrap.app.state import State, opened
from drietrap.publication.disclosure import Published, publish
from drietrap.statistics.inputs import FloatArray
from drietrap.steering.base import Basis, base
from drietrap.steering.calibration.simulated import BURN_IN
from drietrap.steering.places import Place, places_of
from drietrap.steering.population import world_of
from drietrap.steering.scenario.answering import answer
from drietrap.steering.scenario.definition import Scenario
from drietrap.steering.scenario.ground import Ground
from drietrap.steering.scenario.reading import read
from drietrap.steering.scenario.result import ScenarioResult
from drietrap.steering.scenario.simulating import Tell, simulate
from drietrap.vocabulary.errors import NoDataError

FOLDER, STARTS = "scenario's", "beginstanden"
_DECEMBER = 11


def run_scenario(
    folder: DataFolder,
    file: Path,
    *,
    draws: int | None = None,
    out: Path | None = None,
    tell: Tell | None = None,
) -> Published[ScenarioResult]:
    """Run the scenario of a file on the calibrated model of its municipality.

    Draws are kept in the data folder: a run that is broken off goes on where it was.

    Parameters
    ----------
    file
        The scenario (TOML).
    draws
        Another number of draws than the file asks for.
    out
        Folder for a report.
    tell
        Is told how many draws are done, and of how many.

    Raises
    ------
    InputError
        When the scenario cannot be read, or contradicts itself, with the line.
    NoDataError
        When there are too few figures of the municipality to calibrate on.
    """
    content = named_file(
        file, "een scenario in TOML", "maak een voorbeeld met 'drietrap knoppen --voorbeeld scenario.toml'"
    )
    read(content, file.name)  # what is wrong in it is told before anything is opened
    with opened(folder) as state:
        asked = read(content, file.name, known=_known(state))
        scenario = asked if draws is None else replace(asked, draws=draws)
        ground = ground_of(state, scenario)
    found = simulate(scenario, ground, folder.root / FOLDER, tell)
    result = publish(answer(scenario, ground, found), public_sources=True)
    folder.log("simuleer", gebied=ground.code, trekkingen=scenario.draws)
    if out is None:
        return result
    from drietrap.publication.scenario.write import write_scenario  # loads the libraries of reports

    made = write_scenario(result, out, made_on=datetime.now(UTC).date(), software=f"drietrap {__version__}")
    return publish(made, public_sources=True)


def ground_of(state: State, scenario: Scenario) -> Ground:
    """Return what a scenario stands on: the calibrated model of its municipality.

    Where there are too few figures to calibrate on, the values of the whole country stand in, and the answer
    says so.

    Raises
    ------
    NoDataError
        When it is not even known how many young people live there.
    """
    area = state.municipality(scenario.municipality, None)
    try:
        model = calibration_of(state, area)
    except NoDataError as error:
        year = 2000 + _known(state) // 12
        (place,) = places_of(state.core.observation, year, {area: state.name(area)})
        ground = _ground(state, scenario, place, base().drawn, np.ones(len(place.districts)), "")
        warning = (
            f"NIET GEIJKT: {error.problem}. De waarden van het model zijn die van heel Nederland, "
            f"voor het aantal jeugdigen van {place.name}."
        )
        return replace(ground, warning=warning)
    on = "het register" if model.origin.records else "gepubliceerde cijfers"
    fitted = (
        f"De waarden van het model zijn afgesteld op {on} van {state.name(area)} "
        f"(zie 'drietrap ijk {area}'); wat die cijfers niet zeggen, is een aanname."
    )
    return _ground(state, scenario, model.place, model.basis_drawn, model.district, fitted)


def _ground(
    state: State,
    scenario: Scenario,
    place: Place,
    basis: Callable[[int], Basis],
    district: FloatArray,
    fitted: str,
) -> Ground:
    return Ground(
        code=place.code,
        name=place.name,
        synthetic=state.synthetic,
        world=world_of([place], scenario.start - BURN_IN, BURN_IN + scenario.months),
        basis=basis,
        district=district,
        burn_in=BURN_IN,
        fitted=fitted,
        district_names=state.core.district_names(place.year),
        keep=state.folder / STARTS,
    )


def _known(state: State) -> int:
    """Return the last month of the newest year of which there are figures."""
    years = [int(period[:4]) for period in state.figures["period"].unique().to_list()]
    return (max(years) - 2000) * 12 + _DECEMBER
