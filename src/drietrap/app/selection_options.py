"""A selection from the options that a person gives, without a file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from drietrap.catalogue.selection import (
    CONSPICUOUS_INDICATORS,
    EQUIVALENCE_MARGIN,
    EQUIVALENT_ON,
    FALSE_DISCOVERIES,
)
from drietrap.differences.selection.definition import (
    AlikeStep,
    Bound,
    ConspicuousStep,
    DifferentStep,
    OrdinaryStep,
    Selection,
    Side,
    Step,
)
from drietrap.vocabulary.errors import InputError

STANDARD = "standaard"
_SIZE = "35000-50000"  # the band of the 2015 study
_NUMBER = r"-?\d+(?:[.,]\d+)?"
_BOUNDS = re.compile(rf"^\s*({_NUMBER})?\s*-\s*({_NUMBER})?\s*$")
_THOUSANDS = re.compile(r"(?<=\d)\.(?=\d{3}(\D|$))")


@dataclass(frozen=True)
class Options:
    """What a person gave; None or empty is not given.

    ``bounds`` are texts as ``jeugdhulp_gebruik=10-12``, ``conspicuous`` and ``alike`` ids of indicators or
    ``standaard``.
    """

    inhabitants: str | None = None
    bounds: tuple[str, ...] = ()
    ordinary: bool = False
    conspicuous: tuple[str, ...] = ()
    side: str = Side.BOTH.value
    false_discoveries: float = FALSE_DISCOVERIES
    converse: bool = False
    alike: tuple[str, ...] = ()
    margin: float = EQUIVALENCE_MARGIN
    number: int | None = None
    period: str | None = None

    @property
    def given(self) -> bool:
        """Whether anything was asked that a file would say too."""
        return self != Options()


def selection_of(options: Options) -> Selection:
    """Return the selection that the options stand for.

    Without any option it is that of the 2015 study: a band of inhabitants, ordinary people, conspicuous
    figures, four municipalities that differ. With ``converse`` the other way round: the same figures, and as
    different as can be.

    Raises
    ------
    InputError
        When an option cannot be read, or two of them contradict each other.
    """
    _check(options)
    if options.converse:
        return _converse(options)
    bare = Options(period=options.period, number=options.number) == options
    steps: list[Step] = _bounds(options, _SIZE if bare else None)
    if options.ordinary or bare:
        steps.append(OrdinaryStep())
    if options.conspicuous or bare:
        steps.append(
            ConspicuousStep(
                _indicators(options.conspicuous or (STANDARD,), CONSPICUOUS_INDICATORS),
                _side(options.side),
                options.false_discoveries,
            )
        )
    if options.number is not None or bare:
        steps.append(DifferentStep(number=_number(options)))
    title = "Gewone gemeenten die opvallen en verschillen" if bare else "Eigen keuze"
    return Selection(title, tuple(steps), options.period)


def _check(options: Options) -> None:
    if options.converse and options.conspicuous:
        raise InputError(
            "--andersom zoekt gemeenten met dezelfde cijfers, en --opvallend zoekt juist opvallende cijfers",
            action="gebruik een van de twee",
        )
    if options.alike and not options.converse:
        raise InputError("--zelfde hoort bij --andersom", action="zet --andersom erbij, of laat --zelfde weg")


def _number(options: Options) -> int:
    return DifferentStep().number if options.number is None else options.number


def _converse(options: Options) -> Selection:
    steps: list[Step] = _bounds(options, None)
    if options.ordinary:
        steps.append(OrdinaryStep())
    steps.append(AlikeStep(_indicators(options.alike or (STANDARD,), EQUIVALENT_ON), options.margin))
    steps.append(DifferentStep(number=_number(options), population=1.0))
    return Selection("Verschillende gemeenten met dezelfde cijfers", tuple(steps), options.period)


def _indicators(given: tuple[str, ...], standard: tuple[str, ...]) -> tuple[str, ...]:
    """Return ids in their order, each once; commas separate them too, ``standaard`` stands for ours."""
    named = [word.strip() for text in given for word in text.split(",") if word.strip()]
    found = [name for word in named for name in (standard if word == STANDARD else (word,))]
    return tuple(dict.fromkeys(found))


def _side(text: str) -> Side:
    try:
        return Side(text.lower())
    except ValueError:
        raise InputError(f"de kant '{text[:20]}' bestaat niet", expected="hoog, laag of beide") from None


def _bounds(options: Options, otherwise: str | None) -> list[Step]:
    texts = [f"inwoners={options.inhabitants or otherwise}"] if options.inhabitants or otherwise else []
    return [_bound(text) for text in (*texts, *options.bounds)]


def _bound(text: str) -> Bound:
    on, sign, span = text.partition("=")
    match = _BOUNDS.match(_THOUSANDS.sub("", span))
    if not sign or match is None or not (match[1] or match[2]):
        raise InputError(
            f"de grens '{text[:60]}' kunnen wij niet lezen",
            expected="een naam en twee getallen, zoals inwoners=35000-50000, of inwoners=35000-",
        )
    lowest, highest = (None if part is None else float(part.replace(",", ".")) for part in match.groups())
    return Bound(on.strip(), lowest, highest)
