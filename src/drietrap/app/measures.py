"""Writing measures down with what is expected of them, and finding their effects back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from drietrap import __version__
from drietrap.app.folder import DataFolder
from drietrap.app.forecasting import around_of
from drietrap.app.named_file import named_file
from drietrap.app.state import State, opened
from drietrap.catalogue.indicators import INDICATORS
from drietrap.learning.finding import find
from drietrap.learning.ledger import Entry, Line, add, lines_of, versions
from drietrap.learning.measure import Measure, read, target_of
from drietrap.learning.result import EffectResult, MeasuresResult, MeasureTold
from drietrap.learning.telling import effect_of, judged, told
from drietrap.publication.disclosure import Published, publish
from drietrap.register.warehouse import Warehouse
from drietrap.steering.forecast.material import panel_of
from drietrap.steering.forecast.series import Panel
from drietrap.vocabulary.errors import NoDataError

_LARGEST = 100_000  # bytes of a file


def measures(folder: DataFolder) -> Published[MeasuresResult]:
    """Return all measures that were written down."""
    with opened(folder) as state:
        lines = _lines(folder)
        return publish(MeasuresResult(state.synthetic, _all_told(state, lines)), public_sources=True)


def write_down(
    folder: DataFolder,
    path: Path,
    *,
    revises: str = "",
    description: bool = False,
    now: datetime | None = None,
) -> Published[MeasuresResult]:
    """Write a measure down from its file, with what is known on this day.

    Parameters
    ----------
    path
        A TOML file (``learning.measure.read``).
    revises
        The measure of which this is a new version, as ``M1``; empty for a new one.
    description
        Whether it may be written down when its figures are there already.
    now
        The moment; that of the clock without it.

    Raises
    ------
    InputError
        When the file is no measure, the municipality is not known, or it cannot be a prediction.
    """
    content = named_file(path, "een TOML-bestand met een maatregel", "noem een bestand dat er is", _LARGEST)
    measure = read(content, path.name)
    moment = now or datetime.now(UTC)
    with opened(folder) as state:
        area = state.municipality(measure.municipality, None)
        known = _known_until(measure, area, state)
        entry = Entry(
            content.decode("utf-8-sig"), area, known, state.number, moment, f"drietrap {__version__}"
        )
        with _house(folder).writing() as release:
            line = add(release, entry, revises=revises, description=description)
        everything = _all_told(state, _lines(folder))
        added = next(one for one in everything if (one.id, one.version) == (line.measure, line.version))
        folder.log("maatregel", maatregel=line.measure, versie=line.version, voorspelling=line.prediction)
        return publish(MeasuresResult(state.synthetic, everything, added), public_sources=True)


def effect(folder: DataFolder, name: str, *, out: Path | None = None) -> Published[EffectResult]:
    """Return what the figures of now say of a measure; with ``out`` a report as well.

    Raises
    ------
    InputError
        When there is no such measure.
    NoDataError
        When there are no figures of the number that must change.
    """
    with opened(folder) as state:
        lines = versions(_lines(folder), name)
        all_told = _all_told(state, lines)
        about = judged(all_told)
        measure = next(line.what for line in lines if line.version == about.version)
        panel = _panel(measure, state)
        result = effect_of(
            measure,
            all_told,
            find(measure, about.area, panel),
            panel,
            source=_source(measure),
            synthetic=state.synthetic,
        )
        release = state.number
    sealed = publish(result, public_sources=True)
    if out is None:
        return sealed
    from drietrap.publication.effect.write import write_effect  # loads the libraries of reports

    made = write_effect(sealed, out, made_on=datetime.now(UTC).date(), software=f"drietrap {__version__}")
    folder.log("effect", maatregel=about.id, uitgave=release)
    return publish(made, public_sources=True)


def _house(folder: DataFolder) -> Warehouse:
    return Warehouse(folder.measures, doing="het vastleggen van een maatregel")


def _lines(folder: DataFolder) -> tuple[Line, ...]:
    house = _house(folder)
    if house.current is None:
        return ()
    with house.open() as reader:
        return lines_of(reader)


def _all_told(state: State, lines: tuple[Line, ...]) -> tuple[MeasureTold, ...]:
    newest = {line.measure: line.version for line in lines}
    return tuple(
        told(line, state.name(line.area), newest=newest[line.measure] == line.version) for line in lines
    )


def _panel(measure: Measure, state: State) -> Panel:
    target = target_of(measure)
    around, land = around_of(state, (target,))
    return panel_of(target, around, land.areas)


def _known_until(measure: Measure, area: str, state: State) -> str:
    try:
        panel = _panel(measure, state)
    except NoDataError:
        return ""
    if area not in panel.areas:
        return ""
    known = panel.times[panel.known[panel.areas.index(area)]]
    return str(int(known.max())) if known.size else ""


def _source(measure: Measure) -> str:
    names = ", ".join(INDICATORS[one].label for one in target_of(measure).indicators)
    return f"gepubliceerde cijfers per gemeente ({names})"
