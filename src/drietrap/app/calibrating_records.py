"""Which source a calibration rests on: the register where it says enough, else published figures."""

from __future__ import annotations

from enum import StrEnum

from drietrap.app.folder import DataFolder
from drietrap.app.person_house import PersonHouse
from drietrap.app.state import State
from drietrap.publication.wording import month_label
from drietrap.register.record import RecordKind
from drietrap.statistics.inputs import FloatArray
from drietrap.steering.calibration.records import Log
from drietrap.steering.calibration.registered import log_of
from drietrap.steering.calibration.result import Origin
from drietrap.steering.calibration.usable import lacking, odd
from drietrap.vocabulary.errors import InputError, NoDataError

_KINDS = (RecordKind.JEUGDHULP, RecordKind.JEUGDBESCHERMING, RecordKind.JEUGDRECLASSERING)


class Source(StrEnum):
    """What to calibrate on."""

    CHOOSE = "kies"
    REGISTER = "register"
    PUBLISHED = "gepubliceerd"


def source_named(text: str) -> Source:
    """Return the source that somebody typed.

    Raises
    ------
    InputError
        When it is none of them.
    """
    known = [source.value for source in Source]
    if text.strip().lower() not in known:
        raise InputError(f"de bron '{text[:40]}' kennen wij niet", expected=" of ".join(known))
    return Source(text.strip().lower())


def version_of(state: State) -> int:
    """Return the number of the version of the register of persons; zero without one."""
    house = _house(state)
    return 0 if house is None else house.warehouse.current or 0


def source_of(
    state: State, area: str, people: FloatArray, published: float, wish: Source
) -> tuple[Origin, Log | None]:
    """Return which source is used for a municipality and why, with the log when it is the register.

    Parameters
    ----------
    people
        (4,): inhabitants by age band.
    published
        Youths with care as published; NaN when that is not known.
    wish
        What is asked; left to choose, the register is used when it says enough and seems whole.

    Raises
    ------
    NoDataError
        When the register is asked for, and says too little.
    """
    if wish is Source.PUBLISHED:
        return Origin(records=False, note="gevraagd is om alleen gepubliceerde cijfers"), None
    log, why = _log(state, area, people)
    if log is None:
        if wish is Source.REGISTER:
            raise NoDataError(
                f"op het register is {state.name(area)} niet te ijken: {why}",
                expected="leveringen jeugdhulp over minstens een jaar",
                action="lees leveringen in met 'drietrap ontvang', of ijk met --bron gepubliceerd",
            )
        return Origin(records=False, note=why), None
    strange = odd(log, published)
    if strange and wish is Source.CHOOSE:
        return Origin(records=False, note=strange), None
    first, after = log.window
    return Origin(True, f"{month_label(first)} tot en met {month_label(after - 1)}", strange), log


def _log(state: State, area: str, people: FloatArray) -> tuple[Log | None, str]:
    """Return what the register says of a municipality; or None and why it says too little."""
    house = _house(state)
    if house is None:
        return None, "er zijn geen leveringen over jeugdigen ingelezen"
    from drietrap.app.record_dossier import connected  # only here: it loads much
    from drietrap.indicators.records.histories import histories

    with house.open() as reader, connected(reader) as connection:
        log = log_of(histories(connection, _KINDS, area), people)
    why = lacking(log)
    return (None, why) if why else (log, "")


def _house(state: State) -> PersonHouse | None:
    house = PersonHouse(DataFolder(state.folder))
    return None if house.is_empty or house.synthetic != state.synthetic else house
