"""Making the key of an organisation, and bringing its register under a newer one."""

from __future__ import annotations

import os
from pathlib import Path

from drietrap.app.folder import DataFolder
from drietrap.app.person_house import PersonHouse
from drietrap.app.register_results import KeyResult
from drietrap.publication.disclosure import Published, publish_feedback
from drietrap.register import key_file, ledger, registrations
from drietrap.register.keys import ENVIRONMENT, ENVIRONMENT_FILE, load
from drietrap.register.pseudonym import KeyRing
from drietrap.register.rekeying import carry_over
from drietrap.vocabulary.errors import InputError


def make_key(folder: DataFolder, path: Path) -> Published[KeyResult]:
    """Make a key file; see ``register.key_file.make``."""
    made = key_file.make(path, folder.root)
    folder.log("sleutel", kenmerk=made.id, sleutels=len(made.keys))
    return publish_feedback(KeyResult(str(path.absolute()), made.id, len(made.keys), 0))


def renew_key(folder: DataFolder, path: Path | None = None) -> Published[KeyResult]:
    """Add a key to the file and bring the register under it; finish that first when it was interrupted.

    Parameters
    ----------
    path
        The key file; the one that the environment names when left out.

    Raises
    ------
    InputError
        When there is no key file, or it is not the one of the register.
    """
    environment = {ENVIRONMENT_FILE: str(path)} if path is not None else dict(os.environ)
    keys, house = load(environment, data=folder.root), PersonHouse(folder)
    file = environment.get(ENVIRONMENT_FILE, "").strip()
    if not _is_behind(house, keys):
        if not file:
            raise InputError(
                f"de sleutel staat in {ENVIRONMENT} en niet in een bestand",
                expected=f"een sleutelbestand, genoemd in {ENVIRONMENT_FILE}",
                action=f"zet achter de sleutel in {ENVIRONMENT} een nieuwe, en geef deze opdracht opnieuw",
            )
        keys = key_file.extend(Path(file))
    changed = 0 if house.is_empty else carry_over(house.tables, house.raw, keys)
    folder.log("sleutel vernieuwd", kenmerk=keys.id, sleutels=len(keys.keys), bestanden=changed)
    return publish_feedback(KeyResult(file, keys.id, len(keys.keys), changed))


def _is_behind(house: PersonHouse, keys: KeyRing) -> bool:
    """Whether anything is still under an older key of the ring; refuse another ring before it is changed."""
    if house.is_empty:
        return False
    with house.open() as reader:
        names = [name for name in (ledger.DELIVERIES, registrations.REGISTRATIONS) if name in reader.tables]
        used = {key_id for name in names for key_id in reader.frame(name)["key_id"].unique()}
    for key_id in sorted(used):
        keys.position(key_id)
    return any(key_id != keys.id for key_id in used)
