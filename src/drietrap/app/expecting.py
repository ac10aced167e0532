"""Expected use of youth care: what fits the population of a municipality, beside what was observed."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from drietrap import __version__
from drietrap.app.folder import DataFolder
from drietrap.app.learned_models import learned_model
from drietrap.app.state import State, opened
from drietrap.catalogue.disguise import refuse_disguised
from drietrap.catalogue.expected_use import MODELS, Level, ModelOfUse
from drietrap.differences.expected.answer import answer
from drietrap.differences.expected.material import Material, Surroundings, gather
from drietrap.differences.expected.place import places
from drietrap.differences.expected.result import ExpectedUse, ExpectedUseResult
from drietrap.publication.disclosure import Published, publish
from drietrap.vocabulary.errors import InputError, NoDataError
from drietrap.vocabulary.period import Period


def expected_use(
    folder: DataFolder,
    text: str,
    *,
    period: str | None = None,
    districts: bool = False,
    factors: tuple[str, ...] = (),
    out: Path | None = None,
) -> Published[ExpectedUseResult]:
    """Return what use fits the population of a municipality.

    Parameters
    ----------
    text
        Name or code of the municipality.
    period
        Year of the figures; without it the newest.
    districts
        Also the models of districts, of every year there is one.
    factors
        Only these population factors; all of the model when empty.
    out
        Folder for a report.

    Raises
    ------
    InputError
        For a factor that is the outcome in disguise, or that no model knows.
    NoDataError
        When there is no model for this municipality and period.
    """
    with opened(folder) as state:
        result = expectations(state, text, period=period, districts=districts, factors=factors)
        release = state.number
    sealed = publish(result, public_sources=True)
    if out is None:
        return sealed
    from drietrap.publication.expected.write import write_expected  # loads the libraries of reports

    made = write_expected(sealed, out, made_on=datetime.now(UTC).date(), software=f"drietrap {__version__}")
    folder.log("verwacht", gebied=result.area, uitgave=release)
    return publish(made, public_sources=True)


def expectations(
    state: State,
    text: str,
    *,
    period: str | None = None,
    districts: bool = False,
    factors: tuple[str, ...] = (),
) -> ExpectedUseResult:
    """Return the answers about one municipality; see :func:`expected_use`."""
    area = state.municipality(text, period)
    name = state.name(area)
    wanted = None if period is None else Period.parse(period).code
    _check_factors(factors, _asked(wanted, districts=districts))
    found, missed = list[ExpectedUse](), list[str]()
    for model, moment in _asked(wanted, districts=districts):
        if model.level is Level.GEMEENTE and any(one.model in _MUNICIPAL for one in found):
            continue  # one answer for the municipality itself: the first model, of its newest year
        if factors and not {f.measure for f in model.factors}.issuperset(factors) and len(MODELS) > 1:
            missed.append(f"{model.label} {moment}: dit model kent niet al deze factoren")
            continue
        try:
            material = material_of(state, model, moment)
            if area not in material.municipalities:
                state.require_existing(area, Period.parse(moment).year)
                raise NoDataError(f"{name} staat niet in deze cijfers")
            chosen = material.chosen(factors) if factors else material
            found.append(answer(learned_model(state, chosen), area, name))
        except NoDataError as error:
            missed.append(f"{model.label} {moment}: {error}")
    if not found:
        state.require_existing(area, Period.parse(wanted or _NEWEST).year)
        raise NoDataError(
            f"voor {name}{state.ended(area)} is er geen model van verwacht gebruik"
            + (f" over {wanted}" if wanted else ""),
            expected="cijfers van genoeg gebieden, met kenmerken: " + _periods(),
            action="lees eerst die tabellen, of kies een andere periode"
            + (f" ({missed[0]})" if missed else ""),
        )
    return ExpectedUseResult(area, name, state.synthetic, tuple(found), tuple(missed))


def _check_factors(factors: tuple[str, ...], asked: Sequence[tuple[ModelOfUse, str]]) -> None:
    """Refuse a factor that is the outcome in disguise, or that none of the models that are asked knows."""
    known = dict.fromkeys(f.measure for model, _ in asked for f in model.factors)
    elsewhere = {f.measure for model in MODELS for f in model.factors}
    for factor in factors:
        refuse_disguised(factor)
        if factor in known or not asked:
            continue
        near = difflib.get_close_matches(factor, known, n=3)
        action = f"bedoelt u {' of '.join(near)}?" if near else "kies een van deze factoren"
        raise InputError(
            f"de factor '{factor[:60]}' zit alleen in andere modellen"
            if factor in elsewhere
            else f"de factor '{factor[:60]}' kennen wij niet",
            expected=", ".join(known),
            action="vraag ook de modellen per wijk, met --wijken" if factor in elsewhere else action,
        )


_NEWEST = max(moment for model in MODELS for moment in model.periods)
_MUNICIPAL = frozenset(model.id for model in MODELS if model.level is Level.GEMEENTE)


def _asked(period: str | None, *, districts: bool) -> Sequence[tuple[ModelOfUse, str]]:
    """Return the models to try, newest year first; districts also where a year has no other model."""
    pairs = [(m, p) for m in MODELS for p in m.periods if period in (None, p)]
    own = [(m, p) for m, p in pairs if m.level is Level.GEMEENTE]
    parts = [(m, p) for m, p in pairs if m.level is Level.WIJK]
    newest = sorted(own, key=lambda pair: pair[1], reverse=True)
    return newest + (parts if districts or not own else [])


def _periods() -> str:
    return "; ".join(f"{model.label} {', '.join(model.periods)}" for model in MODELS)


def material_of(state: State, model: ModelOfUse, period: str) -> Material:
    """Return what ``model`` learns from in ``period``.

    Raises
    ------
    NoDataError
        When too few areas have a figure.
    """
    land = state.territory(period)
    where = places(state.core.boundary, land.areas, state.areas)
    called = state.core.district_names(land.year)
    return gather(model, period, state.figures, Surroundings(state.core.observation, land, where, called))
