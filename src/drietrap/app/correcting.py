"""Corrections of deliveries: taking a corrections file in, and showing how each correction fits."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from drietrap.app.folder import DataFolder
from drietrap.app.person_house import PersonHouse
from drietrap.app.register_results import CorrectionLine, CorrectionsResult
from drietrap.publication.disclosure import Published, publish_feedback
from drietrap.register import correcting
from drietrap.register.correcting import InForce
from drietrap.register.correction_places import refuse_impossible
from drietrap.register.record_correction_file import load
from drietrap.register.record_corrections import Fit
from drietrap.vocabulary.errors import InputError, reason

_LARGEST = 10_000_000  # bytes; a file of a person's making is a thousand times smaller


def corrections(folder: DataFolder, path: Path | None = None) -> Published[CorrectionsResult]:
    """Return how every correction in force fits; with ``path``, after that file has taken their place.

    Raises
    ------
    NoDataError
        When nothing was ever taken in.
    InputError
        When the file cannot be read or a correction in it is not right or names a place or period that is
        not there; nothing has then changed.
    """
    house = PersonHouse(folder)
    with house.open() as reader:
        found = correcting.in_force(reader) if path is None else correcting.InForce("", ())
    if path is not None:
        content = _read(path)
        today = datetime.now(UTC).date()
        refuse_impossible(load(content, path.name), house.areas(), today, path.name)
        with house.warehouse.writing() as release:
            found = correcting.adopt(release, content, path.name)
        applied = sum(fit.applied for fit in found.fits)
        folder.log("correcties", sha256=found.sha256, correcties=len(found.fits), toegepast=applied)
    return publish_feedback(_result(found, house.synthetic))


def unfitting(folder: DataFolder) -> tuple[str, ...]:
    """Return a sentence for every correction that waits for a delivery or does not fit it any more."""
    house = PersonHouse(folder)
    if house.is_empty:
        return ()
    with house.open() as reader:
        return tuple(fit.sentence for fit in correcting.in_force(reader).fits if not fit.applied)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise InputError(
            f"het bestand met correcties is niet te lezen ({reason(error)})", file=path.name
        ) from error
    if len(content) > _LARGEST:
        raise InputError("het bestand met correcties is te groot", file=path.name)
    return content


def _result(found: InForce, synthetic: bool) -> CorrectionsResult:
    return CorrectionsResult(synthetic, found.sha256, tuple(_line(fit) for fit in found.fits))


def _line(fit: Fit) -> CorrectionLine:
    one = fit.correction
    return CorrectionLine(
        correction=one.id,
        kind=one.kind.value,
        provider=one.provider,
        period=one.period.code,
        correction_action=one.action.value,
        reason=one.reason,
        owner=one.owner,
        certainty=one.status.value,
        expected_rows=one.expect,
        found_rows=fit.found,
        corrected=fit.touched,
        applied=fit.applied,
        sentence=fit.sentence,
    )
