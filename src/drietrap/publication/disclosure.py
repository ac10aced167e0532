"""The door of the house: only the functions here make a :class:`Published`, each after its own checks.

:func:`publish` is for figures from tables that their publisher already made safe. What it checks is that we
do not undo that: a withheld figure shows no value, difference or rank, and its bounds are never narrower
than the secrecy of the publisher. A verdict may rest on those bounds: it says nothing that a reader could
not see in the published table. :func:`publish_tables` is for our own counts, after disclosure control;
:func:`publish_feedback` for what a provider gets back about its own delivery, and :func:`publish_mirror` for
that beside what comparable providers deliver.
"""

from __future__ import annotations

import dataclasses
import datetime
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Any, Generic, NoReturn, TypeVar, cast

from drietrap.benchmark.mirror import FEWEST_PROVIDERS, STEPS, Around, Measured, MirrorFigure
from drietrap.benchmark.result import Comparison, Estimate, Trend
from drietrap.catalogue.indicator import Indicator, Unit
from drietrap.catalogue.published.cbs_jeugd import SECRET_UP_TO
from drietrap.differences.study.chapter import DeliveryFinding, Gap
from drietrap.publication.dossier import BreakdownPart, Dossier
from drietrap.publication.mirror import ElementFilled, Mirror, Part
from drietrap.publication.records.dossier import RecordsDossier
from drietrap.publication.suppression.outcome import Outcome
from drietrap.publication.suppression.safe import SafeRelease, safe_release
from drietrap.steering.calibration.told import HALF_MONTH, REGISTER, CalibratedDuration, CalibratedFigure
from drietrap.vocabulary.errors import IntegrityError

T = TypeVar("T")

_SEAL = object()
_ROOMS = tuple(
    f"drietrap.{room}."
    for room in (
        "vocabulary",
        "statistics",
        "catalogue",
        "benchmark",
        "differences",
        "steering",
        "learning",
        "publication",
        "app",
    )
)
_LEAVES = (str, int, float, bool, type(None), datetime.date, Enum, Indicator)
_TOLERANCE = 1e-6
_STEP, _FEWEST_TOLD = 5, 10  # counts of youths in a study: in fives, and none below ten
# What the provider calls its file, its own number, marks made from hashes, and when a file came in.
_OWN_NAMES = (
    "file",
    "provider",
    "delivery",
    "replaces",
    "replaced_by",
    "key_id",
    "received",
    "made_on",
    "html",
    "xlsx",
    "csv",
    "parquet",
    "dictionary",
    "readme",
    "sha256",
)
_PERSONAL = re.compile(r"\d{8,9}|\d{4}-\d{2}-\d{2}")


class Published(Generic[T]):
    """A result that may leave the house; made by the functions here and by nothing else."""

    __slots__ = ("_content",)
    _content: T

    def __init__(self, content: T, seal: object = None) -> None:
        if seal is not _SEAL:
            raise IntegrityError("Alleen publication.disclosure maakt een publiceerbaar resultaat.")
        object.__setattr__(self, "_content", content)

    def __init_subclass__(cls) -> None:
        raise IntegrityError("Van een publiceerbaar resultaat bestaan geen varianten.")

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise IntegrityError("Een publiceerbaar resultaat verandert niet meer.")

    def __reduce__(self) -> NoReturn:
        raise IntegrityError("Een publiceerbaar resultaat wordt niet als object bewaard.")

    @property
    def content(self) -> T:
        """The checked result."""
        return self._content


def publish(result: T, public_sources: bool) -> Published[T]:
    """Check ``result`` and seal it.

    Parameters
    ----------
    result
        A result, or a tuple, list or mapping of them: dataclasses of the rooms above the register.
    public_sources
        Whether every input is a table that its publisher already made safe. Anything else is refused:
        our own counts leave by :func:`publish_tables`. A model that was fitted to a register counts as such:
        its counts were rounded and small ones left out before the fit
        (:mod:`drietrap.steering.calibration.own_figures`), and what is shown of them must be coarse.

    Raises
    ------
    IntegrityError
        When a withheld figure shows through, or the result holds something that is no publishable shape.
    """
    if not public_sources:
        raise IntegrityError(
            "Dit resultaat rust op gegevens die niet tegen onthulling zijn beveiligd; het blijft binnen."
        )
    counts = _Counts(result)
    for item in _items(result):
        check = _CHECKS.get(type(item))
        if check is not None:
            check(item, counts)
    return Published(_frozen(result), _SEAL)


def publish_tables(outcome: Outcome) -> Published[SafeRelease]:
    """Seal tables of our own counts: rounded and withheld by ``suppression``, with every proof checked.

    Raises
    ------
    IntegrityError
        When a withheld count is not proven to stay in doubt.
    """
    return Published(safe_release(outcome), _SEAL)


def publish_feedback(result: T) -> Published[T]:
    """Seal what a provider gets back about its own delivery: counts and row numbers, never a value of a row.

    Raises
    ------
    IntegrityError
        When a text holds something that looks like a BSN or a date of birth, or the shape is unknown.
    """
    for item in _items(result):
        for name in (field.name for field in dataclasses.fields(cast(Any, item))):
            if name not in _OWN_NAMES and any(map(_PERSONAL.search, _texts(getattr(item, name)))):
                raise IntegrityError(f"In de terugkoppeling ({name}) staat iets dat van iemand kan zijn.")
    return Published(result, _SEAL)


def _texts(held: object) -> Iterator[str]:
    """Walk over the texts in a field; dataclasses in it come by themselves."""
    if isinstance(held, str):
        yield held
    elif isinstance(held, Mapping):
        yield from (text for pair in held.items() for part in pair for text in _texts(part))
    elif isinstance(held, tuple | list | frozenset):
        yield from (text for part in held for text in _texts(part))


def publish_mirror(mirror: Mirror) -> Published[Mirror]:
    """Seal a feedback report: the provider's own counts, and others only where they cannot be recognised.

    Raises
    ------
    IntegrityError
        When figures of others rest on too few providers or are not rounded, when a text holds something that
        looks like a BSN or a date of birth, or when the shape is unknown.
    """
    for item in _items(mirror):
        if isinstance(item, MirrorFigure):
            _check_around(item.around, STEPS[item.unit])
        elif isinstance(item, ElementFilled):
            _check_around(item.around, STEPS[Measured.SHARE])
        elif isinstance(item, Part):
            _check_around(item.apart, STEPS[Measured.SHARE])
    return publish_feedback(mirror)


def publish_records(
    dossier: RecordsDossier, outcome: Outcome, blocks: Iterable[Published[SafeRelease]] = ()
) -> Published[RecordsDossier]:
    """Seal a report from records: its counts come from ``outcome``, after all its proofs are checked.

    ``blocks`` are tables that went through :func:`publish_tables`. A curve or a duration is left out when
    the count of whom it is about is withheld, or small.

    Raises
    ------
    IntegrityError
        When a withheld count is not proven to stay in doubt; when a curve or a duration is so exact that
        counts follow from it; or when the shape is unknown.
    """
    if not dossier.is_safe():
        raise IntegrityError("Een verdeling of een duur rust op te weinig jeugdigen om te laten zien.")
    base = safe_release(outcome)
    tables = (*base.tables, *(table for one in blocks for table in one.content.tables))
    sealed = dataclasses.replace(dossier, tables=dataclasses.replace(base, tables=tables))
    return publish_feedback(sealed.only_shown())


def _check_around(around: Around, step: int) -> None:
    shown = [value for value in (around.lower, around.median, around.upper) if value is not None]
    if shown and around.providers < FEWEST_PROVIDERS:
        raise IntegrityError("Er staan cijfers van anderen in de terugkoppeling, en dat zijn er te weinig.")
    if any(value % step for value in shown):
        raise IntegrityError("De cijfers van anderen in de terugkoppeling zijn niet afgerond.")


def _frozen(result: T) -> T:
    if not isinstance(result, Dossier):
        return result
    frozen = dataclasses.replace(
        result,
        definitions=MappingProxyType(dict(result.definitions)),
        peers=MappingProxyType(dict(result.peers)),
        shapes=MappingProxyType(dict(result.shapes)),
    )
    return cast(T, frozen)


class _Counts:
    """How many youths one unit of an indicator stands for, where the result tells it."""

    def __init__(self, result: object) -> None:
        self._units: dict[str, Unit] = {}
        self._sizes: dict[str, float] = {}
        if isinstance(result, Dossier):
            self._units = {key: indicator.unit for key, indicator in result.definitions.items()}
            for key, peers in result.peers.items():
                for peer in peers:
                    if peer.area == result.area and peer.size is not None:
                        self._sizes[key] = peer.size

    def own_size(self, indicator: str) -> float | None:
        """Return how many youths the municipality of the result has behind ``indicator``."""
        return self._sizes.get(indicator)

    def per_unit(self, indicator: str, size: float | None) -> float | None:
        """Return the count behind one unit of ``indicator``; None when it is no count or not known."""
        unit = self._units.get(indicator)
        if unit is Unit.COUNT:
            return 1.0
        return size / 100 if unit is Unit.PERCENTAGE and size is not None else None


def _items(thing: object) -> Iterator[object]:
    """Walk over every dataclass in ``thing``; refuse what is no publishable shape."""
    inside: Iterable[object] = ()
    if isinstance(thing, _LEAVES):
        return
    if isinstance(thing, Mapping):
        inside = thing.values()
    elif isinstance(thing, tuple | list | frozenset):
        inside = thing
    elif dataclasses.is_dataclass(thing) and type(thing).__module__.startswith(_ROOMS):
        yield thing
        inside = (getattr(thing, name) for name in _parts_of(cast(Any, type(thing))))
    else:
        raise IntegrityError(f"Iets van het soort {type(thing).__name__} mag niet naar buiten.")
    for value in inside:
        if not isinstance(value, _LEAVES):  # most are: a report holds tens of thousands of numbers
            yield from _items(value)


@cache
def _parts_of(shape: type) -> tuple[str, ...]:
    names = (item.name for item in dataclasses.fields(cast(Any, shape)))
    return tuple(name for name in names if name != "shapes")


def _withheld(estimate: Estimate, what: str, per_unit: float | None) -> None:
    """Raise when a withheld figure has a value, or bounds that say more than its publisher did."""
    if estimate.value is not None:
        raise IntegrityError(f"{what}: de bron houdt dit cijfer geheim, maar er staat toch een waarde.")
    if estimate.lower is None and estimate.upper is None:
        return
    width = math.inf if estimate.lower is None or estimate.upper is None else estimate.upper - estimate.lower
    if width <= 0 or (per_unit is not None and width * per_unit < SECRET_UP_TO - _TOLERANCE):
        raise IntegrityError(f"{what}: de grenzen bij een geheim cijfer zijn nauwer dan die van de bron.")


def _check_comparison(item: Comparison, counts: _Counts) -> None:
    if item.hidden is None:
        return
    what = f"{item.indicator} van {item.area} in {item.period}"
    for estimate in (item.own, item.own_rounding):
        _withheld(estimate, what, counts.per_unit(item.indicator, counts.own_size(item.indicator)))
    if item.difference.value is not None or item.rank is not None:
        raise IntegrityError(f"{what}: bij een geheim cijfer hoort geen verschil in één getal en geen rang.")


def _check_part(item: BreakdownPart, counts: _Counts) -> None:
    if item.hidden is not None:
        what = f"{item.label} ({item.indicator})"
        _withheld(item.own, what, counts.per_unit(item.indicator, counts.own_size(item.indicator)))


def _check_trend(item: Trend, counts: _Counts) -> None:
    for point in (point for segment in item.segments for point in segment.points):
        if point.estimate.value is None:
            what = f"{item.indicator} van {item.area} in {point.period}"
            _withheld(point.estimate, what, counts.per_unit(item.indicator, None))


def _check_dossier(item: Dossier, counts: _Counts) -> None:
    for indicator, peers in item.peers.items():
        for peer in (peer for peer in peers if peer.value is None):
            bounds = Estimate(None, peer.lower, peer.upper)
            _withheld(bounds, f"{indicator} van {peer.name}", counts.per_unit(indicator, peer.size))


def _check_gap(item: Gap, _counts: _Counts) -> None:
    """Refuse a count of youths in a study that is exact, small, or with bounds that are too narrow."""
    own = (one.value for one in item.sources if not one.public)
    for held in (*own, *(one.amount for one in item.pieces), item.after):
        _refuse_exact(held, item.label)


def _check_delivered(item: DeliveryFinding, _counts: _Counts) -> None:
    """Refuse such a count in what the checks found in deliveries."""
    _refuse_exact(item.here, item.title)


def _refuse_exact(held: Estimate, label: str) -> None:
    exact = held.value is not None and (held.value % _STEP != 0 or abs(held.value) < _FEWEST_TOLD)
    narrow = (
        held.lower is not None and held.upper is not None and held.upper - held.lower < _STEP - 1 - _TOLERANCE
    )
    if exact or narrow:
        raise IntegrityError(f"{label}: hier staat een aantal dat niet beveiligd is.")


def _check_calibrated(item: CalibratedFigure, _counts: _Counts) -> None:
    """Refuse a share from a register that is not in whole per cents, and so tells a count."""
    if item.source == REGISTER:
        _refuse_fine((item.published, item.pooled), 0.01, item.label)


def _check_lasting(item: CalibratedDuration, _counts: _Counts) -> None:
    """Refuse a duration from a register that is not in half months."""
    _refuse_fine((item.months,), HALF_MONTH, item.form)


def _refuse_fine(held: Iterable[Estimate], step: float, label: str) -> None:
    ends = [end / step for one in held for end in (one.value, one.lower, one.upper) if end is not None]
    if any(abs(end - round(end)) > _TOLERANCE for end in ends):
        raise IntegrityError(f"{label}: hier staat een cijfer uit een register dat te precies is.")


_CHECKS: dict[type, Callable[[Any, _Counts], None]] = {
    Comparison: _check_comparison,
    BreakdownPart: _check_part,
    Trend: _check_trend,
    Dossier: _check_dossier,
    Gap: _check_gap,
    DeliveryFinding: _check_delivered,
    CalibratedFigure: _check_calibrated,
    CalibratedDuration: _check_lasting,
}
