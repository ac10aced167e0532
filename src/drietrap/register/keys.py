"""Where the key ring comes from: the environment or a file outside the repository, never less than safe."""

from __future__ import annotations

import base64
import binascii
import os
import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from drietrap.register.pseudonym import KEY_BYTES, KeyRing
from drietrap.vocabulary.errors import InputError

ENVIRONMENT = "DRIETRAP_SLEUTEL"
ENVIRONMENT_FILE = "DRIETRAP_SLEUTEL_BESTAND"
# 32 random bytes have about 30 different values, and about 30 different steps from one to the next; fewer
# than 20 of either happens less than once in a thousand million keys.
_VARIETY = 20
_HEX = re.compile(r"^(?:[0-9a-fA-F]{2})+$")
_MAKE_ONE = "maak een sleutel met 'drietrap sleutel BESTAND', buiten het project en de gegevensmap"
_PACKAGE = Path(__file__).resolve().parents[1]
_MARKS = (".git", ".hg", "pyproject.toml")


def load(environment: Mapping[str, str] | None = None, *, data: Path | None = None) -> KeyRing:
    """Return the key ring of this organisation.

    Parameters
    ----------
    environment
        Variables; those of the process when left out. ``DRIETRAP_SLEUTEL`` holds the keys themselves,
        ``DRIETRAP_SLEUTEL_BESTAND`` names a file with them: hexadecimal or base64, one key on a line, the
        oldest first.
    data
        Folder with the register; a key beside the data it protects is refused.

    Raises
    ------
    InputError
        No key, two sources of keys, a short or predictable key, or a file in a repository.
    """
    given = os.environ if environment is None else environment
    text, file = given.get(ENVIRONMENT, "").strip(), given.get(ENVIRONMENT_FILE, "").strip()
    if text and file:
        raise InputError(
            f"er zijn twee sleutels: in {ENVIRONMENT} en in {ENVIRONMENT_FILE}",
            action="verwijder een van de twee",
        )
    if not text and not file:
        raise InputError(
            "er is geen sleutel om BSN's te vervangen, en zonder sleutel leest drietrap geen personen in",
            expected=f"een sleutel in {ENVIRONMENT} of een bestand in {ENVIRONMENT_FILE}",
            action=_MAKE_ONE,
        )
    return ring(text or _content(Path(file), data))


def ring(text: str) -> KeyRing:
    """Return the ring that ``text`` writes down.

    Raises
    ------
    InputError
        A key that is not hexadecimal or base64, is short, predictable, or there twice.
    """
    written = [word for line in text.splitlines() for word in line.partition("#")[0].split()]
    keys = tuple(_key(word) for word in written)
    if not keys:
        raise _refusal("het sleutelbestand is leeg")
    if len(set(keys)) < len(keys):
        raise _refusal("dezelfde sleutel staat er twee keer")
    return KeyRing(keys)


def _key(word: str) -> bytes:
    try:
        key = bytes.fromhex(word) if _HEX.match(word) else base64.b64decode(word, validate=True)
    except (ValueError, binascii.Error):
        raise _refusal("een sleutel is niet hexadecimaal en geen base64") from None
    if len(key) < KEY_BYTES:
        raise _refusal(f"een sleutel is te kort: {len(key)} bytes")
    steps = {(after - before) % 256 for before, after in pairwise(key)}
    if len(set(key)) < _VARIETY or len(steps) < _VARIETY:
        raise _refusal("een sleutel is te voorspelbaar")
    return key


def _content(path: Path, data: Path | None) -> str:
    try:
        place = path.expanduser().resolve(strict=True)
        content = place.read_text(encoding="ascii")
    except UnicodeDecodeError:
        raise _refusal("het sleutelbestand is geen tekst") from None
    except OSError as error:
        raise InputError(
            f"het sleutelbestand kan niet worden gelezen ({error.strerror})",
            expected=f"een bestand met een sleutel, genoemd in {ENVIRONMENT_FILE}",
            action="controleer de naam van het bestand en of u het mag lezen",
        ) from None
    require_safe_place(path, data)
    return content


def require_safe_place(path: Path, data: Path | None = None) -> None:
    """Refuse a key file in a repository, in the program itself, or beside the data it protects.

    The name may be a link out of the repository, or into it: neither the name nor the file may be inside.

    Raises
    ------
    InputError
        When it is there.
    """
    for inside in (path.expanduser().resolve(), path.expanduser().absolute()):
        if any((folder / mark).exists() for folder in inside.parents for mark in _MARKS):
            raise _misplaced("in een project dat met anderen wordt gedeeld")
        if inside.is_relative_to(_PACKAGE):
            raise _misplaced("in het programma zelf")
        if data is not None and inside.is_relative_to(data.expanduser().resolve()):
            raise _misplaced("naast de gegevens die hij beschermt")


def _misplaced(where: str) -> InputError:
    return InputError(
        f"het sleutelbestand staat {where}",
        expected="een map die alleen de beheerder kan lezen",
        action="verplaats het bestand; was het al gedeeld, maak dan een nieuwe sleutel",
    )


def _refusal(problem: str) -> InputError:
    return InputError(problem, expected=f"{KEY_BYTES} willekeurige bytes of meer", action=_MAKE_ONE)
