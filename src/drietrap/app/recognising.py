"""From a file to what it is: a delivery of a provider, or a registration beside the deliveries."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from drietrap.app import walking
from drietrap.catalogue.beleidsinformatie import KINDS
from drietrap.catalogue.beleidsinformatie.registrations import DISTRICT_TEAM, MUNICIPAL, REGISTRATIONS
from drietrap.register.registrations import Incoming as Registration
from drietrap.sources.beleidsinformatie import read_delivery
from drietrap.sources.delivery import RawDelivery
from drietrap.sources.registrations import RawRegistration, read_registration, refuse_unlike
from drietrap.vocabulary.errors import InputError
from drietrap.vocabulary.period import Period

_SUFFIXES = (".txt", ".asc", ".dat", ".csv", ".xlsx", ".xlsm", ".xls")
_PERIOD_IN_NAME = re.compile(r"(?<![0-9])(20\d\d[HK][1-4])(?![0-9])", re.IGNORECASE)
_AREA_IN_NAME = re.compile(r"(?<![A-Za-z])(GM\d{4})(?![0-9])", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z0-9.-]+")
_CODE = re.compile(r"^\d{1,4}$")
_CHUNK = 2**20


@dataclass(frozen=True)
class Stated:
    """What the person who takes files in says about them; None is unknown.

    ``sure`` is as in ``register.envelope.Expected``.
    """

    kind: str | None = None
    version: str | None = None
    provider: str | None = None
    period: str | None = None
    municipality: str | None = None
    layout: Path | None = None
    sure: bool = False


def files_in(paths: Sequence[Path]) -> list[Path]:
    """Return the files to take in: those named, and every one in a folder that can hold a delivery.

    Raises
    ------
    InputError
        When a name does not exist, or nothing is left.
    """
    nothing = InputError(
        "er zijn geen bestanden om in te lezen",
        expected="leveringen of registraties als tekst, CSV, xlsx of xls",
    )
    return walking.files_in(paths, _is_meant, nothing)


def _is_meant(path: Path) -> bool:
    return path.suffix.lower() in _SUFFIXES and not path.name.startswith((".", "~", "LEESMIJ"))


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def recognised(path: Path, stated: Stated) -> RawDelivery | RawRegistration:
    """Read a file as what it is.

    Raises
    ------
    InputError
        When it is neither a delivery nor a registration, or is one with something wrong.
    """
    if stated.kind is not None and stated.kind not in (*KINDS, *REGISTRATIONS):
        raise InputError(
            "deze soort bestand kennen wij niet",
            expected=", ".join((*KINDS, *REGISTRATIONS)),
            action="kies een van deze soorten bij --soort, of laat de optie weg",
        )
    try:
        if stated.kind in REGISTRATIONS:
            raise InputError(f"dit bestand is niet te lezen als {stated.kind}", file=path.name)
        return read_delivery(
            path,
            kind=stated.kind,
            version=stated.version,
            provider=stated.provider,
            period=stated.period,
            layout=stated.layout,
        )
    except InputError:
        # What is wrong with a delivery is the better answer, unless it is wholly something else.
        other = None if stated.kind in KINDS else read_registration(path, stated.layout)
        if other is None or stated.kind not in {None, other.kind}:
            if stated.kind not in KINDS:
                refuse_unlike(path, stated.kind, stated.layout)
            raise
        return other


def require_same_name(path: Path, raw: RawDelivery, stated: Stated, providers: Collection[str]) -> None:
    """Refuse a delivery whose file name says another provider or period than the delivery.

    Renaming a file is little work, and which of the two is right only a person can say. What that person says
    goes before the name.

    Parameters
    ----------
    path, raw
        The file, and what was read.
    stated
        What the person said.
    providers
        Providers that are known, in lower case: another code or number in a name says nothing.

    Raises
    ------
    InputError
        When name and delivery differ.
    """
    if stated.sure:
        return
    words = {word.lower() for word in _WORD.findall(path.stem)}
    own = (raw.provider or "").lower()
    others = sorted(word for word in words & set(providers) if word != own)
    if stated.provider is None and others and own not in words:
        raise _other_name("een andere aanbieder", "aanbieder", path)
    periods = {found.upper() for found in _PERIOD_IN_NAME.findall(path.stem)}
    if stated.period is None and raw.period and periods and raw.period.upper() not in periods:
        raise _other_name("een andere periode", "periode", path)


def _other_name(what: str, word: str, path: Path) -> InputError:
    return InputError(
        f"de naam van het bestand noemt {what} dan de levering zelf",
        expected=f"dezelfde {word} in de naam en in het bestand",
        action=f"kijk welke van de twee klopt; noem die met --{word}, of geef het bestand een andere naam",
        file=path.name,
    )


def placed(path: Path, raw: RawRegistration, stated: Stated, sha256: str) -> Registration:
    """Return a registration with the municipality and period it is about.

    The person who takes it in may say so, else its rows do, else its name (``GM0505``, ``2022H1``).

    Raises
    ------
    InputError
        When that is not known, or none of its rows is about that municipality.
    """
    named = _municipalities(raw)
    own = next(iter(named)) if len(named) == 1 else None
    area = stated.municipality or own or _first(_AREA_IN_NAME, path.name)
    if area is None:
        raise InputError(
            "het is niet bekend van welke gemeente deze registratie is",
            expected="een code als GM0505",
            action="noem de gemeente met --gemeente",
        )
    period = stated.period or raw.period or _period(raw) or _first(_PERIOD_IN_NAME, path.name)
    if period is None:
        raise InputError(
            "het is niet bekend over welke periode deze registratie gaat",
            expected="een halfjaar zoals 2022H1",
            action="noem de periode met --periode",
        )
    whole = _whole(area)
    if named and whole not in named and not stated.sure:
        raise InputError(
            f"geen enkele regel gaat over {whole}; in het bestand staan andere gemeenten",
            expected=f"jeugdigen uit {whole}",
            action="kijk of dit het goede bestand is. Klopt het toch, lees het dan in met --klopt",
            file=path.name,
        )
    return Registration(raw.kind, whole, Period.parse(period), raw.frame, sha256)


def _municipalities(raw: RawRegistration) -> set[str]:
    """Return the municipalities that rows about persons name; none when the file does not say them."""
    if raw.kind not in (MUNICIPAL, DISTRICT_TEAM) or "gemeente" not in raw.frame.columns:
        return set()
    codes = raw.frame["gemeente"].drop_nulls().unique().str.to_uppercase().str.strip_prefix("GM").to_list()
    return {_whole(code) for code in codes if _CODE.match(code)}


def _period(raw: RawRegistration) -> str | None:
    if "periode" not in raw.frame.columns:
        return None
    found = raw.frame["periode"].drop_nulls().unique().to_list()
    return found[0] if len(found) == 1 else None


def _whole(area: str) -> str:
    digits = area.upper().removeprefix("GM")
    if not _CODE.match(digits):
        raise InputError("dit is geen code van een gemeente", expected="een code als GM0505")
    return f"GM{digits.zfill(4)}"


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    return found[1].upper() if found else None
