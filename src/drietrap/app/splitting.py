"""Splitting a difference: a municipality against another, its group, or another year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from drietrap import __version__
from drietrap.app.folder import DataFolder
from drietrap.app.split_figures import between
from drietrap.app.split_growth import Years, growth, possible, too_early
from drietrap.app.split_register import counted, lacking_register, shown, silent
from drietrap.app.state import State, opened
from drietrap.benchmark.groups import Territory, groups
from drietrap.benchmark.result import GroupKind
from drietrap.catalogue.split import quantities_of
from drietrap.catalogue.split_quantities import FROM_REGISTER, QUANTITIES
from drietrap.catalogue.split_register import REGISTER_CHAINS
from drietrap.catalogue.split_years import CHAINS
from drietrap.differences.split.gather import gathered
from drietrap.differences.split.result import NoSplit, Side, Split, SplitResult
from drietrap.publication.disclosure import Published, publish
from drietrap.vocabulary.area import NEDERLAND
from drietrap.vocabulary.errors import InputError, NoDataError
from drietrap.vocabulary.period import Period

COUNTRY = "nederland"
_YEAR = 4
_GROUPS = {"buren": GroupKind.BUREN, **{kind.value: kind for kind in GroupKind}}


def split_municipality(
    folder: DataFolder,
    text: str,
    *,
    against: str = "buren",
    period: str | None = None,
    out: Path | None = None,
) -> Published[SplitResult]:
    """Split every figure that can be split between a municipality and ``against``.

    Parameters
    ----------
    text
        A municipality, or ``Nederland`` (against another year only).
    against
        Another municipality; ``buren``, ``jeugdregio``, ``grootteklasse`` or ``nederland`` (the rest of the
        country); or a year.
    period
        The year that is wanted; figures come from the nearest year that was read.
    out
        Folder for a report.
    """
    with opened(folder) as state:
        result = splits(state, text, against=against, period=period)
    sealed = publish(result, public_sources=True)
    if out is None:
        return sealed
    from drietrap.publication.split.write import write_split  # loads the libraries of reports

    made = write_split(sealed, out, made_on=datetime.now(UTC).date(), software=f"drietrap {__version__}")
    folder.log("verschil", gebied=result.area, met=result.against.id, uitgave=state.number)
    return publish(made, public_sources=True)


def splits(state: State, text: str, *, against: str = "buren", period: str | None = None) -> SplitResult:
    """Return the splits of one municipality; see :func:`split_municipality`."""
    if len(against) == _YEAR and against.isdecimal():
        return _over_time(state, text, int(against), period)
    if text.strip().lower() == COUNTRY:
        raise InputError(
            "Nederland is geen gemeente",
            expected="een gemeente, of voor Nederland een jaar achter --met",
            action="typ bijvoorbeeld 'drietrap verschil Nederland --met 2021'",
        )
    area = state.municipality(text, period)
    _existing(state, area, period)
    chosen = state.period(area, period)
    land = state.territory(chosen)
    if area not in land.areas:
        raise NoDataError(
            f"{state.name(area)} was op 1 januari {land.year} geen gemeente",
            action="kies een ander jaar, of de gemeente waarin zij is opgegaan",
        )
    side = _side(state, land, area, against, period)
    chains = [chain for chain in CHAINS if not chain.over_time]
    names = dict.fromkeys(name for chain in chains for name in quantities_of(chain))
    quantities = [QUANTITIES[name] for name in names]
    held = gathered(state.core.observation, quantities, land.areas, land.year, register=state.areas)
    made = [between(state, chain, held, area, side) for chain in chains]
    made += _of_register(state, land, area, side, period)
    return _result(state, area, side, made)


def _of_register(
    state: State, land: Territory, area: str, side: Side, period: str | None
) -> list[Split | NoSplit]:
    """Split what the register tells, where there is one, on counts that were protected and shown before."""
    told = shown(state.folder, None if period is None else land.year)
    if told is None:
        why = lacking_register(state.folder, land.year)
        return [NoSplit(chain.id, chain.label, why) for chain in REGISTER_CHAINS if why]
    names = dict.fromkeys(name for chain in REGISTER_CHAINS for name in quantities_of(chain))
    people = [QUANTITIES[name] for name in names if name not in FROM_REGISTER]
    held = gathered(state.core.observation, people, land.areas, told.year, register=state.areas)
    lacking = silent(state, told.year, (area, *side.members))
    return [
        between(state, chain, counted(told, held), area, side, lacking_in=lacking)
        for chain in REGISTER_CHAINS
    ]


def _existing(state: State, area: str, period: str | None) -> None:
    """Refuse a period of before a municipality was formed, naming who has the figures of then.

    Raises
    ------
    NoDataError
        When it did not exist in ``period``.
    """
    if period is None:
        return
    born, year = state.areas.get(area).valid_from, Period.parse(period).year
    if born is None or born <= date(year, 1, 1):
        return
    then = state.areas.parts(area, of=born.year + (born > date(born.year, 1, 1)), on=year)
    raise NoDataError(
        f"{state.name(area)} bestaat sinds {born.year}; de cijfers van {year} staan bij "
        f"{' en '.join(map(state.name, then.codes))}",
        action="kies een later jaar, of een van die gemeenten",
    )


def _side(state: State, land: Territory, area: str, against: str, period: str | None) -> Side:
    """Return who stands on the other side.

    Raises
    ------
    InputError
        When it is the municipality itself, or a group that cannot be formed.
    """
    kind = _GROUPS.get(against.strip().lower())
    if kind is not None:
        for group in groups(land, area):
            if group.kind is kind:
                label = "de rest van Nederland" if kind is GroupKind.NEDERLAND else group.label
                if kind is GroupKind.JEUGDREGIO:
                    label = f"de rest van {group.label}"
                return Side("groep", group.id, label, group.members, tuple(map(state.name, group.members)))
        raise NoDataError(
            f"voor {state.name(area)} is er geen groep '{against}'",
            action="lees de kerncijfers en de indeling in jeugdregio's, of kies een andere groep",
        )
    other = state.municipality(against, period)
    if other == area:
        raise InputError(
            f"{state.name(area)} kan niet met zichzelf worden vergeleken", action="kies een andere gemeente"
        )
    if other not in land.areas:
        raise NoDataError(
            f"{state.name(other)} was op 1 januari {land.year} geen gemeente",
            action="kies een andere gemeente",
        )
    return Side("gemeente", other, state.name(other), (other,), (state.name(other),))


def _over_time(state: State, text: str, before: int, period: str | None) -> SplitResult:
    """Return what can be split between two years of one place.

    Raises
    ------
    NoDataError
        When nothing can, with the years that do work.
    """
    country = text.strip().lower() == COUNTRY
    area = NEDERLAND if country else state.municipality(text, period)
    name = "Nederland" if country else state.name(area)
    wanted = None if period is None else Period.parse(period).year
    chains = [chain for chain in CHAINS if chain.over_time and (country or not chain.national)]
    years = Years(state, chains, area)
    made = [growth(years, state, chain, area, name, before, wanted) for chain in chains]
    if not any(isinstance(one, Split) for one in made):
        works = possible(years, chains, wanted)
        why = "; ".join(f"{one.label}: {one.reason}" for one in made if isinstance(one, NoSplit))
        raise NoDataError(
            f"{name} is niet te splitsen tegenover {before}"
            + (f" ({early})" if (early := too_early(before)) else ""),
            expected=f"een jaar waarmee het wel kan: {works}" if works else f"twee jaren met cijfers. {why}",
            action=f"zet een van die jaren achter --met, of lees de tabellen van {before}"
            if works
            else "lees de tabellen van een tweede jaar",
        )
    return _result(state, area, Side("jaar", str(before), f"{name} in {before}", (area,), (name,)), made)


def _result(state: State, area: str, side: Side, made: Iterable[Split | NoSplit]) -> SplitResult:
    found = list(made)
    done = tuple(one for one in found if isinstance(one, Split))
    refused = tuple(one for one in found if isinstance(one, NoSplit))
    name = "Nederland" if area == NEDERLAND else state.name(area)
    if not done:
        raise NoDataError(
            f"geen enkel verschil tussen {name} en {side.label} is te splitsen",
            expected="; ".join(f"{one.label}: {one.reason}" for one in refused),
            action="lees de tabellen die ontbreken, of kies een ander jaar of een andere groep",
        )
    return SplitResult(area, name, state.synthetic, side, done, refused)
