"""Making a key file: random, readable by its owner alone, and never over one that is there."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from drietrap.register.durable import sync_folder
from drietrap.register.keys import require_safe_place, ring
from drietrap.register.pseudonym import KEY_BYTES, KeyRing
from drietrap.vocabulary.errors import InputError, reason

_HEAD = (
    "# Sleutel van drietrap. Deel dit bestand met niemand; zonder dit bestand is het register onbruikbaar.\n"
)
_OWNER_ONLY = 0o600


def make(path: Path, data: Path) -> KeyRing:
    """Write a new key and return its ring.

    Parameters
    ----------
    path
        The file; its folder is made when it is not there.
    data
        Folder with the register, in which a key must not be.

    Raises
    ------
    InputError
        When the file is there already, stands where it must not, or cannot be written.
    """
    require_safe_place(path, data)
    text = f"{_HEAD}{secrets.token_hex(KEY_BYTES)}\n"
    made = ring(text)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(path, text)
    except FileExistsError:
        raise InputError(
            f"{path} bestaat al, en een sleutel wordt nooit overschreven",
            expected="een nieuw bestand",
            action="kies een andere naam; voor een nieuwe sleutel naast de oude is er --vernieuw",
        ) from None
    except OSError as error:
        raise InputError(
            f"het sleutelbestand kan niet worden geschreven in {path.parent} ({reason(error)})",
            action="kies een map waarin u mag schrijven",
        ) from error
    return made


def extend(path: Path) -> KeyRing:
    """Add a key to a file that :func:`~drietrap.register.keys.load` could read; return the longer ring.

    The old keys stay: without them older pseudonyms cannot be brought under the new one.
    """
    place = path.expanduser().resolve()
    before = place.read_text(encoding="ascii")
    text = f"{before.rstrip()}\n{secrets.token_hex(KEY_BYTES)}\n"
    longer = ring(text)
    fresh = place.with_name(place.name + ".nieuw")
    fresh.unlink(missing_ok=True)  # left by an earlier try
    _write(fresh, text)
    fresh.replace(place)
    sync_folder(place.parent)
    return longer


def _write(path: Path, text: str) -> None:
    """Write a file that must not be there yet, for its owner alone, and put it on the disk."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    sync_folder(path.parent)
